"""Hand-made documents: the graph room is tested without any other room."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kg.graph.store import Store
from kg.model import (
    Amount,
    Document,
    Entity,
    Fact,
    Figure,
    Financing,
    Instrument,
    Item,
    Metadata,
    Offsets,
    Sentence,
    Span,
)

ENTITIES = (
    Entity("country/AAA", ("Country",), ("甲国", "甲国政府", "甲方"), "Jia", identifiers=("AAA",)),
    Entity("country/BBB", ("Country",), ("乙国", "乙国政府"), "Yi", identifiers=("BBB",)),
    Entity("country/CCC", ("Country",), ("丙国",), identifiers=("CCC",)),
    Entity("organization/trade-a", ("Ministry",), ("甲国商务部", "MOFA-A"), "Ministry of Commerce of Jia", "AAA"),
    Entity("organization/trade-b", ("Ministry",), ("乙国贸易部",), None, "BBB"),
    Entity("organization/bank-a", ("Bank",), ("甲国开发银行",), None, "AAA", parent="organization/trade-a"),
    Entity("organization/some-b", ("Ministry",), ("乙国有关部门",), None, "BBB", unnamed=True),
    Entity("event/series", ("Event",), ("高峰论坛",)),
    Entity("event/second", ("Event",), ("第二届高峰论坛",), ordinal=2, year="2019", series="event/series"),
    Entity("event/trade", ("Event",), ("贸易分论坛",)),
    Entity("place/city", ("LocalGovernment", "Place"), ("甲市",), None, "AAA"),
    Entity("initiative/net", ("Initiative", "Organization"), ("税收合作网络",), "Tax network"),
    Entity("work/report", ("Publication",), ("发展报告",)),
    Entity("project/road", ("Project",), ("公路项目",), generic=True),
    Entity("person/one", ("Person",), ("某部长",), None, "AAA"),
    Entity("organization/unused", ("Company",), ("无关公司",)),
)


class Maker:
    """Builds a document sentence by sentence; every span is found in the text by its words."""

    def __init__(self, name: str = "doc-1", **metadata: str) -> None:
        self.id, self.metadata = (
            name,
            Metadata(**metadata) if metadata else Metadata(title="测试清单", date="2019-04-27"),
        )
        self.text, self.items, self.facts, self.figures = "", [], [], []

    def line(self, text: str, kind: str = "item", number: str | None = None, **more: str) -> str:
        """Add a paragraph as an item of its own; returns its id."""
        start, name = len(self.text), f"{len(self.items) + 1}"
        self.text += text + "\n"
        self.items.append(Item(name, kind, Span(start, start + len(text)), number, **more))  # type: ignore[arg-type]
        return name

    def at(self, words: str, after: int | None = None) -> Span:
        """Where words stand in the last paragraph."""
        start = self.text.index(words, self.items[-1].span.start if after is None else after)
        return Span(start, start + len(words))

    def fact(self, relation: str, subject: tuple[str, str], target: tuple[str, str], cue: str, **more: object) -> Fact:
        """Add a fact of the last paragraph: ends as (key, words)."""
        item = self.items[-1]
        made = Fact(
            relation=relation,
            subject=subject[0],
            object=target[0],
            status=more.pop("status", "done"),  # type: ignore[arg-type]
            evidence=(item.span,),
            subject_at=self.at(subject[1]),
            object_at=self.at(target[1]),
            cue_at=self.at(cue),
            item=item.id,
            rule=f"{relation}.test",
            **more,  # type: ignore[arg-type]
        )
        self.facts.append(made)
        return made

    def done(self) -> Document:
        """The document."""
        size = len(self.text)
        return Document(
            id=self.id,
            source=self.text,
            metadata=self.metadata,
            text=self.text,
            offsets=Offsets((0,), (0,), (size,), size),
            items=tuple(self.items),
            sentences=tuple(Sentence(item.span, index) for index, item in enumerate(self.items)),
            entities=ENTITIES,
            facts=tuple(self.facts),
            figures=tuple(self.figures),
        )


def agreement(make: Maker, name: str, words: str, **more: object) -> Instrument:
    """An instrument of the last paragraph."""
    return Instrument(f"instrument/{make.id}-{name}", words, make.at(words), **more)  # type: ignore[arg-type]


def outcome_list(name: str = "doc-1") -> Document:
    """A small list of outcomes with every kind of node and relation."""
    make = Maker(name, title="第二届高峰论坛成果清单", date="2019-04-27", publisher="某通讯社", licence="CC0-1.0")
    make.line("第二届高峰论坛在甲市举行，由甲国主办，乙国协办，成果共3项。", "front")
    make.fact("heldIn", ("event/second", "第二届高峰论坛"), ("place/city", "甲市"), "举行", date="2019-04")
    make.fact("hostedBy", ("event/second", "第二届高峰论坛"), ("country/AAA", "甲国"), "主办")
    make.fact("coHostedBy", ("event/second", "第二届高峰论坛"), ("country/BBB", "乙国"), "协办")
    make.figures.append(Figure("3项", make.at("3项"), make.items[-1].id, Decimal(3), "exact", "项", "成果清单"))
    make.line("一、政策", "heading", "一")
    make.line(
        "甲国商务部与乙国贸易部签署电子商务合作谅解备忘录。", number="1", section="一", heading="政策", sector="trade"
    )
    paper = agreement(
        make,
        "memo",
        "电子商务合作谅解备忘录",
        kind="memorandum",
        form="one paper",
        parties=("organization/trade-a", "organization/trade-b"),
    )
    make.fact(
        "signedWith",
        ("organization/trade-a", "甲国商务部"),
        ("organization/trade-b", "乙国贸易部"),
        "签署",
        instrument=paper,
    )
    make.line(
        "甲国政府与乙国政府、丙国签署税收协定，并将与乙国签署海运协定。", number="2", section="一", heading="政策"
    )
    tax = agreement(
        make,
        "tax",
        "税收协定",
        kind="agreement",
        form="series of bilaterals",
        parties=("country/AAA", "country/BBB", "country/CCC"),
    )
    make.fact("signedWith", ("country/AAA", "甲国政府"), ("country/BBB", "乙国政府"), "签署", instrument=tax)
    make.fact(
        "signedWith",
        ("country/AAA", "甲国政府"),
        ("country/CCC", "丙国"),
        "签署",
        instrument=tax,
        steps=("coordination",),
    )
    sea = agreement(make, "sea", "海运协定", kind="agreement", parties=("country/AAA", "country/BBB"))
    make.fact(
        "signedWith",
        ("country/AAA", "甲国政府"),
        ("country/BBB", "乙国"),
        "将",
        status="planned",
        instrument=sea,
        steps=("carriedSubject",),
    )
    make.line(
        "甲国开发银行与乙国有关部门签署公路项目贷款协议，金额约100亿元，首期20亿元。", number="3", sector="finance"
    )
    whole = Amount(f"amount/{name}-whole", "约100亿元", make.at("约100亿元"), Decimal("1E10"), "CNY", "about")
    first = Amount(f"amount/{name}-first", "20亿元", make.at("20亿元"), Decimal("2e9"), "CNY", part_of=whole)
    loan = agreement(
        make, "loan", "公路项目贷款协议", kind="loan", parties=("organization/bank-a", "organization/some-b")
    )
    act = Financing(
        f"financing/{name}-road",
        "公路项目贷款",
        "loan",
        ("organization/bank-a",),
        ("organization/some-b",),
        ("project/road",),
        (whole, first),
    )
    make.fact(
        "signedWith",
        ("organization/bank-a", "甲国开发银行"),
        ("organization/some-b", "乙国有关部门"),
        "签署",
        instrument=loan,
    )
    make.fact(
        "funds",
        ("organization/bank-a", "甲国开发银行"),
        ("project/road", "公路项目"),
        "贷款",
        financing=act,
        amounts=(whole,),
    )
    make.line(
        "贸易分论坛由甲国商务部和甲国开发银行主办，启动税收合作网络，发布发展报告，甲国部长某部长出席。", number="4"
    )
    make.fact("partOf", ("event/trade", "贸易分论坛"), ("event/second", "分论坛"), "分论坛", steps=("leadIn",))
    make.fact("hostedBy", ("event/trade", "贸易分论坛"), ("organization/trade-a", "甲国商务部"), "主办")
    make.fact("hostedBy", ("event/trade", "贸易分论坛"), ("organization/bank-a", "甲国开发银行"), "主办")
    make.fact("launchedAt", ("initiative/net", "税收合作网络"), ("event/trade", "贸易分论坛"), "启动")
    make.fact("launchedBy", ("initiative/net", "税收合作网络"), ("organization/trade-a", "甲国商务部"), "启动")
    make.fact("publishedAt", ("work/report", "发展报告"), ("event/trade", "贸易分论坛"), "发布")
    make.fact("publishedBy", ("work/report", "发展报告"), ("organization/trade-a", "甲国商务部"), "发布")
    make.fact("participatedIn", ("person/one", "某部长"), ("event/trade", "贸易分论坛"), "出席")
    make.fact("represents", ("person/one", "某部长"), ("country/AAA", "甲国"), "部长", office="部长")
    make.fact("memberOf", ("country/AAA", "甲国"), ("initiative/net", "税收合作网络"), "网络", status="ongoing")
    make.line("双方愿继续加强合作。", number="5")
    return make.done()


@pytest.fixture
def make() -> type[Maker]:
    """The document maker."""
    return Maker


@pytest.fixture(scope="session")
def doc() -> Document:
    """The small list of outcomes."""
    return outcome_list()


@pytest.fixture(params=["memory", "disk"])
def any_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    """Makes an empty store of either kind."""

    def opened() -> Store:
        return Store() if request.param == "memory" else Store(tmp_path_factory.mktemp("store") / "store")

    return opened


@pytest.fixture(scope="session")
def store(doc: Document) -> Store:
    """The small list of outcomes in memory. Not to be changed."""
    filled = Store()
    filled.add(doc)
    return filled
