"""Words that mean something named before: 中方, 我国, 论坛, 该行, a person's bare name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.entities.datelines import whence
from kg.entities.draft import Draft
from kg.entities.kinds import BODIES, STATES
from kg.entities.namer import Namer
from kg.entities.resolver import Registry

_REGIONS = ("country/HKG", "country/MAC")
_CHINA = {"中方", "我国", "我方", "我国政府", "中华人民共和国政府"}
#: 美方 is said of one state only, whether it has been named or not.
_ONE_STATE = frozenset("美俄日法德韩")
#: 该行, 本公司, 该项目: the one of that kind named before.
POINTING = re.compile(
    r"(?:该|本|这一|这家|这个)(行|公司|集团|中心|机构|组织|协会|联盟|大学|校|院|部|局|委|省|市|基金|特别基金|国|会|所|企业|署"
    r"|委员会|理事会|联委会|网络|平台|机制|计划|园区|项目|工程|铁路|公路|高速公路|电站|水电站|港口|机场|大桥|医院|厅|工作坊|培训班|研修班|研讨班|论坛|展览|活动|大赛|演练|伙伴关系|倡议)"
)
MADE = ("设立的", "成立的", "发起的", "组建的", "建立的")  # 甲基金与乙设立的基金 is another than 甲基金
FIRMS_ALONE = ("集团公司", "公司", "集团")
#: 我院, 我校: whose paper it is.
_OURS = re.compile("我(行|公司|集团|中心|校|院|局|委|所|署|厅|馆|社|会)")
#: What 我校 and 我院 stand for first of all.
_WHOLE = {"校": ("大学", "学院", "学校"), "院": ("医院", "研究院", "科学院", "博物院", "学院")}
#: Words for a thing that is built, whatever its name ends with.
_BUILT = {"项目", "工程"}
#: What a word alone may mean where just one such thing is named.
_ONE_OF_ITS_KIND = {
    "医院": ("医院",),
    "项目": ("项目", "工程"),
    "工程": ("工程", "项目"),
    "实验室": ("实验室",),
    "基金会": ("基金会",),
    "商会": ("商会",),
    "协会": ("协会",),
    "电站": ("电站",),
    "园区": ("园区", "产业园", "工业园"),
}
_FIRMS = {"公司", "集团", "企业"}
#: Whose head an office is: 部长 that of a ministry, 院长 that of a hospital or an academy.
_OFFICE_HEADS = {
    "部长": ("部",),
    "院长": ("医院", "学院", "研究院", "科学院", "博物院", "法院"),
    "校长": ("大学", "学院", "学校", "中学"),
    "行长": ("银行",),
    "会长": ("协会", "商会", "联合会", "学会", "总会", "同乡会"),
    "局长": ("局",),
    "署长": ("署",),
    "馆长": ("馆", "博物院"),
    "所长": ("研究所",),
    "社长": ("社",),
    "董事长": ("公司", "集团"),
    "总裁": ("公司", "集团", "银行"),
    "总经理": ("公司", "集团"),
    "首席执行官": ("公司", "集团"),
}
_HEADS = {
    "行": ("银行",),
    "校": ("大学", "学院"),
    "馆": ("博物馆", "图书馆", "美术馆", "博物院"),
    "国": (),
    "委": ("委员会", "委"),
    "会": ("协会", "联合会", "促进会", "学会", "商会", "总会", "研究会", "同乡会", "联谊会"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a referring word means."""

    key: str
    kind: str
    step: str


