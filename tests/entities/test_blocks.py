"""A sentence cut into pieces: titles and quotations are opaque, nothing is lost, nothing overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.blocks import GLOSS, Piece, closed_blocks, cut
from kg.entities.gazetteer import Gazetteer
from kg.entities.lexicon import Lexicon
from kg.resources import DATA


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon((DATA,))


def _shown(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, text[piece.start : piece.end]) for piece in closed_blocks(text)]


def test_a_title_may_hold_a_title_and_is_one_block() -> None:
    assert _shown("签署《关于〈海洋公约〉的谅解备忘录》。") == [("title", "《关于〈海洋公约〉的谅解备忘录》")]
    assert _shown("签署《关于《海洋公约》的谅解备忘录》。") == [("title", "《关于《海洋公约》的谅解备忘录》")]


def test_a_quotation_inside_a_title_is_part_of_the_title() -> None:
    assert _shown("发布《“丝路之友”倡议》") == [("title", "《“丝路之友”倡议》")]


def test_a_quotation_that_holds_a_sentence_is_speech() -> None:
    assert _shown("他说：“合作很好。”随后启动“丝路之友”行动") == [("speech", "“合作很好。”"), ("quote", "“丝路之友”")]


def test_an_unclosed_mark_is_no_block_and_hides_nothing_inside_it() -> None:
    assert _shown("发布《海上合作倡议") == []
    assert _shown("发布《关于“丝路之友”的倡议") == [("quote", "“丝路之友”")]


def test_a_closing_mark_without_an_opening_one_is_passed_over() -> None:
    assert _shown("倡议》发布《海上合作倡议》") == [("title", "《海上合作倡议》")]


def test_blocks_nested_without_end_are_bounded() -> None:
    assert _shown("《" * 500) == []
    assert len(closed_blocks("《甲》" * 500)) == 500


@pytest.mark.parametrize(
    ("bracket", "short", "other"),
    [
        ("（以下简称“国开行”）", "国开行", None),
        ("（下称国开行）", "国开行", None),
        ("（简称：“国开行”）", "国开行", None),
        ("（又称“国开行”或“开行”）", "国开行", "开行"),
    ],
)
def test_a_bracket_says_what_a_body_is_called_from_here_on(bracket: str, short: str, other: str | None) -> None:
    found = GLOSS.fullmatch(bracket)
    assert found is not None
    assert (found["short"], found["other"]) == (short, other)


def _pieces(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in cut(text, gazetteer, lexicon)]


def test_pieces_tell_names_cues_sums_dates_and_marks_apart(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    found = _pieces("2017年5月，老挝获得5亿美元，并签署《合作协议》。", gazetteer, lexicon)
    assert [pair for pair in found if pair[0] in {"date", "hit", "sum", "SIGN", "title"}] == [
        ("date", "2017年5月"),
        ("hit", "老挝"),
        ("sum", "5亿美元"),
        ("SIGN", "签署"),
        ("title", "《合作协议》"),
    ]


def test_a_cue_that_a_head_follows_is_part_of_a_name(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert {kind for kind, _ in _pieces("某某援助基金", gazetteer, lexicon)} == {"text"}
    assert ("GIVE", "援助") in _pieces("某某援助老挝", gazetteer, lexicon)


def test_a_known_name_inside_a_title_is_not_cut_out(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert _pieces("《中国与老挝合作规划》", gazetteer, lexicon) == [("title", "《中国与老挝合作规划》")]


def test_a_phase_in_brackets_is_glued_to_its_name(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert ("glue", "（二期）") in _pieces("水电站（二期）项目", gazetteer, lexicon)
    assert ("glue", "（2017—2020年）") in _pieces("合作规划（2017—2020年）", gazetteer, lexicon)


@given(st.text(alphabet="中国老挝与和、签署《》“”〈〉（）12亿美元年月日协议。，a 的", max_size=60))
def test_pieces_lie_side_by_side_from_the_first_letter_to_the_last(
    gazetteer: Gazetteer, lexicon: Lexicon, text: str
) -> None:
    pieces: list[Piece] = cut(text, gazetteer, lexicon)
    at = 0
    for piece in pieces:
        assert piece.start == at < piece.end
        at = piece.end
    assert at == len(text)
