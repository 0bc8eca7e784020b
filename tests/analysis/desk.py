"""A desk store: what the analysis room asks of a store, filled by hand, so that the room is tested alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BASE = "https://example.org/id/"

#: key -> label, English label, kinds, country.
NODES = {
    "country/CHN": ("中国", "China", ("Country",), None),
    "country/KAZ": ("哈萨克斯坦", "Kazakhstan", ("Country",), None),
    "country/SRB": ("塞尔维亚", "Serbia", ("Country",), None),
    "country/LAO": ("老挝", None, ("Country",), None),
    "organization/ndrc": ("国家发展改革委", "NDRC", ("Ministry",), "CHN"),
    "organization/mofcom": ("商务部", "Ministry of Commerce", ("Ministry",), "CHN"),
    "organization/exim": ("中国进出口银行", None, ("Bank",), "CHN"),
    "organization/kaz-energy": ("哈萨克斯坦能源部", None, ("Ministry",), "KAZ"),
    "organization/srb-finance": ("塞尔维亚财政部", None, ("Ministry",), "SRB"),
    "organization/unido": ("联合国工业发展组织", "UNIDO", ("InternationalOrganization",), None),
    "event/trade": ("贸易分论坛", None, ("Event",), None),
    "event/finance": ("金融分论坛", None, ("Event",), None),
    "initiative/net": ("税收网络", None, ("Initiative",), None),
    "project/road": ("公路项目", None, ("Project",), None),
    "person/scholar": ("某学者", None, ("Person",), "LAO"),
    "person/minister": ("某部长", None, ("Person",), None),
}


class Desk:
    """A store of claims given one by one."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.held: dict[str, dict[str, Any]] = {}
        self.papers: dict[str, dict[str, Any]] = {}
        self.paper("list", "成果清单", "2017-05-16")

    def paper(self, name: str, title: str, date: str | None = None) -> None:
        self.current = f"{BASE}document/{name}"
        names = ("address", "licence", "rights", "restates", "sha256")
        self.papers[self.current] = {
            "iri": self.current,
            "id": name,
            "title": title,
            "date": date,
            "publisher": "某社",
            **dict.fromkeys(names),
        }

    def item(self, name: str, kind: str = "item", sector: str | None = None) -> Desk:
        iri = f"{self.current}#item={name}"
        self.held[iri] = {
            "iri": iri,
            "document": self.current,
            "id": name,
            "kind": kind,
            "number": name,
            "section": None,
            "heading": None,
            "sector": sector,
            "parent": None,
            "evidence": [],
        }
        self.here = iri
        return self

    def claim(self, relation: str, subject: str, target: str, status: str = "done", **more: Any) -> Desk:
        start = len(self.said) * 10
        self.said.append(
            {
                "iri": f"{BASE}claim/{len(self.said):04}",
                "relation": relation,
                "subject": BASE + subject,
                "object": BASE + target,
                "status": status,
                "document": self.current,
                "item": self.here,
                "items": [self.here],
                "date": None,
                "date_end": None,
                "rule": "desk",
                "rules": ["desk"],
                "steps": [],
                "evidence": [(start, start + 9, f"第{len(self.said)}句。")],
                "marks": {"subject": [], "object": [], "cue": []},
                "amounts": [],
                "instrument": None,
                "financing": None,
                "office": None,
                "unnamed_parties": None,
                **more,
            }
        )
        return self

    def claims(self) -> Iterator[dict[str, Any]]:
        yield from self.said

    def items(self) -> list[dict[str, Any]]:
        return list(self.held.values())

    def documents(self) -> list[dict[str, Any]]:
        return list(self.papers.values())

    def nodes(self) -> dict[str, dict[str, Any]]:
        return {BASE + key: _node(key) for key in sorted(NODES)}


def _node(key: str) -> dict[str, Any]:
    label, english, kinds, country = NODES[key]
    return {
        "iri": BASE + key,
        "label": label,
        "label_en": english,
        "labels": [label, *([english] if english else [])],
        "kinds": kinds,
        "country": f"{BASE}country/{country}" if country else None,
        "parent": None,
        "series": None,
        "unnamed": False,
        "generic": False,
        "ordinal": None,
        "year": None,
        "identifiers": [],
    }


def amount(name: str, text: str, value: float | None, currency: str | None = "CNY", **more: Any) -> dict[str, Any]:
    """A sum."""
    return {
        "iri": f"{BASE}amount/{name}",
        "text": text,
        "value": value,
        "currency": currency,
        "bound": "exact",
        "equivalent": False,
        "part_of": None,
        **more,
    }


def act(name: str, label: str, kind: str, amounts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """An instrument or an act of financing."""
    return {"iri": f"{BASE}instrument/{name}", "label": label, "kind": kind, "amounts": amounts or []}


def small() -> Desk:
    """Six items, five of them with claims: bodies of one state and their partners, two events, a loan, a scholar."""
    desk = Desk()
    desk.item("1", sector="能源").claim("signedWith", "organization/ndrc", "organization/kaz-energy")
    desk.claim("signedWith", "organization/ndrc", "country/SRB")
    desk.item("2", sector="贸易").claim("signedWith", "organization/mofcom", "country/SRB")
    desk.claim("signedWith", "country/LAO", "organization/mofcom", "planned")
    desk.item("3", sector="金融").claim("signedWith", "organization/exim", "organization/srb-finance")
    desk.claim("signedWith", "organization/exim", "organization/unido")
    desk.claim("signedWith", "organization/unido", "country/SRB")
    desk.claim(
        "funds",
        "organization/exim",
        "project/road",
        amounts=[amount("a", "100亿元", 1e10), amount("b", "首期20亿元", 2e9, part_of=f"{BASE}amount/a")],
    )
    desk.item("4").claim("hostedBy", "event/trade", "organization/mofcom")
    desk.claim("hostedBy", "event/trade", "organization/ndrc").claim("hostedBy", "event/finance", "organization/ndrc")
    desk.claim("coHostedBy", "event/finance", "organization/exim")
    desk.claim("launchedBy", "initiative/net", "organization/mofcom")
    desk.item("5").claim("represents", "person/scholar", "country/LAO")
    desk.claim("represents", "person/minister", "organization/kaz-energy")
    desk.claim("signedWith", "person/minister", "organization/mofcom")
    desk.item("6")
    desk.item("7", kind="heading")
    return desk