class References:
    """Remembers what a document named, and reads the words that point back to it."""

    def __init__(self, namer: Namer, registry: Registry) -> None:
        self._namer, self._registry = namer, registry
        self._last: list[tuple[str, str]] = []
        self._here: list[tuple[str, str]] = []
        self._before: list[tuple[str, str]] = []
        self._subjects: list[tuple[str, str]] = []
        self._fresh = True
        self._wholes = set[str]()
        self._own_body: dict[str, Reference | None] = {}

    def begin(self, text: str, item: str) -> None:
        """A sentence begins: the next body named is its subject."""
        self._fresh = True
        self._before, self._here, self._wholes = self._here, [], set()
        place = whence(text)
        for hit in self._namer.find(place) if place else ():
            self._registry.add(self._namer.known(hit), item)  # 本报杭州讯: whose 省委 is meant

    def saw(self, key: str, draft: Draft, item: str) -> None:
        """Remember a name."""
        self._last.append((key, draft.kind))
        self._here.append((key, draft.kind))
        if draft.parent in self._namer.gazetteer and draft.parent:  # 某行理事会……，该行
            self._wholes.add(draft.parent)
            self._here.append((draft.parent, self._namer.gazetteer.entity(draft.parent).kinds[0]))
        if self._fresh and draft.kind not in {"Event", "Work", "Person"}:
            self._subjects.append((key, draft.kind))
            self._fresh = False

    def read(self, words: str, item: str) -> Reference | None:
        """What the words mean, if they refer and the text makes it sure."""
        if words in _CHINA and self._registry.home is not None and words.startswith("我"):
            return Reference(self.home(item), "Country", "pronoun")
        if words in _CHINA:
            self._registry.add(self._namer.of_key("country/CHN", "中国"), item)
            return Reference("country/CHN", "Country", "pronoun")
        if words == "特区政府" and len(regions := [key for key in _REGIONS if key in self._registry.entities]) == 1:
            return Reference(regions[0], "Territory", "shortForm")
        if (named := self._namer.alone.get(words) or self._namer.local.get(words)) is not None:
            return Reference(self._registry.add(named, item), named.kind, "shortForm")
        if words.endswith("方") and 2 <= len(words) <= 3:
            key = self._side(words[:-1])
            if key is None and words[:-1] in _ONE_STATE:
                key = f"country/{self._namer.lexicon.states[words[:-1]]}"
                self._registry.add(self._namer.of_key(key, self._namer.gazetteer.entity(key).label), item)
            return Reference(key, "Country", "pronoun") if key else None
        if words.endswith("政府") and len(words) == 3:
            key = self._side(words[0])  # 巴政府
            return Reference(key, "Country", "shortForm") if key else None
        event = self._registry.event_named(words, self._registry.scope) or self._registry.part_named(words, self._here)
        if event is not None:
            return Reference(event, "Event", "shortForm")
        person = self._registry.person_called(words)
        if person is not None:
            return Reference(person, "Person", "")
        if words in self._namer.lexicon.words.get("short_network", ()):
            return self._short(words.removeprefix("该").removeprefix("这一"))
        if ours := _OURS.fullmatch(words):
            if ours[1] not in self._own_body and not item.startswith("h"):
                # who is not known by the time the text first says 我院 is not guessed from what it names later
                self._own_body[ours[1]] = self._ours(ours[1])
            return self._own_body.get(ours[1])
        if words == "后者":
            return self._latter()
        own = POINTING.fullmatch(words.removesuffix("建设"))
        if own is None and words.startswith("该") and 3 <= len(words) <= 7:
            return self._ending(words[1:])
        return self._own(own.group(1)) if own else None

    def _ending(self, head: str) -> Reference | None:
        """该办公楼, 该示范区: the one named thing that ends so."""
        fits = dict.fromkeys(one for one in self._last if self._ends(one[0], head) and one[1] != "Person")
        return Reference(*next(iter(fits)), "pronoun") if len(fits) == 1 else None

    def home(self, item: str) -> str:
        """The state or territory whose 我国 is."""
        home = self._registry.home or "country/CHN"
        return self._registry.add(self._namer.of_key(home, self._namer.gazetteer.entity(home).label), item)

    def _latter(self) -> Reference | None:
        """甲与乙签署协议，后者……: the second of the only two that the sentence has named."""
        named = [one for one in dict.fromkeys(self._here) if one[1] in BODIES | STATES and one[0] not in self._wholes]
        return Reference(*named[1], "pronoun") if len(named) == 2 else None

    def _ours(self, head: str) -> Reference | None:
        """我院, 我校: the one such body of the country, by its place or its rank, that the document named first."""
        ends = _WHOLE.get(head) or _HEADS.get(head, (head,))
        for key, kind in self._last:
            entity = self._registry.entities.get(key)
            if entity is None or kind not in BODIES or entity.country not in {None, "country/CHN"}:
                continue
            name = entity.label.partition("（")[0]
            hits = self._namer.find(name)
            if name.endswith(ends) and ((hits and hits[0].start == 0) or entity.key in self._namer.gazetteer):
                return Reference(key, kind, "pronoun")
        return None

    def alone(self, words: str, item: str) -> Reference | None:
        """公司 alone: the firm that a bracket calls so, or the one that a paper names before any other body."""
        if words in _ONE_OF_ITS_KIND:
            return self._one_of_its_kind(words)
        if words not in FIRMS_ALONE:
            return None
        if (named := self._namer.alone.get(words)) is not None:
            return Reference(self._registry.add(named, item), named.kind, "shortForm")
        if words not in self._own_body:
            # behind a name of unknown kind it may be that one's
            firm = next(((key, kind) for key, kind in self._last if kind in BODIES | {"Bare"}), None)
            self._own_body[words] = Reference(*firm, "pronoun") if firm and firm[1] == "Company" else None
        return self._own_body[words]

    def _one_of_its_kind(self, words: str) -> Reference | None:
        """医院, 项目 alone: the only one that this sentence and the one before it name."""
        ends = _ONE_OF_ITS_KIND[words]
        kinds = {"Project"} if words in _BUILT else {*BODIES, "Center"}
        near = dict.fromkeys([*self._here, *self._before])
        fits = [one for one in near if one[1] in kinds and self._named_so(one, ends)]
        return Reference(*fits[0], "shortForm") if len(fits) == 1 else None

    def _named_so(self, one: tuple[str, str], ends: tuple[str, ...]) -> bool:
        entity = self._registry.entities.get(one[0])
        return entity is not None and entity.label.endswith(ends) and len(entity.label) > 4

    def held(self, body: str) -> None:
        """Remember the body whose office somebody named here holds: 某中心主任某某说，该中心……."""
        if entity := self._registry.entities.get(body):
            self._here.append((body, entity.kinds[0]))
            self._last.append((body, entity.kinds[0]))

    def body_of(self, office: str) -> str | None:
        """部长某某, in a sentence about one ministry or the one behind it: that ministry's."""
        ends = next((ends for end, ends in _OFFICE_HEADS.items() if office.endswith(end)), ())
        if None in self._own_body.values():
            return None  # 校长某某代表我校, where nobody knows whose
        for named in (self._here, self._before):
            fitting = {key for key, kind in named if ends and kind in BODIES and self._ends_so(key, ends)}
            if fitting:
                return fitting.pop() if len(fitting) == 1 else None
        return None

    def _ends_so(self, key: str, ends: tuple[str, ...]) -> bool:
        entity = self._registry.entities.get(key)
        return entity is not None and any(name.endswith(ends) for name in entity.names)

    def state_of(self, sign: str) -> str | None:
        """The 塞 of 中塞双方: the state so named here; where none is, the one that is usually meant."""
        if named := self._side(sign):
            return named
        if sign == "中":
            return "country/CHN"
        usual = f"country/{self._namer.lexicon.states.get(sign)}"
        # of the many that begin with 塞, 阿 or 巴 none is sure
        return usual if self._namer.gazetteer.states_called(sign) == (usual,) and not self._named_states(sign) else None

    def side(self, sign: str, item: str, signs: bool) -> Reference | None:
        """向吉提供援助: the state of this text that one sign behind 向 or 与 stands for; 与我签署: ours."""
        if sign == "我" and signs:
            return Reference(self.home(item), "Territory" if self._registry.home else "Country", "pronoun")
        key = self._side(sign) if sign in self._namer.lexicon.states else None
        return Reference(key, "Country", "shortForm") if key else None

    def _side(self, character: str) -> str | None:
        """俄方 is Russia where the text has named Russia."""
        key = self._namer.lexicon.states.get(character)
        key = f"country/{key}" if key else None
        if key in self._registry.entities:
            return key
        named = self._named_states(character)
        return named[0] if len(named) == 1 else None

    def _named_states(self, sign: str) -> list[str]:
        """The states of this text whose names begin so."""
        known = self._registry.entities.items()
        return [key for key, e in known if key.startswith("country/") and any(n.startswith(sign) for n in e.names)]

    def _short(self, head: str) -> Reference | None:
        """联盟 alone is the last alliance named."""
        for key, kind in reversed(self._last):
            entity = self._registry.entities.get(key)
            if (
                entity
                and kind in {"Initiative", "Center", "Fund", "CivilBody", "InternationalOrganization"}
                and any(n.endswith(head) and n != head for n in entity.names)
            ):
                return Reference(key, kind, "shortForm")
        return None

    def _own(self, head: str) -> Reference | None:
        """该行, 该公司: the one such body of this sentence or of the one before; of several, none is sure."""
        ends = _HEADS.get(head, (head,))
        for named in (self._here, self._before, self._subjects[-1:], self._last):
            fitting = dict.fromkeys((key, kind) for key, kind in named if self._fits(key, kind, head, ends))
            if named is self._last:
                far = [*fitting] if head not in _BUILT else [one for one in fitting if self._ends(one[0], head)]
                fitting = dict.fromkeys(far[-1:])  # 该工程 far behind a 项目 may be another
            if len(fitting) > 1 and named is self._before and head != "行":
                return None
            if len(fitting) > 1 and named is self._before:
                continue
            if fitting:
                key, kind = [*fitting][-1]
                return Reference(key, kind, "pronoun")
        return None

    def _ends(self, key: str, head: str) -> bool:
        entity = self._registry.entities.get(key)
        return entity is not None and entity.label.endswith(head)

    def _fits(self, key: str, kind: str, head: str, ends: tuple[str, ...]) -> bool:
        if head == "国":
            return kind == "Country" and key != "country/CHN"
        entity = self._registry.entities.get(key)
        if head in _BUILT:
            return kind == "Project"
        if head in _FIRMS and kind == "Company":
            return True
        own = entity is not None and entity.label.endswith(ends) and not entity.label.startswith(("本", "该"))
        return bool(ends and own and kind not in {"Work", "Person", "Event"})
