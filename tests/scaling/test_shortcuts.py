"""Every shortcut for plain texts comes to what the long way comes to."""

from __future__ import annotations

import re
from pathlib import Path

import jieba
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.gazetteer import Gazetteer
from kg.entities.names import Body, Form
from kg.model import Document
from kg.resources import CORPUS, Row
from kg.text import clean, glyphs, paragraphs
from kg.text.normaliser import normalise
from kg.wordtrie import Lists, Longest, Places, Told
from tests.bench.corpus import lists, newspaper
from tests.phenomena.suite import load

PIECES = [
    *(
        "中国政府",
        "签署协议",
        "第三届",
        "三",
        "《宣言",
        "宣言》",
        "“一带一路”",
        "（见附件）",
        "2017年5月14日",
        "12",
        "Page 3",
    ),
    *(
        "。",
        "！",
        "？”",
        "。）",
        "；",
        "，",
        "、",
        "：",
        "——",
        "—",
        "·",
        "…",
        "主办单位：",
        "1. ",
        "（一）",
        "一、",
        "- ",
        "· ",
    ),
    *("\n", "\n\n", "\n　　", "\n  ", "\n    ", "\n\t", "　", " ", "(", ")", "10:30", "第3页", "新华社北京5月14日电"),
    *("a", ",", "1,000", "：30", "!", "?", ";"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS)
def test_settled_lines_break_where_weighed_lines_do(text):
    edits = clean.settled(text)
    assert edits is None or edits == list(paragraphs.breaks(text))


def the_long_way(source, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(clean, "is_clean", lambda text: False)
        patched.setattr(clean, "settled", lambda text: None)
        doc = normalise(Document("d", source))
    return doc.text, doc.offsets


@given(TEXTS)
def test_a_clean_text_reads_as_it_does_the_long_way(text):
    with pytest.MonkeyPatch.context() as monkeypatch:
        doc = normalise(Document("d", text))
        assert (doc.text, doc.offsets) == the_long_way(text, monkeypatch)


def test_whole_texts_read_as_they_do_the_long_way(monkeypatch):
    texts = [path.read_text(encoding="utf-8") for path in sorted((CORPUS / "text").glob("*.txt"))]
    texts += [*newspaper(20_000, seed=31), *lists(4_000, seed=32), *(case.text for case in load())]
    for text in texts:
        doc = normalise(Document("d", text))
        assert (doc.text, doc.offsets) == the_long_way(text, monkeypatch)


def test_most_of_a_newspaper_takes_the_short_way():
    texts = list(newspaper(200_000, seed=33))
    assert sum(clean.is_clean(text) and clean.settled(text) is not None for text in texts) > 0.9 * len(texts)


def test_only_what_acts_is_handed_to_the_converter():
    """No word of a large dictionary, and no character alone, is converted otherwise than all text at once is."""
    converter = opencc.OpenCC("t2s")
    with jieba.get_dict_file() as lines:
        words = [line.decode("utf-8").split(" ")[0] for line in lines]
    words += [chr(code) for code in (*range(0x80, 0xD800), *range(0xE000, 0x10000), *range(0x20000, 0x20100))]
    table = glyphs._variants()
    expected = converter.convert("\n".join(words)).translate(table).split("\n")
    assert [
        (word, told, wanted) for word, wanted in zip(words, expected, strict=True)
        if (told := glyphs.to_simplified(word)) != wanted
    ] == []  # fmt: skip


@given(st.lists(st.text("中国家政府abc", min_size=1, max_size=4), max_size=12), st.text("中国家政府abc外", max_size=60))
def test_words_stand_in_the_same_places_with_the_automaton_and_without(words, text):
    assert Places(words).find(text) == Places(words, fast=False).find(text)


@given(st.lists(st.text("中国家政府abc", min_size=1, max_size=4), max_size=12), st.text("中国家政府abc外", max_size=60))
def test_words_mean_the_same_with_the_automaton_and_without(words, text):
    meant = {word: number for number, word in enumerate(dict.fromkeys(words))}
    told = {at: meant[text[at:end]] for at, end in Places(words, fast=False).find(text)}
    assert Told(meant).find(text) == Told(meant, fast=False).find(text) == told


@given(
    st.lists(st.lists(st.text("中国家政府abc", min_size=1, max_size=4), max_size=6), max_size=3),
    st.text("中国家政府abc外", max_size=60),
)
def test_several_lists_in_one_pass_stand_where_each_of_them_does(lists, text):
    each = [Places(words, fast=False).find(text) for words in lists]
    assert Lists(*lists).find(text) == Lists(*lists, fast=False).find(text) == each


@given(st.lists(st.text("中国家政府abc", min_size=1, max_size=4), max_size=12), st.text("中国家政府abc外", max_size=60))
def test_the_longest_words_are_the_same_with_the_automaton_and_without(words, text):
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    plain = re.findall("|".join(longest) or "(?!)", text)
    assert Longest(words).find(text) == Longest(words, fast=False).find(text) == plain


@given(st.text("中国家政府abc外", min_size=1, max_size=60))
def test_whether_a_known_name_stands_in_a_text_is_whether_any_is_found(text):
    names = [
        Body(f"x/{name}", Row(Path("x"), 1, {}), ("Company",), forms={name: Form(name)})
        for name in ("中国", "国家", "政府外", "abc")
    ]
    for fast in (True, False):
        gazetteer = Gazetteer(names, fast=fast)
        assert gazetteer.stands_in(text) == bool(gazetteer.find(text))
