"""The ministries of the side that the words before them speak of: 乌方交通部、农业部."""

from __future__ import annotations

from kg.entities.draft import Draft
from kg.entities.namer import Namer
from kg.model import Mention, Span


class Sides:
    """Behind 乌方, bare ministries are that state's (乌方交通部、农业部). Lives as long as a sentence."""

    def __init__(self, namer: Namer, text: str) -> None:
        self._namer, self._text = namer, text
        self._state, self._end = "", -1

    def own(self, draft: Draft, span: Span, words: str, before: list[Mention]) -> Draft | None:
        """The ministry as one of the side that the words before it speak of."""
        if draft.kind != "Ministry" or not before:
            return None
        last = before[-1]
        if last.kind == "Country" and last.step == "pronoun" and last.span.end == span.start:
            self._state, self._end = last.entity, span.start
        joined = self._text[self._end : span.start].strip("、和及与以")
        if self._state in {"", "country/CHN"} or joined:
            return None
        self._end = span.end
        if draft.country not in {None, "country/CHN", "CHN"} or words.startswith(("中国", "中华")):
            self._state = ""  # 乌方农业部与中国商务部: another state's, and so are those behind it
            return None
        return self._namer.of_state(words, self._state)
