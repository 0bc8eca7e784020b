"""What is not read states nothing: with and without the search for triggers the same facts are found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.entities.clauses import Clauses
from kg.entities.glimpse import seen
from kg.entities.recogniser import Recogniser
from kg.model import Document
from kg.pipeline import Pipeline
from kg.relations.extractor import Extractor
from kg.relations.needs import need_of
from kg.resources import CORPUS
from kg.text.reader import read
from kg.wordtrie import alternation
from tests.bench.corpus import lists, newspaper
from tests.phenomena.report import VARIED
from tests.phenomena.suite import load


@pytest.fixture(scope="module")
def sparing():
    """The pipeline as it is: only sentences with triggers are read."""
    return Pipeline.load()


@pytest.fixture(scope="module")
def thorough(sparing):
    """The same pipeline, reading every sentence."""
    steps = (replace(step, triggers=None) if isinstance(step, Recogniser) else step for step in sparing.steps)
    return Pipeline(tuple(steps), sparing.data_digest)


def differing(sparing, thorough, texts):
    docs = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    return [doc.source for doc in docs if sparing(doc).facts != thorough(doc).facts]


def test_short_texts_of_every_construction_give_the_same_facts(sparing, thorough):
    assert differing(sparing, thorough, [case.text for case in (*load(), *load(VARIED))]) == []


def test_towns_no_list_knows_and_papers_without_a_title_are_told_too(sparing, thorough):
    texts = [
        "丝路论坛在亚布力举行。",
        "教育部发布关于丝路学院的决定。",
        "教育部发布高考延期一个月举行的通告，学校照常开学。",
    ]
    assert differing(sparing, thorough, texts) == []
    assert all(sparing(Document("d", text)).facts for text in texts)


def test_a_newspaper_gives_the_same_facts(sparing, thorough):
    assert differing(sparing, thorough, newspaper(30_000, seed=21)) == []


def test_lists_of_outcomes_give_the_same_facts(sparing, thorough):
    assert differing(sparing, thorough, lists(6_000, seed=22)) == []


def test_the_embedded_corpus_gives_the_same_facts(sparing, thorough):
    texts = sorted((CORPUS / "text").glob("*.txt"))
    assert [path.name for path in texts if sparing(read(path)).facts != thorough(read(path)).facts] == []


def test_every_rule_has_a_cue_without_which_it_is_not_asked(sparing):
    """One rule without a cue word of its own, or LEAD and SIGN before it, and every sentence of every text is read."""
    extractor = next(step for step in sparing.steps if isinstance(step, Extractor))
    triggers = next(step for step in sparing.steps if isinstance(step, Recogniser)).triggers
    needs = {rule.id: (need_of(rule.pattern, extractor.grammar), frozenset(rule.needs)) for rule in extractor.rules}
    assert [name for name, need in needs.items() if triggers.speaking.split(need) is None] == []


def test_a_rule_that_asks_for_a_word_is_not_asked_where_it_does_not_stand(sparing):
    triggers = next(step for step in sparing.steps if isinstance(step, Recogniser)).triggers
    doc = Document("d", "天气晴朗。航空公司为希腊企业提供了餐食。天气晴朗。" + "天气一直晴朗。" * 9)
    for step in sparing.steps[:3]:
        doc = step(doc)
    assert triggers.read(doc) == frozenset()


def searched(speaking, kinds):
    """What tells some kinds, as patterns that search a text for it."""
    telling = speaking._telling
    if kinds <= speaking._lexicon.classes:
        return [re.compile(alternation(speaking.words_of(kinds)) or "(?!)")]
    signs = {word for kind in kinds for word in telling.signs(kind)}
    heads = {word for kind in kinds for word in telling.heads(kind)}
    patterns = [alternation(signs) or "(?!)", f"(?<!的)(?:{alternation(heads) or '(?!)'})"]
    return [*map(re.compile, patterns), *telling.around(kinds)]


def test_one_look_finds_what_a_search_would_find(sparing):
    """In every clause each kind stands first where a search finds it, or a known name does, and its bits are there."""
    speaking = next(step for step in sparing.steps if isinstance(step, Recogniser)).triggers.speaking
    wanted = [each for held in speaking._by_key.values() for each in held]
    asked = {kinds for each in wanted for clause in (each.clause, *each.others) for kinds in clause}
    asked = {kinds: searched(speaking, kinds) for kinds in asked if not kinds <= {"LEAD", "（", "："}}
    texts = [case.text for case in load()][::5] + list(newspaper(3_000, seed=24))
    for text in (line for whole in texts for line in whole.split("\n")):
        held, sights = Clauses(text, speaking._names, free=False), speaking._glimpse.look(text)
        for at, end in held.parts:
            told = seen(sights, text, at, end) | speaking._glimpse.mask(held.may_be_known(at, end))
            for kinds, patterns in asked.items():
                places = [hit.start() for pattern in patterns if (hit := pattern.search(text, at, end))]
                known = None if kinds <= speaking._lexicon.classes else held.known(kinds, at, end)
                expected = min((*places, *([] if known is None else [known])), default=None)
                assert (text, kinds, speaking._first(kinds, held, sights, at, end)) == (text, kinds, expected)
                assert expected is None or told & speaking._glimpse.mask(kinds)


def test_most_of_a_newspaper_is_not_read(sparing):
    triggers = next(step for step in sparing.steps if isinstance(step, Recogniser)).triggers
    seen = wanted = 0
    for number, text in enumerate(newspaper(20_000, seed=23)):
        doc = Document(f"d{number}", text)
        for step in sparing.steps[:3]:
            doc = step(doc)
        found = triggers.read(doc)
        seen += len(doc.sentences)
        wanted += len(doc.sentences) if found is None else len(found)
    assert wanted < seen / 8


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("第三届丝路论坛在北京开幕。\n\n天气很好。\n\n论坛由商务部主办。\n", 2),
        ("中国进出口银行（以下简称“口行”）成立多年。\n\n天气很好。\n\n口行与埃及银行签署贷款协议。\n", 1),
        ("商务部部长李明山会见了来宾。\n\n天气很好。\n\n李明山主持召开丝路论坛。\n", 2),
        ("二是提出构建全球互联互通网络。\n\n三是中国与希腊签署协议。\n", 1),
    ],
    ids=["an event", "a short form", "a person", "a word that begins in the mark of the first point"],
)
def test_what_another_sentence_made_known_stays_known(sparing, thorough, text, facts):
    doc = Document("d", text)
    assert sparing(doc).facts == thorough(doc).facts
    assert len(sparing(doc).facts) >= facts


def test_words_as_a_trie_match_the_longest_at_each_place():
    words = ["中国", "中国政府", "中", "政府部", "a.b"]
    found = re.compile(alternation(words)).findall("中国政府部中a.b国axb")
    assert found == ["中国政府", "中", "a.b"]
