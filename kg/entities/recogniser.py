"""Text to mentions: every name, cue, sum and date that the relations may need, in one pass over the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.entities import several_offices
from kg.entities.amounts import amount_of
from kg.entities.bracketed import bracketed_title
from kg.entities.draft import Draft, Token
from kg.entities.gazetteer import Gazetteer
from kg.entities.glosses import GLOSS, shorts_behind, shorts_within
from kg.entities.heads import leads_home, spoken_for
from kg.entities.kinds import AGENT_KINDS
from kg.entities.lexicon import Lexicon
from kg.entities.meetings import whole_meetings
from kg.entities.personal_names import Tags
from kg.entities.pieces import mention_kind
from kg.entities.points import Points
from kg.entities.provinces import of_province, province_of
from kg.entities.reference import FIRMS_ALONE, MADE, POINTING, Reference, References
from kg.entities.resolver import Registry
from kg.entities.sentences import SentenceReader
from kg.entities.shapes import Date, Sum
from kg.entities.short_states import ONE_EACH, name_short_officers, part_short_states
from kg.entities.sides import Sides
from kg.entities.tools import Tools
from kg.entities.triggers import Triggers
from kg.entities.wanted import Need
from kg.entities.whole_text import home_of, told_further_on
from kg.model import Amount, Cue, Document, Mention, Sentence, Span

#: Forms that the source itself may write a name in.
_WRITTEN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·・•‧「」『』《》（）－—―-]{2,60}")
#: Particles that say that a verb is done; they are no words of their own on the tape.
_ASPECT = frozenset("了过着")
#: What is done to a text by both sides: 与我签署.
_SIGNS_WITH = ("签", "缔结", "商签", "换文", "建交")
#: An officer sent to another country by his own.
_POSTED_BY_US = ("我驻", "我国驻")
_SENT = re.compile("大使|公使|领事|参赞|代办|武官")
#: Words that begin with such a particle.
_BEGUN_SO = ("过渡", "过程", "过境", "过往", "了解", "着力", "着眼", "着陆", "着手", "过硬")
_SEVERAL = ("两国", "三国", "四国", "五国", "各国", "双方", "多国")
_TOWARD = frozenset({"TOWARD", "WITH", "ON", "VISIT"})
_WORDLESS = {"BARE": "Bare", "UNNAMED": "Unnamed", "ETC": "Etc"}
_WORDLESS |= dict.fromkeys(("GAP", "latin", "glue", "gloss", "speech"), "Gap")


@dataclass(frozen=True)
class Recogniser:
    """A pipeline step: fills ``mentions``, ``cues`` and ``entities``."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    tags: Tags | None = None
    triggers: Triggers | None = None
    _idle: list[Tools] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def load(cls, *folders: Path, tags: Tags | None = None, needs: Iterable[Need] | None = None) -> Recogniser:
        """Read the names and words of the data folders; later folders go over earlier ones.

        ``tags`` cuts words and tells their kind; it decides where a person's name ends and the verb begins. ``needs``
        are what sentences must hold to be worth reading; without them all are read.
        """
        gazetteer, lexicon = Gazetteer.load(*folders), Lexicon(tuple(folders))
        return cls(gazetteer, lexicon, tags, None if needs is None else Triggers(lexicon, gazetteer, needs))

    def __call__(self, doc: Document) -> Document:
        """The document with its mentions."""
        wanted = None if self.triggers is None else self.triggers.read(doc)
        if wanted is not None and not wanted:
            return doc
        # Making the readers costs more than a short text; each is used by one document at a time.
        tools = self._idle.pop() if self._idle else Tools(self.gazetteer, self.lexicon, self.tags)
        try:
            reading = _Reading(doc, tools, Registry(doc.id, self.gazetteer, self.lexicon))
            for number, sentence in enumerate(doc.sentences):
                if wanted is None or number in wanted:
                    reading.sentence(sentence)
            return reading.document()
        finally:
            tools.namer.local.clear()
            tools.namer.alone.clear()
            tools.namer.signs.clear()
            self._idle.append(tools)


