"""What `kg gaps` proposes can be taught: pasted, it is known."""

from __future__ import annotations

import json

import pytest

from kg.curation.gaps import HEADER, gaps
from kg.linter import mistakes
from kg.model import Cue, Document, Entity, Fact, Item, Mention, Sentence, Span
from kg.pipeline import Pipeline

TEXT = "某甲与云腾纵横签署备忘录。某乙与云腾纵横签署协议。大家希望签署协议。"


def at(words, start=0):
    begin = TEXT.index(words, start)
    return Span(begin, begin + len(words))


def document(facts=()):
    """Three sentences: the second may have a fact, the third only hopes."""
    ends = [number + 1 for number, character in enumerate(TEXT) if character == "。"]
    spans = [Span(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    second = spans[1].start
    cues = [
        Cue(at("与"), "WITH"),
        Cue(at("签署"), "SIGN"),
        Cue(at("与", second), "WITH"),
        Cue(at("签署", second), "SIGN"),
        Cue(at("希望"), "HOPE"),
        Cue(at("签署", spans[2].start), "SIGN"),
    ]
    bare = (Mention(at("云腾纵横"), "", "Bare"), Mention(at("云腾纵横", second), "", "Bare"))
    return Document(
        "one",
        TEXT,
        text=TEXT,
        offsets=_straight(),
        items=(Item("p1", "paragraph", Span(0, len(TEXT))),),
        sentences=tuple(Sentence(span, 0) for span in spans),
        mentions=bare,
        cues=tuple(cues),
        facts=facts,
    )


def _straight():
    from kg.model import Offsets

    return Offsets((0,), (0,), (len(TEXT),), len(TEXT))


def fact(second):
    span = at("某乙", second)
    return Fact(
        "signedWith", "a/1", "a/2", "done", (Span(second, second + 5),), span, span, at("签署", second), "p1", "r"
    )


def test_a_sentence_with_a_cue_and_no_fact_is_a_gap_and_one_with_a_fact_is_none():
    second = TEXT.index("某乙")
    assert [m.text for m in gaps([document()]).sentences] == [s + "。" for s in TEXT.split("。") if s]
    left = gaps([document((fact(second),))])
    assert second not in [missed.start for missed in left.sentences]
    assert [(cue.word, cue.missed, cue.sentences) for cue in left.cues] == [("签署", 2, 3)]


def test_what_is_only_hoped_comes_last_and_says_so():
    found = gaps([document()]).sentences
    assert [missed.unstated for missed in found] == [False, False, True]


def test_names_that_stand_where_a_name_is_wanted_are_counted_most_frequent_first():
    (name,) = gaps([document()]).names
    assert (name.name, name.times, name.documents) == ("云腾纵横", 2, ("one",))
    assert gaps([document()], least=3).names == ()


def test_a_topic_in_a_list_of_topics_is_no_name():
    doc = document()
    marks = tuple(Cue(span, "、") for span in (at("与"), at("签署")))
    listed = Document(**{**{f: getattr(doc, f) for f in doc.__dataclass_fields__}, "cues": (*marks, doc.cues[5])})
    assert [name.name for name in gaps([listed], least=1).names] == []


def test_the_country_is_proposed_only_where_every_place_agrees():
    doc = document()
    known = (
        Entity("organization/1", ("Organization",), ("云腾纵横",), country="country/GRC"),
        Entity("organization/2", ("Organization",), ("云腾纵横",), country="country/EGY"),
    )
    first, second = doc.mentions

    def with_keys(*keys):
        mentions = tuple(Mention(m.span, key, "Bare") for m, key in zip((first, second), keys, strict=True))
        fields = {f: getattr(doc, f) for f in doc.__dataclass_fields__}
        return Document(**{**fields, "mentions": mentions, "entities": known})

    assert gaps([with_keys("organization/1", "organization/1")]).names[0].country == "GRC"
    assert gaps([with_keys("organization/1", "organization/2")]).names[0].country is None


def test_a_row_pasted_into_an_overlay_passes_the_linter_and_is_known(tmp_path):
    (name,) = gaps([document()]).names
    names = tmp_path / "names"
    names.mkdir()
    (names / "mine.tsv").write_text(f"{HEADER}\n{name.row}\n", encoding="utf-8")
    assert mistakes(tmp_path) == []
    doc = Pipeline.load(tmp_path)(Document("x", "云腾纵横与希腊政府签署合作协议。"))
    assert name.row.split("\t")[1] in {end for fact in doc.facts for end in (fact.subject, fact.object)}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("有关方面签署了若干文件。\n中国政府与希腊政府签署合作协议。\n", encoding="utf-8")
    return path


def test_the_verb_prints_offsets_into_the_text_of_record(source, capsys):
    from kg.cli import run

    assert run(["gaps", str(source), "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    text = source.read_text(encoding="utf-8")
    assert [text[m["start"] : m["end"]] for m in held["sentences"]] == [m["text"] for m in held["sentences"]]
    assert held["cues"][0] == {"word": "签署", "class": "SIGN", "missed": 1, "sentences": 2}


def test_the_verb_prints_a_table_and_with_rows_only_what_can_be_pasted(source, capsys):
    from kg.cli import run

    assert run(["gaps", str(source)]) == 0
    assert "有关方面签署了若干文件" in capsys.readouterr().out
    assert run(["gaps", str(source), "--rows"]) == 0
    assert capsys.readouterr().out in {"", f"{HEADER}\n"}
