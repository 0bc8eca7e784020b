"""Reading ``names/*.tsv``: what a body is, what it is called and when; every mistake with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kg.model import Entity
from kg.resources import Row, read_table

#: The classes of the ontology that a named entity may have.
KINDS = (
    "Agent",
    "Country",
    "Territory",
    "Organization",
    "Ministry",
    "LocalGovernment",
    "PartyBody",
    "InternationalOrganization",
    "FinancialInstitution",
    "Bank",
    "Fund",
    "Company",
    "CivilBody",
    "Person",
    "Initiative",
    "Project",
    "Instrument",
    "Publication",
    "Work",
    "Event",
    "Place",
)
_SEGMENTS = "organization|person|initiative|work|project|event|place"
_KEY = re.compile(rf"country/[A-Z]{{3}}|(?:{_SEGMENTS})/[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: A local government is also named by its seat of power: 北京市 by 北京市人民政府 and 北京市政府.
_SEATS = (("省", "市", "自治区", "自治州", "州", "盟", "县", "区", "旗"), ("人民政府", "政府"))
_REGION_SEATS = (("特别行政区", "特区"), ("政府",))
#: The hyphen of 中国-东盟中心 is set with many dashes, or with none.
_DASHES = ("-", "—", "–", "－", "——", "")


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a body's name, the words in which it is no name, and when it was borne."""

    name: str
    not_in: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Body:
    """What the rows of one key say together. ``forms`` begins with the preferred label."""

    key: str
    row: Row
    kinds: tuple[str, ...]
    label_en: str | None = None
    country: str | None = None
    parent: str | None = None
    forms: dict[str, Form] = field(default_factory=dict)

    def written(self) -> Iterator[Form]:
        """The listed forms, then those that follow from them."""
        yield from self.forms.values()
        for name in self._seats():
            if name not in self.forms:
                yield Form(name)

    def spelled(self) -> Iterator[tuple[str, Form]]:
        """Every spelling a text may use, with the form it stands for: other dashes, half-width brackets."""
        for form in self.written():
            for spelling in _spellings(form.name):
                yield spelling, form

    def entity(self) -> Entity:
        """The body as the other stages see it; its country and parent are keys."""
        iso = self.key.partition("/")[2] if self.key.startswith("country/") else ""
        return Entity(
            key=self.key,
            kinds=self.kinds,
            names=tuple(form.name for form in self.written()),
            label_en=self.label_en,
            country=f"country/{self.country}" if self.country else None,
            parent=self.parent,
            identifiers=(f"ISO 3166-1:{iso}",) if iso else (),
        )

    def _seats(self) -> Iterator[str]:
        local, region = "LocalGovernment" in self.kinds, "Territory" in self.kinds
        for wanted, (heads, seats) in ((local, _SEATS), (region, _REGION_SEATS)):
            if wanted:
                yield from (name + seat for name in self.forms if name.endswith(heads) for seat in seats)


def _spellings(name: str) -> tuple[str, ...]:
    dashes = _DASHES if "-" in name and not name.isascii() else ("-",)
    dashed = (name.replace("-", dash) for dash in dashes)
    narrow = str.maketrans("（）", "()")
    return tuple(dict.fromkeys(form for one in dashed for form in (one, one.translate(narrow))))


def read_names(folders: Iterable[Path]) -> tuple[Body, ...]:
    """All bodies of the data folders; a later folder may add names to a key, say more of it or say it anew."""
    bodies: dict[str, Body] = {}
    for folder in folders:
        for key, body in _read_folder(folder).items():
            bodies[key] = _over(bodies[key], body) if key in bodies else body
    for body in bodies.values():
        _check_links(body, bodies)
    return tuple(bodies.values())


def _read_folder(folder: Path) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    rows: dict[tuple[str, str], Row] = {}
    for path in sorted((folder / "names").glob("*.tsv")):
        for row in read_table(path, required=("name", "key")):
            form = _form(row)
            first = rows.setdefault((form.name, row["key"]), row)
            if first is not row:
                raise row.error(f"{form.name} is a name of {row['key']} already ({_place(first)}); keep one row")
            body = bodies.get(row["key"])
            if body is None:
                body = bodies[row["key"]] = _body(row)
            else:
                _agree(body, row)
            body.forms[form.name] = form
    return bodies


def _body(row: Row) -> Body:
    if not _KEY.fullmatch(row["key"]):
        raise row.error(f"the key {row['key']!r} is not of the form country/CHN or organization/some-name")
    kinds = tuple(kind.strip() for kind in row["kind"].split("|")) if row["kind"] else ()
    for kind in kinds:
        if kind not in KINDS:
            near = get_close_matches(kind, KINDS, n=1, cutoff=0.0)[0]
            raise row.error(f"{kind!r} is no kind of entity; the nearest known is {near}")
    return Body(row["key"], row, kinds, row["label_en"] or None, row["country"] or None, row["parent"] or None)


def _agree(body: Body, row: Row) -> None:
    kind = "|".join(body.kinds)
    said = (("kind", kind), ("country", body.country), ("parent", body.parent), ("label_en", body.label_en))
    for column, first in said:
        if row[column] and row[column] != first:
            where = _place(body.row)
            raise row.error(f"{column} {row[column]!r} differs from {first or ''!r} at {where}; say it there only")


def _form(row: Row) -> Form:
    name = row["name"]
    not_in = tuple(word.strip() for word in row["not_in"].split("|")) if row["not_in"] else ()
    for word in not_in:
        if name not in word or word == name:
            raise row.error(f"not_in {word!r} is not a longer word that contains {name}; correct or remove it")
    for column in ("from", "until"):
        if row[column] and not _DATE.fullmatch(row[column]):
            raise row.error(f"{column} {row[column]!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    since, until = row["from"] or None, row["until"] or None
    if since and until and since > until:
        raise row.error(f"{name} would end ({until}) before it began ({since}); exchange or correct the dates")
    return Form(name, not_in, since, until)


def _over(below: Body, above: Body) -> Body:
    """One body out of what two folders say; whoever restates the kind also chooses the preferred label."""
    anew = bool(above.kinds)
    first, second = (above.forms, below.forms) if anew else (below.forms, above.forms)
    forms = {name: above.forms.get(name) or below.forms[name] for name in (first | second)}
    return Body(
        key=below.key,
        row=above.row,
        kinds=above.kinds or below.kinds,
        label_en=above.label_en or below.label_en,
        country=above.country or below.country,
        parent=above.parent or below.parent,
        forms=forms,
    )


def _check_links(body: Body, bodies: dict[str, Body]) -> None:
    if not body.kinds:
        raise body.row.error(f"{body.key} has no kind; the first row of a key needs one ({', '.join(KINDS[1:6])}…)")
    if body.country and f"country/{body.country}" not in bodies:
        near = _near(body.country, bodies)
        raise body.row.error(f"the country {body.country!r} is not known; expected a code such as CHN{near}")
    if body.parent and body.parent not in bodies:
        raise body.row.error(f"the parent {body.parent!r} is not the key of any row{_near(body.parent, bodies)}")


def _near(word: str, bodies: dict[str, Body]) -> str:
    known = {key.removeprefix("country/"): key for key in bodies} if word.isupper() else {key: key for key in bodies}
    near = get_close_matches(word, known, n=1)
    return f"; the nearest known is {near[0]}" if near else ""


def _place(row: Row) -> str:
    return f"{row.path.name}:{row.line}"
