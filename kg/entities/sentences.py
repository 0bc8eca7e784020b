"""One sentence as tokens: what verbs govern is read first, lists of names in the stretches between."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.blocks import Piece, cut
from kg.entities.draft import Token
from kg.entities.governing import GOVERNS
from kg.entities.pieces import marks, quoted_at
from kg.entities.points import Points
from kg.entities.tools import Tools

#: Behind these 和 joins no names: whoever it stands for was named before them.
_APART = frozenset({"ADV", "SEP", "PLAN", "ONGOING", "STILL", "date", "UNDER"})
_PARTS_OF_A_ZONE = {"text", "hit", "quote", "glue", "、", "AND", "WITH", "ETC"}


class SentenceReader:
    """Reads the sentences of one document."""

    def __init__(self, tools: Tools, points: Points) -> None:
        self._namer, self._zones, self._objects, self._points = tools.namer, tools.zones, tools.objects, points

    def point(self, text: str, announced: str) -> list[Token]:
        """A point of a list of papers, works or events, read as what the line above it announces."""
        cues = self._namer.lexicon.cues
        kinds = {word.kind for word in cues.find(announced)}
        kinds = {"SIGN"} if "OUTCOMES" in kinds else kinds & set(GOVERNS)
        own = {word.kind for word in cues.find(text) if word.kind in GOVERNS and not quoted_at(text, word.start)}
        return self._points.read(text, kinds) if kinds and not own & (kinds | {"SIGN", "HOST", "PUBLISH"}) else []

    def read(self, text: str, persons: set[str], claimed: list[Token]) -> list[Token]:
        """All tokens; ``claimed`` are those that are known already, ``persons`` those named so far."""
        pieces = cut(text, self._namer, self._namer.lexicon, persons)
        end = claimed[-1].end if claimed else 0
        claimed = claimed + [token for token in self._objects.find(text, pieces) if token.start >= end]
        tokens: list[Token] = []
        zone: list[Piece] = []
        at = 0
        for token in [*claimed, None]:
            stop = token.start if token else len(text) + 1
            while at < len(pieces) and pieces[at].start < stop:
                piece = pieces[at]
                at += 1
                if piece.kind in _PARTS_OF_A_ZONE:
                    zone.append(piece if piece.end <= stop else replace(piece, end=stop, value=None))
                else:
                    tokens += self._zone(text, zone, tokens)
                    zone = []
                    tokens += marks(text, piece, self._namer)
            if token:
                tokens += [*self._zone(text, zone, tokens), token]
                zone = []
                while at < len(pieces) and pieces[at].end <= token.end:
                    at += 1
                if at < len(pieces) and pieces[at].start < token.end:
                    pieces[at] = Piece(token.end, pieces[at].end, "text")
        return tokens + self._zone(text, zone, tokens)

    def _zone(self, text: str, zone: list[Piece], before: list[Token]) -> list[Token]:
        if zone and zone[0].kind == "AND" and text[zone[0].start] == "和" and before and before[-1].kind in _APART:
            zone[0] = replace(zone[0], kind="WITH")  # 甲已和乙、丙签署: 和 is 与 there, the list begins with 乙
        return self._zones.read(text, zone) if zone else []
