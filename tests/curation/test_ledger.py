"""Promises and what later documents say of them; silence stays silence."""

from __future__ import annotations

import json

import pytest

from kg.cli import run

TEXTS = {
    "early": (
        "2017-05-16",
        (
            "丝路发展论坛将定期举办，并成立论坛顾问委员会。\n\n"
            "中国财政部将设立丝路融资合作中心。\n\n"
            "国家开发银行将设立丝路专项奖学金。\n\n"
            "中国国家发展和改革委员会将设立中俄地区发展投资基金，总规模1000亿元人民币，首期100亿元人民币。\n\n"
            "中国政府将于2018年举办中国绿色博览会。\n\n"
            "中国政府将与塞尔维亚政府签署经济合作协议。\n"
        ),
    ),
    "middle": (
        "2019-04-28",
        (
            "第二届丝路发展论坛由中国政府主办。\n\n"
            "由国际知名人士组成的丝路发展论坛顾问委员会向论坛提交了报告。\n\n"
            "财政部与希腊财政部共同设立丝路融资合作中心。\n\n"
            "中国国家发展和改革委员会将设立中俄地区发展投资基金，总规模2000亿元人民币。\n\n"
            "中国政府将于2020年举办中国绿色博览会。\n"
        ),
    ),
    "late": ("2023-10-18", "中国政府与塞尔维亚政府签署经济合作协议。\n\n天气很好。\n"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("promises")
    rows = ["id\tfile\tdate", *(f"{name}\t{name}.txt\t{date}" for name, (date, _) in TEXTS.items())]
    (folder / "documents.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for name, (_, text) in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    assert run(["build", str(folder), "-o", str(folder / "out")]) == 0
    return folder / "out"


@pytest.fixture
def told(built, capsys):
    capsys.readouterr()
    assert run(["ledger", str(built), "--json"]) == 0
    return {
        promise["what"]: promise for promise in json.loads(capsys.readouterr().out) if promise["document"] == "early"
    }


def test_what_later_documents_report_done_is_done_and_the_rest_is_silent(told):
    states = {what: promise["state"] for what, promise in told.items()}
    assert states["丝路发展论坛"] == "done", "it was held again"
    assert states["论坛顾问委员会"] == "done"
    assert states["丝路融资合作中心"] == "done"
    assert states["经济合作协议"] == "done"
    assert states["丝路专项奖学金"] == "silent"


def test_a_promise_made_again_with_another_sum_or_date_is_changed(told):
    assert told["中俄地区发展投资基金"]["state"] == "changed"
    assert "2000亿元人民币" in told["中俄地区发展投资基金"]["later"][0]["why"]
    assert told["中国绿色博览会"]["state"] == "changed"
    assert "2018 → 2020" in told["中国绿色博览会"]["later"][0]["why"]


def test_both_sentences_are_quoted_with_their_places(built, told):
    for promise in told.values():
        for said in (promise, *promise["later"]):
            text = (built / "documents" / f"{said['document']}.txt").read_text(encoding="utf-8")
            assert text[said["start"] : said["end"]] == said["sentence"]
    assert "顾问委员会" in told["论坛顾问委员会"]["later"][0]["sentence"]


def test_who_promises_what_sum_to_whom_and_by_when_is_told(told):
    fund = told["中俄地区发展投资基金"]
    assert fund["by"] == ["国家发展和改革委员会"]
    assert {each["text"]: each["kind"] for each in fund["sums"]} == {
        "1000亿元人民币": "umbrella",
        "100亿元人民币": "tranche",
    }
    assert told["中国绿色博览会"]["due"] == "2018"
    assert told["经济合作协议"]["to"] == ["塞尔维亚"]
    assert told["丝路发展论坛"]["due"] == "定期"
    assert told["论坛顾问委员会"]["due"] is None, "the other clause says 定期"


def test_only_later_documents_speak_of_a_promise(told):
    for promise in told.values():
        assert all(report["date"] > promise["date"] for report in promise["later"])


def test_what_is_announced_without_saying_by_whom_is_a_promise_if_others_speak_of_it(tmp_path, capsys):
    texts = {
        "early": "丝路发展论坛今后将定期召开，并将设立论坛顾问委员会和论坛联络办公室等机构。\n将建立更紧密的联系。\n",
        "later": "第二届丝路发展论坛由中国政府主办。\n由专家组成的论坛顾问委员会向大会提交了报告。\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(["build", *(str(tmp_path / f"{name}.txt") for name in texts), "-o", str(tmp_path / "out")]) in {0, 1}
    capsys.readouterr()
    words = ["--date", "early=2017", "--date", "later=2019", "--json"]
    assert run(["ledger", str(tmp_path / "out"), *words]) == 0
    told = {promise["what"]: promise for promise in json.loads(capsys.readouterr().out)}
    assert "更紧密的联系" not in told
    assert told["论坛顾问委员会"]["state"] == "done"
    assert "提交了报告" in told["论坛顾问委员会"]["later"][0]["sentence"]


def test_a_document_without_a_date_is_neither_earlier_nor_later_unless_one_is_given(tmp_path, capsys):
    (tmp_path / "one.txt").write_text("中国财政部将设立丝路融资合作中心。\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("中国财政部设立了丝路融资合作中心。\n", encoding="utf-8")
    sources = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    assert run(["build", *sources, "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert run(["ledger", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("SILENT")
    assert "without a date" in said.err
    assert run(["ledger", str(tmp_path / "out"), "--date", "one=2017", "--date", "two=2019-05"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("DONE")
    assert said.err == ""


def test_an_undated_document_is_later_by_the_edition_or_the_year_it_tells_of(tmp_path, capsys):
    texts = {
        "early": "2017年5月14日，中国政府主办丝路发展论坛。\n\n中国财政部将设立丝路融资合作中心。\n",
        "edition": "第二届丝路发展论坛由中国政府主办。\n\n中国财政部设立了丝路融资合作中心。\n",
        "year": "2023年10月18日，中国财政部设立了丝路融资合作中心。\n",
        "neither": "中国财政部设立了丝路融资合作中心。\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(["build", *(str(tmp_path / f"{name}.txt") for name in texts), "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert run(["ledger", str(tmp_path / "out"), "--date", "early=2017-05-16", "--json"]) == 0
    (promise,) = json.loads(capsys.readouterr().out)
    assert {report["document"]: report["why"] for report in promise["later"]} == {
        "edition": "undated, but tells of 第二届丝路发展论坛",
        "year": "undated, but tells of 2023-10-18",
    }


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("early", "expected ID=YYYY"),
        ("early=2017-02-30", "expected ID=YYYY"),
        ("early=2017-13", "expected ID=YYYY"),
        ("nowhere=2019", "no document of this id"),
    ],
)
def test_a_date_that_cannot_be_meant_is_told_in_one_line(built, capsys, date, expected):
    capsys.readouterr()
    assert run(["ledger", str(built), "--date", date]) == 2
    said = capsys.readouterr().err
    assert expected in said
    assert said.count("\n") == 1


def test_a_state_can_be_asked_for(built, capsys):
    capsys.readouterr()
    assert run(["ledger", str(built), "--state", "silent"]) == 0
    said = capsys.readouterr().out
    assert "SILENT" in said
    assert "DONE" not in said
