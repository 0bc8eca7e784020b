"""Noise of form: what files, pages and scanners do to a text without changing what it says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from kg.model import Document, Fact, Span

HAN = re.compile("[一-鿿]")
Noise = Callable[[str, tuple[str, ...], float, random.Random], str]
Told = tuple[str, str, str, str, tuple[tuple[Decimal | None, str | None], ...], str | None]


def told(doc: Document) -> list[Told]:
    """What a reader is told: relation, both ends by label, status, amounts, date."""
    labels = {entity.key: entity.label for entity in doc.entities}
    return sorted((_told(fact, labels) for fact in doc.facts), key=repr)


def _told(fact: Fact, labels: dict[str, str]) -> Told:
    ends = labels[fact.subject], labels[fact.object]
    subject, object_ = sorted(ends) if fact.relation == "signedWith" else ends
    amounts = tuple(sorted({(amount.value, amount.currency) for amount in fact.amounts}, key=repr))
    return fact.relation, subject, object_, fact.status, amounts, fact.date


def spans(fact: Fact) -> Iterator[Span]:
    """Every place in the text that a fact points to."""
    yield from (*fact.evidence, fact.subject_at, fact.object_at, fact.cue_at)


def spread(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Spaces between Han characters."""
    pieces = [text[:1]]
    for before, after in pairwise(text):
        gap = HAN.match(before) and HAN.match(after) and rng.random() < strength
        pieces.append(" " + after if gap else after)
    return "".join(pieces)


def wrap(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Lines of one width; paragraphs stand apart by a blank line."""
    width = round(60 - 44 * strength)
    return "\n\n".join(_wrapped(line, width) for line in text.split("\n") if line)


def indent(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Lines of one width; the first of each paragraph is indented."""
    width = round(60 - 44 * strength)
    return "\n".join(_wrapped("　　" + line, width) for line in text.split("\n") if line)


def _wrapped(line: str, width: int) -> str:
    return "\n".join(line[start : start + width] for start in range(0, len(line), width))


def invisible(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Zero-width characters, soft hyphens, marks of direction."""
    return "".join(c + rng.choice("\u200b\u200d\ufeff\u2060\u00ad\u202e") * (rng.random() < strength) for c in text)


def wide(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Digits, letters and signs in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < strength else c for c in text)


def traditional(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Traditional characters, line by line, and the quotation marks that go with them."""
    import opencc

    table = str.maketrans("“”‘’", "「」『』")
    convert = opencc.OpenCC("s2t").convert
    lines = (convert(line).translate(table) if rng.random() < strength else line for line in text.split("\n"))
    return "\n".join(lines)


def _around(text: str, names: tuple[str, ...], mark: Callable[[str], str], strength: float, rng: random.Random) -> str:
    if not names:
        return text
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))))
    return pattern.sub(lambda found: mark(found[0]) if rng.random() < strength else found[0], text)


def wiki(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Links and bold of a wiki around names."""
    forms = ("[[{0}]]", "[[zh:{0}]]", "[[:zh:{0}|{0}]]", "[[某页|{0}]]", "'''{0}'''", "''{0}''")
    return _around(text, names, lambda name: rng.choice(forms).format(name), strength, rng)


def markdown(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Bold, slant and links of Markdown around names."""
    forms = ("**{0}**", "__{0}__", "*{0}*", "[{0}](https://example.org/a_(b))", "***{0}***")
    return _around(text, names, lambda name: rng.choice(forms).format(name), strength, rng)


def markup(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Tags, character references and non-breaking spaces of HTML."""
    forms = ("<b>{0}</b>", '<a href="/a">{0}</a>', "<span>{0}</span>", "&nbsp;{0}&nbsp;", "<!-- x -->{0}")
    text = text.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&rdquo;")
    return _around(text, names, lambda name: rng.choice(forms).format(name), strength, rng)


def furniture(text: str, names: tuple[str, ...], strength: float, rng: random.Random) -> str:
    """Wrapped lines with page numbers between them."""
    lines = wrap(text, names, 0.6, rng).split("\n")
    page, out = 0, []
    for number, line in enumerate(lines):
        if number and line and lines[number - 1] and rng.random() < strength / 4:
            page += 1
            form = rng.choice(("- {0} -", "第 {0} 页 共 30 页", "{0}", "\f", "— {0} —"))
            out += ["", form.format(page), ""]
        out.append(line)
    return "\n".join(out)


KINDS: tuple[Noise, ...] = (spread, wrap, indent, invisible, wide, traditional, wiki, markdown, markup, furniture)
