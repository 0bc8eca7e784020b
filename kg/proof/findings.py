"""What a verification has to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.errors import many


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that does not hold: in which file, about which node, by which rule, and what was expected."""

    file: str
    node: str
    rule: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.node}" if self.node else self.file
        return f"{where}: {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Verification:
    """All findings, what was looked at, and what could not be."""

    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.findings

    def as_dict(self) -> dict[str, Any]:
        """The verification for JSON."""
        found = [{name: getattr(one, name) for name in Finding.__slots__} for one in self.findings]
        return {"ok": self.ok, "counts": self.counts, "findings": found, "notes": list(self.notes)}

    def __str__(self) -> str:
        looked = ", ".join(many(number, name.removesuffix("s")) for name, number in self.counts.items())
        head = f"verified: {looked}" if self.ok else f"not verified: {many(len(self.findings), 'finding')} ({looked})"
        return "\n".join([head, *map(str, self.findings), *(f"note: {note}" for note in self.notes)])
