"""The events of one document as they become known: their series, their parts, and what 论坛 or 第二次会议 means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.entities.gazetteer import Gazetteer
from kg.entities.identity import digest, fold, stated
from kg.entities.lexicon import Lexicon
from kg.entities.series import numeral, series_of
from kg.model import Entity

#: 下届会议 is never the one spoken of; 下一代互联网大会 may be.
_NEXT = re.compile("下一?[届次期轮]")
#: What words may mean by 会议 that do not end so.
_MEETINGS = ("外长会", "部长会", "理事会", "联委会", "例会", "会晤", "磋商")
_ITS_OWN, _THIS_ONE = ("是项活动", "此项活动", "该项活动", "本项活动"), ("本次活动", "此次活动")
_GLOSS = re.compile("（(?:以下|下文)?[简统]?称[^（）]*）")
#: A body's kind alone before an ordinal names no event.
_OF_A_BODY = re.compile(
    "(?:联合|指导)?(?:委员会|联委会|分委会|理事会|工作组|联盟|机制|论坛)(?=第[一二三四五六七八九十\\d]+[次届轮]|首[次届轮])"
)
#: 开幕式暨第八届论坛: the forum is named by it.
_FIRST = re.compile("^(?:开幕式|启动仪式|签约仪式)暨(?=第[一二三四五六七八九十\\d]+届)|^(?:主题|题|名)为(?=“)")
_GATHERINGS = frozenset("周节展赛会坛班营年月日")
_COUNT = re.compile(r"^(?:\d+|[一二三四五六七八九十百两]+)(?:多|余)?[场届次个]")


@dataclass
class Events:
    """What a document has named so far, and the resolution of its events. Lives as long as the reading of one text."""

    document: str
    gazetteer: Gazetteer
    lexicon: Lexicon
    entities: dict[str, Entity] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    event_items: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    main_event: str | None = None
    scope: str = ""
    home: str | None = None
    folded: dict[tuple[str, ...], str] = field(default_factory=dict)

    def also(self, key: str, name: str) -> None:
        """Another written form of a known entity."""
        entity = self.entities.get(key)
        if entity is not None and name not in entity.names:
            self.entities[key] = replace(entity, names=(*entity.names, name))

    def _put(self, entity: Entity) -> None:
        old = self.entities.get(entity.key)
        if old is not None:
            names = tuple(dict.fromkeys((*old.names, *entity.names)))
            kinds = tuple(dict.fromkeys((*old.kinds, *entity.kinds)))
            country, parent = old.country or entity.country, old.parent or entity.parent
            told = (names, kinds, country, parent)
            if told != (old.names, old.kinds, old.country, old.parent):
                old = replace(old, names=names, kinds=kinds, country=country, parent=parent)
            entity = old
        self.entities[entity.key] = entity
        self._related(entity)

    def _related(self, entity: Entity) -> None:
        """The state and the parent of an entity are known too."""
        for key in (entity.country, entity.parent):
            if key and key not in self.entities and key in self.gazetteer:
                self.entities[key] = stated(self.gazetteer.entity(key))

    def event(self, full: str) -> str:
        """The key of the event a name means; it becomes known if it was not."""
        full = _FIRST.sub("", self._owned(_GLOSS.sub("", full)))
        name, item = _COUNT.sub("", full) or full, self.scope
        if name != full and self.event_word(name):
            return self._collective(name)
        if (same_end := self._ending(name)) is not None:
            return same_end
        parts = self._parted(name) or self._opening_of(name)
        if parts is not None:
            return self._part(*parts, item)
        short = self.event_named(name, item)
        if short is not None:
            return short
        series, ordinal, year = series_of(name)
        if ordinal is not None or year is not None:
            whole = self._series_named(series, item, ordinal)
            if whole is not None and whole != series and series in name:
                key = self._new_event(name.replace(series, whole), whole, ordinal, year)
                self.also(key, name)
                return key
        else:
            same = [key for key in self.events if fold(self.entities[key].series or "") == fold(series)]
            if len(same) == 1:
                self._seen(same[0], item)
                return same[0]
        return self._new_event(name, series, ordinal, year)

    def _new_event(self, name: str, series: str, ordinal: int | None, year: str | None) -> str:
        """An event of a series that the text has not named before."""
        head = self._sub_head(name)
        parent = self.main_event if head else None
        extra = tuple(x for x in (f"n{ordinal}" if ordinal else "", year or "", parent or "") if x)
        key = f"event/{digest(series, *extra)}"
        canonical = (
            f"{year}年{series}"
            if year and not ordinal
            else f"第{numeral(ordinal)}届{series}"
            if ordinal and name.startswith("首")
            else name
        )
        names = tuple(dict.fromkeys((canonical, name)))
        if parent and parent in self.entities and self.entities[parent].label not in name:
            names = (*names, self.entities[parent].label + name)
        self._put(Entity(key, ("Event",), names, parent=None, ordinal=ordinal, year=year, series=series))
        if not head and self.main_event is None:
            self.main_event = key
        self._seen(key, self.scope)
        return key

    def event_word(self, name: str) -> str | None:
        """The head of a sub-event that a name consists of, whole."""
        return next(
            (
                head
                for head in self.lexicon.words.get("sub_event", ())
                if name.endswith(head) and (name == head or self._parted(name))
            ),
            None,
        )

    def _collective(self, name: str) -> str:
        """12场分论坛: all the sub-forums of the event at hand, taken together."""
        parted = self._parted(name)
        parent, head = parted or (self.main_event, name)
        whole = self.entities[parent] if parent else None
        key = f"event/{digest(head, parent or self.document, 'all')}"
        label = (whole.label if whole else "") + head
        self._put(
            Entity(
                key,
                ("Event",),
                tuple(dict.fromkeys((label, head))),
                generic=True,
                series=head,
                ordinal=whole.ordinal if whole else None,
            )
        )
        return key

    def part_named(self, name: str, here: Iterable[tuple[str, str]] = ()) -> str | None:
        """开幕式, 领导人圆桌峰会 alone: the part of the event this sentence names, or of the document's."""
        if self.main_event is None or name not in self.lexicon.sub_events:
            return None
        whole = [key for key, kind in here if kind == "Event" and self._sub_head(self.entities[key].label) is None]
        return self._part(whole[-1] if whole else self.main_event, name, self.scope)

    def _seen(self, key: str, item: str) -> None:
        if key in self.events:
            self.events.remove(key)
        if not _NEXT.match(self.entities[key].label):
            self.events.append(key)
        self.event_items[key] = item

    def _sub_head(self, name: str) -> str | None:
        heads = self.lexicon.words.get("sub_event", ())
        return max((head for head in heads if name.endswith(head)), key=len, default=None)

    def _parted(self, name: str) -> tuple[str, str] | None:
        """高峰论坛开幕式 is the opening of an event already known: (event, 开幕式)."""
        head = self._sub_head(name)
        if head is None or name == head:
            return (self.main_event, name) if head and self.main_event else None
        for key in reversed(self.events):
            entity = self.entities[key]
            for known in sorted({*entity.names, entity.series or ""}, key=len, reverse=True):
                if known and name.startswith(known) and len(name) > len(known):
                    return key, name[len(known) :]
        lead = name.removesuffix(head)
        if lead and self._generic(lead):
            short = self.event_named(lead, "")
            return (short, head) if short else None
        return None

    def _ending(self, name: str) -> str | None:
        """智库论坛, where one event of the text ends so: that event."""
        if len(name) < 3 or series_of(name)[1:] != (None, None):
            return None
        fits = [key for key in self.events if any(n.endswith(name) and n != name for n in self.entities[key].names)]
        return fits[0] if len(fits) == 1 else None

    def _opening_of(self, name: str) -> tuple[str, str] | None:
        """丝路论坛开幕式, where nothing was said of 丝路论坛 before: the forum is named by it too."""
        head = next((word for word in self.lexicon.words.get("opening", ()) if name.endswith(word)), "")
        whole = name.removesuffix(head)
        told = self.lexicon.head(whole) if head and len(whole) > 4 else None
        if told is None or "Event" not in told[1] or len(whole) - len(told[0]) < 2:
            return None
        return self.event(whole), head

    def _part(self, parent: str, head: str, item: str) -> str:
        whole = self.entities[parent]
        key = f"event/{digest(head, parent)}"
        self._put(
            Entity(
                key,
                ("Event",),
                (whole.label + head, head, *_shorter(whole, head, self)),
                ordinal=whole.ordinal,
                year=whole.year,
            )
        )
        self._seen(key, item)
        return key

    def _generic(self, name: str) -> bool:
        return name in self.lexicon.generic_events

    def event_named(self, name: str, item: str) -> str | None:
        """The event that a short name (论坛, 本届高峰论坛) means here, if the text makes it sure."""
        bare = name
        for word in self.lexicon.definite if name.startswith(self.lexicon.definite) else ():
            if bare.startswith(word):
                bare = bare[len(word) :].removeprefix("届").removeprefix("次")
                break
        quoted, bare = bare.startswith("“"), bare.strip("“”")
        if bare != name and not self._generic(bare) and (quoted or len(bare) < 5) and bare[-1:] in _GATHERINGS:
            # 该活动周, 本届“中国周”: the one event that ends so
            end = bare if quoted else bare[-1]
            last = [key for key in self.events if self.entities[key].label.rstrip("”").endswith(end)]
            return last[0] if len(last) == 1 else None
        if len(name) > 2 and name[-1] in _GATHERINGS and not self._generic(bare):
            return self._ending(name)
        if not self._generic(bare):
            return None
        kinds = (
            tuple(self.lexicon.words.get("fair", ()))
            if bare == "展会"
            else ("展览", "展")
            if bare == "展览"
            else (bare,)
        )
        ends = [key for key in self.events if any(n.endswith(kinds) for n in self.entities[key].names)]
        main = self.entities.get(self.main_event or "")
        if bare == "会议" and main is not None and main.label.endswith(_MEETINGS) and self.main_event:
            ends = [*ends, self.main_event]  # 第四次外长会……会议发表公报
        if bare in {"会议", "大会", "活动"} and not ends:
            ends = [key for key in self.events if self.event_items.get(key) == item]
        here = [
            key
            for key in ends
            if self.event_items.get(key) == item or _section(self.event_items.get(key, "")) == _section(item) != ""
        ]
        # 本届论坛 is the document's own, whatever other forum a section names
        own = name.startswith("本届") and self.main_event in ends
        if here and not own:
            return here[-1]
        series = main.label if own and main else ""
        editions = [key for key in ends if key != self.main_event and self.entities[key].series == series]
        if len(editions) == 1:
            return editions[0]  # under the title 某博览会开幕, the one edition named
        if self.main_event in ends or (not ends and name in _ITS_OWN) or (len(self.events) == 1 and name in _THIS_ONE):
            return self.main_event  # 是项活动: what the text is about
        return ends[-1] if len(ends) == 1 or (ends and bare != name) else None

    def _series_named(self, series: str, item: str, ordinal: int | None = None) -> str | None:
        """The series that 第三届高峰论坛 belongs to."""
        if self._generic(series):
            main = self.entities.get(self.main_event or "")
            if ordinal and main and main.ordinal and ordinal - main.ordinal in {0, 1} and main.label.endswith(series):
                return main.series
            whole = self.event_named(series, item)
            return self.entities[whole].series if whole and self.entities[whole].series else None
        for key in self.events:
            entity = self.entities[key]
            if series in entity.names and entity.series and entity.series != series:
                return entity.series  # 第二届链博会, where the first was so called for short
        # 第十二次外长会 after 某某合作第十一次外长会
        known = {self.entities[key].series or "" for key in self.events}
        longer = [each for each in known if each.endswith(series) and each != series]
        return longer[0] if len(longer) == 1 else None

    def _owned(self, name: str) -> str:
        """委员会第九次会议 is a meeting of the committee named last."""
        found = _OF_A_BODY.match(name)
        if found is None:
            return name
        owners = (e.label for e in reversed(self.entities.values()) if e.label.endswith(found[0]))
        return next((owner for owner in owners if owner != found[0]), found[0]) + name[found.end() :]


def _shorter(whole: Entity, head: str, registry: Events) -> tuple[str, ...]:
    generic = [g for g in registry.lexicon.words.get("generic_event", ()) if whole.label.endswith(g)]
    return tuple(g + head for g in sorted(generic, key=lambda g: (-len(g), g)))


def _section(item: str) -> str:
    return item.rpartition(".")[0] or item
