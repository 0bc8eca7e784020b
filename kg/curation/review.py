"""A sitting of review: claims and suggested merges one after another, each key a decision, each decision saved at once.

The sitting knows nothing of terminals: a :class:`Desk` shows, reads a key, reads a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from kg.curation.cases import Case, End
from kg.curation.decisions import DecisionFile, read_decisions, write_decisions
from kg.curation.suggestions import Suggestion
from kg.decision import Decision

#: What each key does to a claim.
CLAIM_KEYS = {
    "a": "accept",
    "r": "reject",
    "c": "correct an end",
    "s": "change the status",
    "m": "merge a name with another",
    "x": "split a name off",
    "n": "rename",
    "u": "undo the last",
    " ": "skip",
    "q": "quit",
}
MERGE_KEYS = {"m": "merge", "x": "keep apart", "u": "undo the last", " ": "skip", "q": "quit"}
_ENDS = {"s": "subject", "o": "object"}
_STATUSES = {"d": "done", "p": "planned", "o": "ongoing"}
_SKIP = ("\r", "\n")


class Quit(Exception):  # noqa: N818 - no error: the reviewer has had enough
    """The reviewer goes."""


class Desk(Protocol):
    """Where a reviewer sits."""

    def claim(self, number: int, of: int, case: Case) -> None:
        """Show a claim."""

    def pair(self, number: int, of: int, pair: Suggestion) -> None:
        """Show two names that may mean one body."""

    def key(self, keys: dict[str, str]) -> str:
        """One of these keys."""

    def line(self, prompt: str) -> str:
        """A line of text; empty where nothing is given."""

    def tell(self, text: str) -> None:
        """Say something in a line."""


@dataclass
class Sitting:
    """One reviewer at one file of decisions."""

    desk: Desk
    file: DecisionFile
    save: Callable[[DecisionFile], None]
    author: str = ""
    drawn: str = ""

    @classmethod
    def at(cls, desk: Desk, path: Path, author: str = "", drawn: str = "") -> Sitting:
        """A sitting that keeps its decisions in a file, which need not be there yet."""
        held = read_decisions(path) if path.exists() else DecisionFile(path.name)
        return cls(desk, held, lambda file: write_decisions(path, file), author, drawn)

    def claims(self, cases: Sequence[Case]) -> list[Decision]:
        """Go through claims; the decisions made, in their order."""
        return self._through(len(cases), lambda number: self._claim(number, len(cases), cases[number]))

    def merges(self, pairs: Sequence[Suggestion]) -> list[Decision]:
        """Go through suggested merges."""
        return self._through(len(pairs), lambda number: self._pair(number, len(pairs), pairs[number]))

    def _through(self, number: int, judge: Callable[[int], Decision | str | None]) -> list[Decision]:
        made: list[Decision | None] = []
        try:
            while len(made) < number:
                judged = judge(len(made))
                if isinstance(judged, str):
                    self._undo(made)
                    continue
                made.append(judged)
                if judged is not None:
                    self._keep(judged)
        except Quit:
            pass
        return [decision for decision in made if decision is not None]

    def _keep(self, decision: Decision) -> None:
        self.file = self.file.with_more([decision])
        self.save(self.file)
        self.desk.tell(decision.meaning)

    def _undo(self, made: list[Decision | None]) -> None:
        """Take back the last decision and go back to what it was on; skipped ones are passed over again."""
        while made:
            last = made.pop()
            if last is not None:
                entries = tuple(entry for entry in self.file.entries if entry.decision != last)
                self.file = replace(self.file, entries=entries)
                self.save(self.file)
                self.desk.tell(f"taken back: {last.meaning}")
                return
        self.desk.tell("nothing to take back")

    # -- one of them ---------------------------------------------------------------------------------------------

    def _claim(self, number: int, of: int, case: Case) -> Decision | str | None:
        """A decision, None for a claim passed over, or the key of what is to be done instead."""
        self.desk.claim(number + 1, of, case)
        while True:
            key = self._asked(CLAIM_KEYS)
            if key in {"u", " "}:
                return key if key == "u" else None
            decision = self._decided(key, case)
            if decision is not None:
                return self._signed(decision, drawn=self.drawn if key in "arcs" else "")
            self.desk.tell("nothing decided")

    def _decided(self, key: str, case: Case) -> Decision | None:
        if key == "a":
            return case.decision("accept")
        if key == "r":
            return case.decision("reject")
        if key == "s":
            return case.decision("status", to=_STATUSES[self.desk.key(_STATUSES)])
        name = _ENDS[self.desk.key({k: f"{v} {case.end(v).label}" for k, v in _ENDS.items()})]
        end = case.end(name)
        if key == "c":
            to = self.desk.line("which is really (name, key, or words@start-end)")
            return case.decision("correct", end=name, to=to) if to else None
        if key == "x":
            to = self.desk.line("which is not (name, key, or words@start-end; nothing: all other documents)")
            return _on_name("split", end, to)
        prompt = "which is the same as (name or key)" if key == "m" else "and is to be called"
        to = self.desk.line(prompt)
        return _on_name("merge" if key == "m" else "rename", end, to) if to else None

    def _pair(self, number: int, of: int, pair: Suggestion) -> Decision | str | None:
        self.desk.pair(number + 1, of, pair)
        key = self._asked(MERGE_KEYS)
        if key in {"u", " "}:
            return key if key == "u" else None
        return self._signed(pair.decision("merge" if key == "m" else "split"))

    def _asked(self, keys: dict[str, str]) -> str:
        key = self.desk.key(keys)
        if key == "q":
            raise Quit
        return " " if key in _SKIP else key

    def _signed(self, decision: Decision, drawn: str = "") -> Decision:
        reason = self.desk.line("why (may be left empty)") if decision.kind != "accept" else ""
        return replace(decision, author=self.author, reason=reason, drawn=drawn)


def _on_name(kind: str, end: End, to: str) -> Decision:
    return Decision(kind, end.document, subject=end.at[:1], to=to)
