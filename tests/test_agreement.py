"""A second coder's table is compared with what was read, item by item, and every disagreement has its sentence."""

from __future__ import annotations

import json

import pytest

from kg.agreement import agree, cohen, krippendorff, read_codes
from kg.errors import DataFileError
from kg.model import Document, Entity, Fact, Item, Offsets, Sentence, Span

HEAD = "document,item,relation,subject,object,status\n"
TEXT = "甲与乙签署协定。\n甲将与丙签署协定。\n会议很成功。\n"


@pytest.fixture
def doc():
    """Three items: one fact done, one planned, none."""
    spans = [Span(0, 8), Span(9, 18), Span(19, 25)]
    entities = tuple(Entity(f"country/{key}", ("Country",), names) for key, names in _NAMES.items())
    facts = tuple(
        Fact("signedWith", "country/A", other, status, (span,), span, span, span, str(number), "r")
        for number, (other, status, span) in enumerate(
            [("country/B", "done", spans[0]), ("country/C", "planned", spans[1])], start=1
        )
    )
    items = tuple(Item(str(number), "item", span, f"（{number}）") for number, span in enumerate(spans, start=1))
    return Document(
        "list",
        TEXT,
        text=TEXT,
        offsets=Offsets((0,), (0,), (len(TEXT),), len(TEXT)),
        items=items,
        sentences=tuple(Sentence(span, at) for at, span in enumerate(spans)),
        entities=entities,
        facts=facts,
    )


_NAMES = {"A": ("甲", "甲国"), "B": ("乙",), "C": ("丙",)}


def compared(doc, tmp_path, rows, head=HEAD):
    path = tmp_path / "codes.csv"
    path.write_text(head + rows, encoding="utf-8")
    return agree([doc], read_codes(path), path)


def test_full_agreement_has_nothing_to_list(doc, tmp_path):
    found = compared(doc, tmp_path, "list,1,signedWith,乙,甲国,done\nlist,（2）,signedWith,甲,丙,planned\nlist,3,,,,\n")
    assert (found.items, found.all.precision, found.all.recall, found.disagreements) == (3, 1.0, 1.0, ())
    assert [(held.name, held.units, held.kappa, held.alpha) for held in found.variables] == [
        ("states signedWith", 3, 1.0, 1.0),
        ("status", 2, 1.0, 1.0),
    ]


def test_each_kind_of_disagreement_is_listed_with_what_both_read(doc, tmp_path):
    rows = "list,1,hostedBy,乙,甲,done\nlist,2,signedWith,甲,丙,done\nlist,3,,,,\n"
    found = compared(doc, tmp_path, rows)
    assert [(held.item, held.what, held.coder, held.silkgraph) for held in found.disagreements] == [
        ("（1）", "hostedBy", "乙 → 甲", ""),
        ("（1）", "signedWith", "", "甲 → 乙"),
        ("（2）", "status of signedWith 甲 → 丙", "done", "planned"),
    ]
    assert found.disagreements[2].sentence == "甲将与丙签署协定。"
    assert (found.all.found, found.all.missed, found.all.wrong) == (1, 1, 1)


def test_only_listed_items_are_compared(doc, tmp_path):
    assert compared(doc, tmp_path, "list,1,signedWith,甲,乙,done\n").all.wrong == 0


def test_kappa_and_alpha_agree_with_the_textbooks():
    assert cohen([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15) == pytest.approx(0.4)
    # Krippendorff 2004, two observers and ten units.
    assert krippendorff(list(zip("0100001000", "1110010000", strict=True))) == pytest.approx(0.095, abs=0.001)


def test_where_all_values_are_one_no_coefficient_is_given():
    assert cohen([(True, True)] * 5) is None and krippendorff([(True, True)] * 5) is None


@pytest.mark.parametrize(
    ("head", "rows", "message"),
    [
        ("document,item\n", "", "1: the header has no column 'relation'"),
        (HEAD, "list,1,signed,甲,乙,done\n", "2: 'signed' is no relation; expected one of signedWith"),
        (HEAD, "list,1,signedWith,甲,乙,don\n", "2: 'don' is no status; expected one of done"),
        (HEAD, "list,1,signedWith,甲,,done\n", "2: the column 'object' is empty"),
        (HEAD, "list,9,signedWith,甲,乙,done\n", "2: '9' is no item of list; expected one of"),
        (HEAD, "lst,1,signedWith,甲,乙,done\n", "2: 'lst' is no document; expected one of list"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_what_would_do(doc, tmp_path, head, rows, message):
    with pytest.raises(DataFileError, match=message):
        compared(doc, tmp_path, rows, head)


def test_the_command_line_compares_a_folder_with_a_table(tmp_path, capsys):
    from kg.cli import run

    (tmp_path / "one.txt").write_text("（一）中国政府与希腊政府签署合作谅解备忘录。\n", encoding="utf-8")
    codes = tmp_path / "codes.csv"
    codes.write_text(HEAD + "one,（一）,signedWith,中国,希腊,done\n", encoding="utf-8-sig")
    assert run(["score", str(tmp_path), "--against", str(codes), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["relations"]["all"]["recall"] == 1.0
    assert run(["score", str(tmp_path), "--against", str(codes)]) == 0
    assert "1 item read by both" in capsys.readouterr().out
    codes.write_text(HEAD + "two,（一）,signedWith,中国,希腊,done\n", encoding="utf-8")
    assert run(["score", str(tmp_path), "--against", str(codes)]) == 2
    assert "'two' is no document of" in capsys.readouterr().err