class _Reading:
    """One document being read: mentions so far, and the registry that resolves names."""

    def __init__(self, doc: Document, tools: Tools, registry: Registry) -> None:
        self.doc, self.registry = doc, registry
        self.namer, self.people, self.delegations = tools.namer, tools.people, tools.delegations
        registry.home = home_of(doc)
        self.references = References(tools.namer, registry)
        self.points = Points(tools.namer, tools.zones)
        self.reader = SentenceReader(tools, self.points)
        self.mentions: list[Mention] = []
        self._persons = set[str]()
        self._offices: list[several_offices.Office] = []
        #: Whether the source writes anything in other characters than the text does, spaces aside.
        self._rewritten = "".join(doc.source.split()) != "".join(doc.text.split())
        self.cues: list[Cue] = []
        self.amounts: list[Amount] = []

    def sentence(self, sentence: Sentence) -> None:
        """Add what one sentence names."""
        start = sentence.span.start
        text = sentence.span.of(self.doc.text)
        item = self.doc.items[sentence.item]
        self.registry.scope = item.parent or item.id
        self.references.begin(text, item.id)
        self.namer.note_states(text)
        self._sides = Sides(self.namer, self.doc.text)
        lead = None if sentence.lead is None else self.doc.sentences[sentence.lead].span.of(self.doc.text)
        tokens = ([] if lead is None else self.reader.point(text, lead)) or bracketed_title(text, self.namer)
        state_of, tokens = self.references.state_of, self.reader.read(text, self._persons, tokens)
        tokens = part_short_states(text, several_offices.name_paper_people(text, tokens), self.namer, state_of)
        tokens = name_short_officers(text, tokens, self.namer, self.people, state_of)
        self._offices.clear()
        tokens = several_offices.give_bodies(
            text, self.delegations.share(text, whole_meetings(text, tokens, self.namer.is_event_word)), self.people
        )
        for token in several_offices.mark_offices(tokens):
            if token.draft is None and token.kind not in {"BARE", "GAP", "UNNAMED"}:
                self._note_word(token, Span(token.start + start, token.end + start))
            else:
                self._note(token.moved(start), item.id, text, token)

    def _note(self, token: Token, item: str, text: str, local: Token) -> None:
        span = Span(token.start, token.end)
        if token.kind == "NAME" and token.draft and token.draft.kind == "Publication" and len(token.draft.name) <= 3:
            token = replace(token, kind="GAP", draft=None)  # 《…》白皮书: the word says what kind, not which
        if local.kind == "OFFICE":
            self._offices += several_offices.office_of(local)
            self.mentions.append(Mention(span, "", "Gap"))
            return
        draft, step = token.draft, token.step
        aspect = text[local.start] in _ASPECT and not text.startswith(_BEGUN_SO, local.start)
        if draft is None and token.kind == "BARE" and aspect and local.end > local.start + 2:
            self._note(replace(token, start=token.start + 1), item, text, replace(local, start=local.start + 1))
            return
        if text[local.start] == "省" and token.kind in {"NAME", "BARE"}:
            own = of_province(text[local.start : local.end], self.namer, self.registry)
            draft, token, step = (own, replace(token, kind="NAME"), "shortForm") if own else (draft, token, step)
        if draft is None and (meant := self._meant(token, span, text, local, item)) is not None:
            self.mentions.append(Mention(span, meant.key, meant.kind, meant.step))
            return
        if token.kind == "BARE" and draft is None:
            draft = self.namer.bare(text[local.start : local.end])
            if draft is not None and GLOSS.match(text, local.end):
                draft = replace(draft, kind="Organization")  # what a paper names for short is a party of it
        if draft is not None and step is None and draft.kind in ONE_EACH and text.endswith(_SEVERAL, 0, local.start):
            draft, token = None, replace(token, kind="UNNAMED", draft=None)  # 两国外交部: not ours alone
        if draft is None:
            self._note_word(token, span)
            return
        if (owned := self._sides.own(draft, span, text[local.start : local.end], self.mentions)) is not None:
            draft, step = owned, "sharedHead"
        key = self.registry.add(draft, item)
        self._written(key, span)
        kind = mention_kind(token, draft)
        self._gloss(text, local, draft, key)
        if draft.kind == "Person" and len(draft.name) > 1 and not self.people.names.is_word(draft.name):
            self._persons.add(draft.name)
        body = self._body(text, local, token, item) if draft.office else None
        self.mentions.append(Mention(span, key, kind, step, draft.office, body))
        if kind == "Person" and body:
            self.references.held(body)
        if kind == "Person":
            self._earlier_offices(text, local, token.start - local.start, key, item)
        self.references.saw(key, draft, item)
        self._titles(token, span, draft, item)

    def _meant(self, token: Token, span: Span, text: str, local: Token, item: str) -> Reference | None:
        """Who or what words that name nobody mean: 该行, 中方, 论坛, 公司."""
        words = text[local.start : local.end]
        found = None
        made = text.endswith(MADE, 0, local.start)
        if not made and (token.kind == "BARE" or (token.kind == "GAP" and words.endswith(("方", "该国")))):
            before, last = self.cues[-1] if self.cues else None, self.mentions[-1] if self.mentions else None
            toward = before is not None and before.kind in _TOWARD and before.span.end == span.start
            signs = text.startswith(_SIGNS_WITH, local.end)
            found = (
                self.references.side(words, item, signs)
                if toward and len(words) == 1
                else spoken_for(words, self.doc.text, span.start, self.mentions, self.registry.entities)
                or self.references.read(words, item)
            )
            if found and found.kind == "Event" and last and last.kind == "Date" and last.span.end == span.start:
                found = None if text[last.span.start - token.start + local.start] in "明来下后" else found
            if found is not None:
                self.references.held(found.key)
        if found is None and token.kind in {"UNNAMED", "BARE"}:
            found = self.references.alone(words, item)
        return found

    def _written(self, key: str, span: Span) -> None:
        """Keep the form the source itself writes (traditional characters) as another name."""
        source = self.doc.quote(span) if self._rewritten else ""
        if source != span.of(self.doc.text) and _WRITTEN.fullmatch(source):
            self.registry.also(key, source)

    def _gloss(self, text: str, name: Token, draft: Draft, key: str) -> None:
        """What the bracket behind a name says it is called for short: one bearer, two names."""
        for short in shorts_behind(
            text, name.start, name.end, sure=draft.kind in AGENT_KINDS | {"Event", "Initiative"}
        ):
            self.namer.define(short, draft)
            self.registry.also(key, short)
        for start, end, short in shorts_within(text, name.start, name.end):  # 某组织（简称“本组织”）成员国会议
            if (part := self.namer.name(text[start:end], self.namer.find(text[start:end]))) is not None:
                self.namer.define(short, part)

    def _earlier_offices(self, text: str, local: Token, base: int, key: str, item: str) -> None:
        """The offices a person is named with before the last: hidden from the tape, each a statement of its own."""
        own = {(person := self.mentions[-1]).of}
        for at, end, office, body in [*self._offices, *several_offices.earlier_offices(text, local, self.people)]:
            of = self.registry.add(body, item)
            if of not in own and several_offices.held_by_one(office, of, person):
                self.mentions.append(Mention(Span(base + at, base + end), key, "Office", None, office, of))
            own.add(of)
        self._offices.clear()

    def _own_body(self, text: str, local: Token, item: str, name: str) -> str | None:
        """The body that 该行副行长某某, 公司董事长某某 or 驻某国大使某某 points to; an ambassador is ours."""
        sent = text.startswith("驻", local.start)
        if sent or leads_home(text[local.start : local.end], self.registry.home, self.namer.lexicon):
            return self.references.home(item) if not sent or _SENT.search(text, local.start, local.end) else None
        if self.registry.home is not None and text.startswith("总统府", local.start) and "总统府" not in name:
            return self.registry.add(Draft("总统府", "Ministry", ("Ministry",), identity="总统府"), item)
        found = POINTING.match(text, max(0, local.start - 1)) or POINTING.match(text, local.start)
        if found is not None and found.end() > local.start:
            told = self.references.read(found[0], item)
        else:
            firm = next((word for word in FIRMS_ALONE if text.startswith(word, local.start)), "")
            told = self.references.alone(firm, item)
        return told.key if told is not None else None

    def _body(self, text: str, local: Token, token: Token, item: str) -> str | None:
        """The state or body whose office the words name, or share with a person named before."""
        words = text[local.start : local.end]
        if text.endswith(_POSTED_BY_US, 0, local.start) and _SENT.search(words):
            return self.references.home(item)  # 我国驻某国大使
        own = self.people.body_of(words, self.namer.find(words))
        body = own if own is not None else token.value if isinstance(token.value, Draft) else None
        if body is None and token.draft is not None:
            body = province_of(token.draft.office or "", self.namer, self.registry, self.mentions)
        elif body is not None and body.name.startswith("省"):
            body = of_province(body.name, self.namer, self.registry) or body
        if body is None and token.draft and (told := self._own_body(text, local, item, token.draft.name)) is not None:
            return told
        if body is None and token.draft is not None and self.people.begins_with_office(words):
            return self.references.body_of(token.draft.office or "")
        return self.registry.add(body, item) if body is not None else None

    def _note_word(self, token: Token, span: Span) -> None:
        if (length := span.end - span.start) < 2 and (not length or self.doc.text[span.start] in _ASPECT):
            return
        if token.kind != "WITH" and not span.of(self.doc.text).strip("—"):
            return
        if isinstance(token.value, Sum):
            self.mentions.append(Mention(span, "", "Amount", value=self._amount(token.value, span)))
        elif isinstance(token.value, Date):
            dated = "/".join(part for part in (token.value.value, token.value.until) if part)
            self.mentions.append(Mention(span, "", "Date", value=dated or None))
        elif token.kind in _WORDLESS:
            self.mentions.append(Mention(span, "", _WORDLESS[token.kind]))
        elif token.kind != "text":
            self.cues.append(Cue(span, token.kind))

    def _titles(self, token: Token, span: Span, draft: Draft, item: str) -> None:
        """The parties that the title of a paper names, hidden from the tape until a rule asks for them."""
        if token.kind not in {"PAPER", "WORK", "TITLE"} and draft.kind != "Instrument":
            return
        words = span.of(self.doc.text)
        for party in self.points.parties(words):
            if party.draft is not None:
                at = Span(span.start + party.start, span.start + party.end)
                self.mentions.append(Mention(at, self.registry.add(party.draft, item), "InTitle"))

    def _amount(self, found: Sum, span: Span) -> str:
        self.amounts.append(amount_of(found, span, self.doc))
        return self.amounts[-1].key

    def document(self) -> Document:
        """The document with what was read."""
        mentions = tuple(told_further_on(self.mentions, self._persons, self.registry, self.doc.text))
        entities = tuple(sorted(self.registry.entities.values(), key=lambda entity: entity.key))
        return self.doc.knowing(
            mentions=mentions,
            cues=tuple(self.cues),
            entities=entities,
            amounts=tuple(self.amounts),
        )
