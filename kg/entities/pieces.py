"""Pieces of a sentence as tokens, and tokens as the kinds of mentions that rules speak of."""

from __future__ import annotations

from kg.entities.blocks import Piece, closed_blocks
from kg.entities.draft import Draft, Token
from kg.entities.namer import Namer
from kg.entities.signs import city


def quoted_at(text: str, at: int) -> bool:
    """Whether a place stands within quotation marks."""
    return any(block.start < at < block.end for block in closed_blocks(text))


def marks(text: str, piece: Piece, namer: Namer) -> list[Token]:
    """A piece between names as tokens: 在京 is the word for being somewhere and the city's one sign."""
    if piece.kind == "title":
        return [Token(piece.start, piece.end, "WORK", namer.title(text[piece.start : piece.end]))]
    if piece.kind == "AT" and (town := city(text[piece.end - 1], namer)) and piece.end - piece.start == 2:
        # 在京: the word for being somewhere and the city's one sign
        at = Token(piece.start, piece.end - 1, "AT")
        return [at, Token(piece.end - 1, piece.end, "NAME", town, step="shortForm")]
    if piece.kind == "VISIT" and text[piece.end - 1] == "华" and piece.end - piece.start == 2:
        china = namer.of_key("country/CHN", "中国")  # 某国总理访华
        visit = Token(piece.start, piece.end - 1, "VISIT")
        return [visit, Token(piece.end - 1, piece.end, "NAME", china, step="shortForm")]
    return [Token(piece.start, piece.end, piece.kind, value=piece.value)]


def mention_kind(token: Token, draft: Draft) -> str:
    """What the grammar takes a name for."""
    if token.kind in {"PAPER", "WORK", "TITLE"} and draft.kind != "CivilBody":  # 《石窟日报》 is who signs
        return {"PAPER": "Paper", "WORK": "Work", "TITLE": "Title"}[token.kind]
    return {"HOLDER": "Holder", "CLUB": "Club", "BARE": "Bare"}.get(token.kind, draft.kind)
