"""The points of a list under the line that announces them: papers whose title names the parties, titles, events."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.entities.blocks import Piece, cut
from kg.entities.draft import Draft, Token
from kg.entities.governing import GOVERNS
from kg.entities.identity import plain
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.namer import Namer
from kg.entities.phrases import whole_phrase
from kg.entities.zones import ZoneReader

_BULLET = re.compile(r"(?:[—★●▪•■◆◇○▲△☆※*·\-]+|[A-Za-z][.．、)）]|\d{1,3}[.．、)])[ 　]*")
_SIDES = re.compile("(?P<a>[^：、与和—，]{2,30})[与、—和](?!—)(?P<b>[^：、与和—，]{2,30})(?:：|——)")
_STATES = re.compile("(?P<a>[^：《、与和]{2,8})[与、和](?P<b>[^：《、与和]{2,8})：")
_SIGNED_BY = re.compile("(?P<paper>[^《》（）]+)（(?P<by>[^（）]+[、与和][^（）]+)）")
#: 甲部和乙部部长级联合声明: at what level it was signed.
_LEVEL = re.compile("(?:部长级|副部级|司局级|高级别)(?:联合)?(?:声明|公报|宣言|备忘录|协议)$")
#: 甲部和乙部2021—2022年合作计划, 甲局与乙组织合作协议: what the paper is, not whose.
_PERIOD = re.compile(r"(?<=[\u4e00-\u9fff]{5})(?:19|20)\d\d")
_KIND = re.compile("(?:战略|框架|友好|全面)?合作(?:谅解)?(?:框架)?(?:协议|备忘录|协定|议定书|意向书|计划)$")
_STOPS = {"ABOUT", "DE", "：", "，", "；", "。", "（", "title", "date"}
_OF_A_NAME = {"text", "hit", "quote", "latin", "glue", "WITH", "AND"}
#: What the two sides, or those named, do.
_DONE = re.compile("(?:共同|联合|合作)?(?:资助|出资|投资|支持|举办|主办|推动|推进|开展|加强|欢迎|同意)")
_TOLD = re.compile("(?:双方|各方|两国|[\u4e00-\u9fff]{1,3}方|我们|继续|支持|推动|加强|欢迎|同意)")
_FOR, _DEEDS = ("建立", "设立", "共建"), ("协议书", "意向书", "备忘录", "协议", "协定")
_ENDS = "部会行局署院司团社厅委坛台府组校学馆港园区市省州所业集心"

_GOVERNMENTS = re.compile("(?P<a>(?:共和|[^和与同、]){2,20}政府)[和与同](?P<b>(?:共和|[^和与同、]){2,20}?政府)(?!间)")


class Points:
    """Reads lines that go on from the line that announces them."""

    def __init__(self, namer: Namer, zones: ZoneReader) -> None:
        self._namer, self._zones = namer, zones

    def read(self, text: str, kinds: set[str]) -> list[Token]:
        """The tokens of a point under a line with these cues; nothing where it is a sentence of its own."""
        bullet = _BULLET.match(text)
        start = bullet.end() if bullet else 0
        end = len(text.rstrip("；;。，、 \u3000"))
        body = text[start:end]
        if kinds & {"SIGN", "REACH"}:
            return self._between_states(body, start) or self._paper(body, start)
        if kinds & {"PUBLISH", "PASS", "PUSHOUT"} and not body.startswith("《"):
            draft = whole_phrase(body, self._namer.lexicon)
            return (
                [Token(start, end, "WORK", Draft(plain(body), "Work", ("Publication",)))] if draft is not None else []
            )
        if kinds & {"LAUNCH", "HOST", "HELD"} and not body.startswith("《"):
            draft = self._namer.name(body, self._namer.find(body)) or (
                self._namer.quoted(body) if body.startswith("“") else None
            )
            return [Token(start, end, "NAME", draft)] if draft is not None else []
        return []

    def _between_states(self, body: str, start: int) -> list[Token]:
        """甲国和乙国：《某协定》，甲部与乙部关于……的备忘录: every piece behind the two states is a paper of its own."""
        found = _STATES.match(body)
        sides = [self._namer.name(found[side], self._namer.find(found[side])) for side in "ab"] if found else []
        states = [side for side in sides if side is not None and side.kind in STATES]
        if found is None or len(states) < 2:
            return []
        tokens = [
            Token(start + found.start("a"), start + found.end("a"), "NAME", states[0]),
            Token(start + found.end("a"), start + found.start("b"), "AND"),
            Token(start + found.start("b"), start + found.end("b"), "NAME", states[1]),
        ]
        at = found.end()
        for piece in re.findall("(?:《[^》]*》|[^，；《])+[，；]?", body[found.end() :]):
            tokens += self._paper(piece.rstrip("，；"), start + at)
            at += len(piece)
        return tokens

    def _is_paper(self, words: str) -> bool:
        """Whether words end in what a paper is called: 合作协议, whatever they begin with."""
        found = self._namer.lexicon.head("一" + words)
        return found is not None and "Instrument" in found[1]

    def _paper(self, body: str, start: int) -> list[Token]:
        if body.startswith("《") and body.endswith("》"):
            return [Token(start, start + len(body), "PAPER", self._namer.title(body))]
        behind = _SIGNED_BY.fullmatch(body)
        if behind:
            # 关于某某的议定书（甲部、乙部）
            signers = self.parties(behind["by"])
            shift = start + behind.start("by")
            return [*self._paper(behind["paper"], start), *(t.moved(shift) for t in signers)] if signers else []
        parties = self._sides(body) or self.parties(body)
        named = [token for token in parties if token.draft is not None]
        if len(named) < 2:
            paper = self._is_paper(body) and not named and not _TOLD.match(body)
            return (
                [Token(start, start + len(body), "PAPER", Draft(plain(body), "Work", ("Publication",)))]
                if paper
                else []
            )
        at = named[-1].end
        rest = body[at:].lstrip("：:的 —-")
        if (_DONE.match(rest) and not self._is_paper(rest)) or (rest.startswith(("共同", "联合")) and "，" in rest):
            return []  # 甲与乙共同资助“某计划”: the point says what they did
        begin = len(body) - len(rest)
        titled = rest.startswith(_FOR) and rest.endswith(_DEEDS)  # 甲市、乙市建立友好城市关系协议书
        if not titled and any(cue.start == 0 and cue.kind in GOVERNS for cue in self._namer.lexicon.cues.find(rest)):
            # 甲同乙建立工作组: the point says what they did
            return []
        tokens = [token.moved(start) for token in parties]
        if rest:
            tokens.append(
                Token(
                    start + begin,
                    start + len(body),
                    "PAPER",
                    Draft(plain(rest), "Work", ("Publication",), aliases=(plain(body),)),
                )
            )
        return tokens

    def _sides(self, body: str) -> list[Token]:
        """甲大学与乙大学：某某备忘录: on such a line whatever stands on both sides is a party."""
        found = _SIDES.match(body)
        if found is None or not self._is_paper(body[found.end() :]):
            return []
        tokens: list[Token] = []
        for side in ("a", "b"):
            words = re.sub("（[^（）]*）", "", found[side])  # 某公司（ABC）和某集团——某协议
            draft = self._namer.name(words, self._namer.find(words)) or self._namer.bare(words)
            if draft is None or draft.unnamed:
                return []
            if draft.kind not in AGENT_KINDS:
                draft = replace(draft, kind="Organization", kinds=("Organization",))
            tokens.append(Token(found.start(side), found.end(side), "NAME", draft))
        tokens.insert(1, Token(found.end("a"), found.start("b"), "WITH"))
        return tokens

    def parties(self, title: str) -> list[Token]:
        """The bodies a title begins with (甲部与乙部关于……的备忘录), with what joins them."""
        inner = title[1:-1] if title.startswith("《") else title
        shift = 1 if title.startswith("《") else 0
        inner = _PERIOD.split(_LEVEL.sub("", inner), maxsplit=1)[0]
        tokens = self._governments(inner) or self._begun(inner)
        last = tokens[-1].draft if tokens else None
        told = "关于" in inner or inner.startswith("政府", tokens[-1].end - 2 if tokens else 0)
        if not told and last is not None and last.kind in STATES:
            # 甲局与乙国某组织合作协议: without the words for what it is, the name of the second is whole
            other = self._begun(_KIND.sub("", inner))
            whole = other[-1].draft if other else None
            tokens = other if whole is not None and whole.kind not in STATES else tokens
        return [token.moved(shift) for token in tokens]

    def _governments(self, inner: str) -> list[Token]:
        """甲国政府和乙国政府经济技术合作协定: behind 政府 the paper begins."""
        found = _GOVERNMENTS.match(inner)
        sides = [self._namer.name(found[side], self._namer.find(found[side])) for side in "ab"] if found else []
        states = [side for side in sides if side is not None and side.kind in STATES]
        if found is None or len(states) < 2:
            return []
        joint = Token(found.end("a"), found.start("b"), "AND")
        return [Token(*found.span("a"), "NAME", states[0]), joint, Token(*found.span("b"), "NAME", states[1])]

    def _begun(self, inner: str) -> list[Token]:
        """The bodies that words begin with, two at the least."""
        if "等领域" in inner:
            return []  # 外交、海关、电影等领域合作文件: what it is about, not whose it is
        pieces = []
        for piece in cut(inner, self._namer, self._namer.lexicon):
            if piece.kind in _STOPS:
                break
            pieces.append(piece)
        tokens: list[Token] = []
        for token in self._zones.read(inner, pieces):
            if token.draft is not None and token.draft.kind in STATES and token.end < len(inner):
                # 某国联邦能源、水利和渔业部……备忘录: the name of a body may begin with that of its state
                whole = self._led(inner, replace(token, end=_run(pieces, token.start)))
                if whole is not None and whole.draft is not None and whole.draft.kind not in STATES:
                    tokens.append(whole)
                    break
            if token.kind in {"、", "AND", "WITH", "ETC"} or (
                token.draft is not None and token.draft.kind in AGENT_KINDS
            ):
                tokens.append(token)
            else:
                joins = not tokens or tokens[-1].kind in {"、", "AND", "WITH"}
                short = self._led(inner, replace(token, end=_run(pieces, token.start))) if joins else None
                if short is not None:
                    tokens.append(short)
                break
        while tokens and tokens[-1].draft is None:
            tokens.pop()
        return tokens if sum(token.draft is not None for token in tokens) >= 2 else []

    def _led(self, text: str, token: Token) -> Token | None:
        """The longest body that a run of words begins with (格鲁吉亚公共广播公司 in ……公司合作备忘录)."""
        words = text[token.start : token.end]
        for stop in range(len(words) - 1, 1, -1):
            if words[stop - 1] in _ENDS and not self._namer.lexicon.not_a_head(words, stop - 1):
                draft = self._namer.name(words[:stop], self._namer.find(words[:stop]))
                if draft is not None and draft.kind in AGENT_KINDS and not draft.unnamed:
                    return Token(token.start, token.start + stop, "NAME", draft)
        hits = self._namer.find(words)
        if text.startswith("、", token.end):  # 斐济渔业、林业与矿产部: the name goes on
            return None
        if hits and hits[0].start == 0 and self._namer.known(hits[0]).kind in AGENT_KINDS:
            return Token(token.start, token.start + hits[0].end, "NAME", self._namer.known(hits[0]))
        return None


def _run(pieces: list[Piece], start: int) -> int:
    """Where a name that may hold 与 or 和 (外交与国合部) ends at the latest: before any other word of grammar."""
    end = start
    for number, piece in enumerate(pieces):
        inner = piece.kind == "、" and number + 1 < len(pieces) and pieces[number + 1].kind == "text"
        if piece.start >= start and piece.kind not in _OF_A_NAME and not inner:
            break
        end = max(end, piece.end)
    return end
