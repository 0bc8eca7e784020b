"""The numbers that Word shows before paragraphs but does not keep in their text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kg.text.numbering import chinese_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})


class Lists:
    """Counts numbered paragraphs as Word does: one counter a list and level."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        abstract = {
            each.get(f"{_W}abstractNumId") or "": _levels(each) for each in numbering.findall(f"{_W}abstractNum")
        }
        for each in numbering.findall(f"{_W}num"):
            self._levels[each.get(f"{_W}numId") or ""] = abstract.get(_value(each, "abstractNumId"), {})

    def number(self, properties: Element | None) -> str:
        """What Word shows before a paragraph with these properties; nothing if it is in no list."""
        chosen = properties.find(f"{_W}numPr") if properties is not None else None
        if chosen is None:
            return ""
        identity, depth = _value(chosen, "numId"), _count(_value(chosen, "ilvl"), 0)
        if depth not in self._levels.get(identity, {}):
            return ""
        counts = self._counts.setdefault(identity, {})
        kind, pattern, start = self._levels[identity][depth]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if kind in ("bullet", "none"):
            return "- " if kind == "bullet" else ""
        return self._shown(identity, pattern)

    def _shown(self, identity: str, pattern: str) -> str:
        counts, levels = self._counts[identity], self._levels[identity]
        for level in range(9):
            if f"%{level + 1}" in pattern:
                kind, _, start = levels.get(level, ("decimal", "", 1))
                pattern = pattern.replace(f"%{level + 1}", _numeral(counts.get(level, start), kind))
        return pattern + (" " if pattern[-1:].isascii() else "")


def _levels(abstract: Element) -> dict[int, tuple[str, str, int]]:
    levels: dict[int, tuple[str, str, int]] = {}
    for level in abstract.findall(f"{_W}lvl"):
        start = _value(level, "start")
        kind, pattern = _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        levels[_count(level.get(f"{_W}ilvl") or "", 0)] = (kind, pattern, _count(start, 1))
    return levels


def _count(text: str, otherwise: int) -> int:
    """A small number; what else may stand there is none (², a name, five thousand digits)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else otherwise


def _value(element: Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _numeral(value: int, kind: str) -> str:
    if kind in _CHINESE:
        return chinese_numeral(value)
    if kind in _CIRCLED and 1 <= value <= 20:
        return chr(0x245F + value)
    if kind in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + value - 1)
    return str(value)
