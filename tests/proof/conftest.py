"""A small build of our own, made once, and a copy of it to spoil."""

from __future__ import annotations

import shutil

import pytest

from kg.output.build import build

TEXTS = {
    "outcomes": (
        "合作论坛成果清单\n\n清单共4项，分为2大类。\n\n"
        "一、政策沟通\n\n"
        "（一）中国政府与希腊、埃及、老挝等3个国家政府签署合作谅解备忘录。\n\n"
        "（二）国家开发银行与埃及银行签署2.6亿元人民币贷款协议。\n\n"
        "二、民心相通\n\n"
        "（三）中国政府将与塞尔维亚政府签署经济合作协议。\n\n"
        "（四）中国商务部与缅甸商务部签署谅解备忘录，与越南工贸部签署投资合作协议。\n"
    ),
    "press": "第二届数字经济分论坛由国家发展改革委主办，国家互联网信息办公室协办。\n来自150个国家的代表参加了会议。\n",
    "aid": "中国国家开发银行向埃及银行提供5亿元人民币贷款。\n",
    "traditional": "中國政府與蒙古國政府簽署合作 規劃。\n",
}


@pytest.fixture(scope="session")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof-sources")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture(scope="session")
def whole(tmp_path_factory, sources):
    out = tmp_path_factory.mktemp("proof") / "out"
    build((str(sources),), out)
    return out


@pytest.fixture
def copy(whole, tmp_path):
    """The build in a folder that a test may spoil."""
    return shutil.copytree(whole, tmp_path / "out")
