"""Which sentences are read at all: the words that stand everywhere must wake none."""

from __future__ import annotations

from kg.entities.recogniser import Recogniser
from kg.pipeline import data_folders
from kg.relations.extractor import Extractor


def test_no_rule_asks_for_every_sentence_with_a_word_that_stands_everywhere() -> None:
    folders = data_folders(None)
    recogniser = Recogniser.load(*folders, needs=Extractor.load(*folders).needs)
    assert recogniser.triggers is not None
    assert not {"在", "的", "与", "和", "为", "向", "于", "从", "是"} & recogniser.triggers.speaking.loud
