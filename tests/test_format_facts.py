"""One text as a ministry's page, a PDF and a Word file states the same facts as its plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import Pipeline
from kg.text.reader import read
from tests.text.test_formats import columns, pdf, word

TITLE = "合作成果清单"
SENTENCES = (
    "中国商务部与越南工业和贸易部签署电子商务合作谅解备忘录。",
    "国家开发银行与埃及银行签署苏伊士港口扩建项目贷款协议，金额为2亿美元。",
    "第三届丝路港口论坛在青岛举行，由交通运输部主办，山东省人民政府承办。",
)
ROW = "中国海关总署与肯尼亚税务局签署检验检疫合作协议。"


def _facts(path: Path) -> set[tuple[str, str, str, str]]:
    doc = Pipeline.load()(read(path))
    labels = {entity.key: entity.label for entity in doc.entities}
    return {(fact.relation, labels[fact.subject], labels[fact.object], fact.status) for fact in doc.facts}


def _page(path: Path) -> None:
    paragraphs = "".join(f"<p>　　{words}</p>" for words in SENTENCES)
    path.write_text(
        f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><div class='nav'><a href='/'>首页</a>"
        f"<a href='/list'>要闻</a></div><div id='content'><h1>{TITLE}</h1>{paragraphs}"
        f"<table><tr><td>{ROW}</td></tr></table></div><div class='footer'>版权所有 网站地图</div></body></html>",
        encoding="utf-8",
    )


def _pdf(path: Path) -> None:
    lines = [line for words in (*SENTENCES, ROW) for line in columns(f"　　{words}")]
    path.write_bytes(pdf([[TITLE, *lines]]))


def _word(path: Path) -> None:
    def fill(document):  # type: ignore[no-untyped-def]
        document.add_heading(TITLE, 0)
        for words in SENTENCES:
            document.add_paragraph(words)
        document.add_table(1, 1).cell(0, 0).text = ROW

    word(path, fill)


@pytest.mark.parametrize(("name", "write"), [("page.html", _page), ("list.pdf", _pdf), ("list.docx", _word)])
def test_a_file_states_the_facts_of_its_plain_text(tmp_path, name, write):
    plain = tmp_path / "plain.txt"
    plain.write_text("\n".join((TITLE, "", *SENTENCES, ROW)) + "\n", encoding="utf-8")
    stated = _facts(plain)
    assert len(stated) >= 5
    write(tmp_path / name)
    assert _facts(tmp_path / name) == stated
