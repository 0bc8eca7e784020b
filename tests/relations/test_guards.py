"""What no pair can be, whatever the words around it say."""

import pytest

from kg.model import Document
from kg.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load()


@pytest.mark.parametrize(
    ("said", "relation", "otherwise"),
    [
        (
            "斐济总统和汤加首相举行会谈，达成了一系列新的共识。",
            "signedWith",
            "斐济和汤加在苏瓦结束谈判，达成渔业协议。",
        ),
        ("山西就加入协定展开讨论。", "memberOf", "山西大学加入丝路大学联盟。"),
        ("中国援助老挝的云冈医院项目交接仪式在万象举行。", "funds", "中国援助的云冈医院项目在万象竣工。"),
        ("双方签署铁路、海关、农业等多项合作文件。", "signedWith", "斐济农业部与汤加海关总署签署合作文件。"),
    ],
)
def test_what_only_looks_like_an_act_is_none(pipeline, said, relation, otherwise):
    assert relation not in {fact.relation for fact in pipeline(Document(id="t", source=said)).facts}
    assert relation in {fact.relation for fact in pipeline(Document(id="t", source=otherwise)).facts}
