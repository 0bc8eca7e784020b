"""Whether the text says that something was done, is planned, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Cue, Mention, Status
from kg.record import record
from kg.relations.grammar import CLAUSE_MARKS

_BODIES = {"Ministry", "Bank", "Fund", "FinancialInstitution", "Company", "CivilBody", "InternationalOrganization"}
_BODIES |= {"PartyBody", "LocalGovernment", "Center", "Zone", "Organization"}
#: What a clause of its own begins with.
_AGENTS = _BODIES | {"Country", "Territory", "Agent", "Person", "Holder", "Event", "Initiative"}
_AGENTS |= {"Unnamed", "BOTH", "Bare"}
#: Words that take back what the clause says.
_TAKEN_BACK = frozenset(["取消", "推迟", "延期", "终止", "搁置", "暂停", "废止", "撤销", "中止"])


#: Words that say of themselves that it is still to come.
_TO_COME = frozenset(
    [
        "商签",
        "待签",
        "认捐",
        "筹建",
        "推动成立",
        "推动设立",
        "推动建立",
        *(say + do for say in ("提出", "提议", "建议") for do in ("设立", "建立", "成立")),
    ]
)
#: What is welcomed has happened, if those who welcome it speak together and the words name who did it.
_WELCOMED = frozenset(["欢迎", "祝贺", "赞赏", "注意到", "忆及", "回顾"])
_ONLY_THOUGHT = ("可能性", "可行性", "必要性", "意愿", "设想", "传闻")
_IF = ("如果", "若非", "假如", "倘若", "假若", "假使", "倘使")
_FORETOLD = ("预计", "预测", "设想", "估计", "预言", "猜测", "推测")
_PAST = ("去年", "前年", "上", "昨")
_AGREED = frozenset(["商定", "同意", "约定", "决定"])
_ACTS = frozenset(["SIGN", "REACH", "LAUNCH", "PUBLISH", "PASS", "HOST", "HELD"])
#: A sentence that calls itself hearsay states nothing.
_UNTRUE = re.compile(
    "有报道称|有媒体称|有消息说|有消息指|有消息称|有媒体报道称|据传|网传|能否证实|误传|冒充|(?:假冒|冒用)[^，。；]{2,20}(?:主办|举办|发起|名义)|误以为|有传言称|纯属(?:捏造|误读|虚构|误解)|假新闻|证实为假"
    "|子虚乌有|未予证实|不实消息|不实信息|不属实|并非事实|纯属谣言|谣言|谣传|辟谣|传闻"
)


#: What was reported, and is denied behind the report.
_DENIED = re.compile("(?:称|说|报道|传言|消息|流传|爆料)[^。；]*[，；][^。，；]{0,20}(?:否认|驳斥)")


def is_hearsay(sentence: str) -> bool:
    """Whether a sentence says that what it tells is untrue or only rumoured.

    >>> is_hearsay("有媒体称两国签署协议，系不实消息。"), is_hearsay("两国签署协议。")
    (True, False)
    """
    denied = ("否认" in sentence or "驳斥" in sentence) and _DENIED.search(sentence)
    return bool(denied) or _UNTRUE.search(sentence) is not None


@record
class Modality:
    """How the words of a clause are meant: done, planned, ongoing, or not stated at all (hoped, denied)."""

    status: Status = "done"
    stated: bool = True


#: What most clauses are: they simply say what was done.
SAID = Modality()


def clause_start(units: Sequence[Mention | Cue], at: int) -> int:
    """The first unit of the clause that holds unit ``at``."""
    while at > 0 and not (isinstance(units[at - 1], Cue) and units[at - 1].kind in CLAUSE_MARKS):
        at -= 1
    return at


def clause_of(units: Sequence[Mention | Cue], at: int) -> Sequence[Mention | Cue]:
    """The units of the clause that holds unit ``at``; all of a bracket is one."""
    start, stop = clause_start(units, at), at
    while stop < len(units) and units[stop].kind not in CLAUSE_MARKS:
        stop += 1
    opened = next((n for n in range(start, -1, -1) if units[n].kind in {"（", "）"}), None)
    closed = next((n for n in range(stop, len(units)) if units[n].kind in {"（", "）"}), None)
    if opened is not None and closed is not None and (units[opened].kind, units[closed].kind) == ("（", "）"):
        return units[opened:closed]
    return units[start:stop]


def modality(
    units: Sequence[Mention | Cue], cue: int, text: str, before: Modality, match: int | None = None
) -> Modality:
    """The modality of the word at ``cue``, given that of what went before it for the same subject."""
    start = clause_start(units, cue)
    if match is not None and cue + 1 < len(units) and units[cue + 1].kind == "DE":
        ahead = [unit.kind for unit in units[start:match]]
        if units[cue].kind == "HELD" and "PLAN" in ahead and ahead[-1] in {"ATTEND", "Date"} and "ATTEND" in ahead:
            return Modality("planned")  # 将出席9月在北京举行的峰会: it is to come for all who will be there
        if units[cue].kind == "HELD" and [kind for kind in ahead if kind != "Date"][-1:] == ["PLAN"]:
            return Modality("planned")  # 协议将于5月在北京召开的论坛期间签署
        if before.status == "planned" and [kind for kind in ahead if kind not in {"ADV", "Date"}] == ["ATTEND"]:
            return Modality("planned")  # 将赴某地，出席由甲主办的论坛
        if _is_called_off(units[start:match], text):
            return Modality("done", stated=False)  # 取消原定在某地举行的论坛
        # a relative clause (某某发布的报告) is not meant as its sentence is
        start, before = max(start, match), SAID
    clause = units[start:cue]
    clause = _without_invitation(_without_topic(clause), text)
    kinds = [unit.kind for unit in clause]
    own_subject = _has_subject(clause)
    said = {unit.span.of(text) for unit in clause if unit.kind == "ADV"}
    finished = text.startswith("了", units[cue].span.end) or bool({"已", "已经", "曾", "曾经", "日前"} & said)
    later = any(unit.kind == "Date" and unit.span.of(text).startswith(("下", "明", "后")) for unit in clause)
    finished = finished or (bool({"成功", "正式"} & said) and not later)  # 支持某国下个月成功主办峰会
    attributive = _after_attribute(kinds)
    kinds = kinds[attributive:]
    word = units[cue].span.of(text)
    over = finished or (cue + 1 < len(units) and units[cue + 1].kind == "DE")  # 推动成立的某中心已运行十年
    still = word in _TO_COME and not (word.startswith("推动") and over)
    if (still and not (word == "筹建" and "ONGOING" in kinds)) or (
        units[cue].kind == "MOVES" and _is_called_off(units[:cue], text)
    ):
        return Modality("planned")
    if "NEG" in kinds or _called_off(units, cue, text):
        return Modality("done", stated=False)
    supposed = any(unit.kind == "HOPE" and unit.span.of(text) in _IF for unit in clause)
    if "HOPE" in kinds and (supposed or not finished):
        return _told_of(clause[attributive:], units[:start], units[cue], text)
    if _is_supposed(units, start, text, foretold="PLAN" not in kinds):
        return Modality("planned", stated=False)
    if _takes_up(clause, units[cue + 1 : cue + 2], text):
        return SAID
    if "PLAN" in kinds:
        return Modality("planned")
    if "ONGOING" in kinds:
        return Modality("ongoing")
    if "STILL" in kinds and not finished:
        return before if before.status == "planned" and not own_subject else Modality("ongoing")
    said_of = cue + 1 < len(units) and units[cue + 1].kind == "DE"
    agreed = (own_subject or (kinds[:1] == ["BY"] and not said_of)) and units[cue].kind != "PASS" and not finished
    if agreed and _is_agreed(units, start, text):
        return Modality("planned")
    hoped = max((n for n, unit in enumerate(clause[:attributive]) if unit.kind == "HOPE"), default=None)
    welcomed = hoped is not None and clause[hoped].span.of(text) in _WELCOMED
    if hoped is not None and welcomed and _has_subject(clause[hoped + 1 :]):
        return SAID  # 并注意到某国提出的关于设立某中心的倡议
    if own_subject or finished or any(unit.kind == "Date" for unit in clause):
        return SAID
    return before


def _is_agreed(units: Sequence[Mention | Cue], start: int, text: str) -> bool:
    """与会代表商定，第四届论坛…举行: the clause says what was agreed on; 经某办同意，某局组建… tells on what ground."""
    agreed = start > 1 and units[start - 1].kind == "，" and units[start - 2].span.of(text) in _AGREED
    return agreed and units[clause_start(units, start - 2)].kind != "BY"


def _is_supposed(units: Sequence[Mention | Cue], start: int, text: str, *, foretold: bool) -> bool:
    """如果某国提出申请，世行将提供贷款; 分析人士预计，两国今年签署协定: the clause before only supposes it."""
    if start < 2 or units[start - 1].kind != "，":
        return False
    first = units[clause_start(units, start - 1)].span.start
    return text.startswith(_IF, first) or (foretold and units[start - 2].span.of(text).endswith(_FORETOLD))


def _told_of(
    clause: Sequence[Mention | Cue], earlier: Sequence[Mention | Cue], verb: Mention | Cue, text: str
) -> Modality:
    """What a wish says of the act it wishes: nothing, but for acts that are welcomed or that someone is to do."""
    at = max(n for n, unit in enumerate(clause) if unit.kind == "HOPE")
    word, rest = clause[at].span.of(text), clause[at + 1 :]
    if word in _WELCOMED and any(unit.kind == "SAY" and unit.span.of(text) == "宣布" for unit in rest):
        # 欢迎某国宣布捐资: what was announced is what is welcomed
        return Modality("planned" if "PLAN" in {unit.kind for unit in rest} else "done")
    if word == "邀请" and verb.kind == "JOIN" and "PLAN" in {unit.kind for unit in clause[:at]}:
        return Modality("planned")  # 决定邀请某国成为成员
    when = word == "欢迎" and any(unit.kind == "Date" for unit in rest)
    ours = any(_are_many(unit, text) for unit in [*earlier, *clause[:at]])  # 我们欢迎某国加入某银行
    acts = _ACTS | {"JOIN"} if when or ours or word in {"祝贺", "赞赏", "注意到"} else _ACTS
    if not _has_subject(rest) or verb.kind not in acts:
        return Modality("planned", stated=False)
    if word in _WELCOMED and not {"PLAN", "HOPE"} & {unit.kind for unit in rest}:
        # 双方欢迎甲同乙签署协议; 中方欢迎甲同乙签署协议 may still be an invitation
        alone = any(unit.kind in _AGENTS - {"BOTH", "Unnamed", "Bare"} for unit in clause[:at])
        said = clause[:at] if alone else [*earlier, *clause[:at]]
        together = word != "欢迎" or any(unit.kind in {"BOTH", "Unnamed"} or _are_many(unit, text) for unit in said)
        # 双方评价……，欢迎甲和乙今年7月举办某会
        together = together or (not alone and any(unit.kind == "Date" for unit in rest))
        return Modality("done" if together else "planned", stated=together)
    if word == "注意到" and "PLAN" in {unit.kind for unit in rest}:
        return Modality("planned")  # 注意到某会议将在某地召开
    if word == "支持" and any(u.kind == "Date" and u.span.of(text).startswith(_PAST) for u in rest):
        return Modality("done")  # 支持某国去年主办会晤
    # 支持某国举办下届会议: whose turn it is is settled; 各方支持某部设立某中心: so is who is to do it
    ours = any(unit.kind in {"BOTH", "Unnamed"} or _are_many(unit, text) for unit in [*earlier, *clause[:at]])
    return Modality("planned", stated=word == "支持" and (verb.kind == "HOST" or (verb.kind == "LAUNCH" and ours)))


def _takes_up(clause: Sequence[Mention | Cue], after: Sequence[Mention | Cue], text: str) -> bool:
    """将2021年签署的协议延长三年: 将 brings what was done forward to the verb."""
    words = [unit.span.of(text) for unit in clause[-2:]]
    return (
        [unit.kind for unit in (*clause[-2:], *after)] == ["PLAN", "Date", "DE"]
        and words[0] == "将"
        and "年" in words[1]
        and not words[1].startswith(("明", "后"))
    )


def _are_many(unit: Mention | Cue, text: str) -> bool:
    """我们, 外长们."""
    return unit.span.of(text).endswith("们")


def _without_invitation(clause: Sequence[Mention | Cue], text: str) -> list[Mention | Cue]:
    """应某国总统邀请访问: the invitation leads up to what was done."""
    words = [unit.span.of(text) if unit.kind == "HOPE" else "" for unit in clause]
    if "应" not in words or "邀请" not in words[words.index("应") :]:
        return list(clause)
    first = words.index("应")
    return [*clause[:first], *clause[words.index("邀请", first) + 1 :]]


def _without_topic(clause: Sequence[Mention | Cue]) -> list[Mention | Cue]:
    """就检疫要求与某部签署: what stands between 就 and 与 says what about, not how it is meant."""
    kinds = [unit.kind for unit in clause]
    if "ABOUT" not in kinds:
        return list(clause)
    first = kinds.index("ABOUT")
    ends = [n for n in range(first + 1, len(kinds)) if kinds[n] in {"WITH", "TOWARD"}]
    if ends:
        return [*clause[: first + 1], *clause[ends[-1] :]]
    if "WITH" not in kinds[:first]:
        return list(clause)
    last = len(kinds)  # 与某部就检疫要求拟签署: only what stands right before the verb says how it is meant
    while last > first + 1 and kinds[last - 1] in {"PLAN", "NEG", "ADV", "ONGOING", "Date", "STILL"}:
        last -= 1
    return [*clause[: first + 1], *clause[last:]]


def _called_off(units: Sequence[Mention | Cue], cue: int, text: str) -> bool:
    """原定签署的协议因故取消, 联合举办论坛的可能性: the clause itself takes it back."""
    last = units[cue]
    for unit in units[cue + 1 :]:
        if unit.kind in CLAUSE_MARKS:
            return False
        if unit.kind == "NEG" and unit.span.of(text) in _TAKEN_BACK:
            return True
        if last.kind == "DE" and unit.span.of(text).startswith(_ONLY_THOUGHT):
            return True
        last = unit
    return False


def _is_called_off(clause: Sequence[Mention | Cue], text: str) -> bool:
    """取消原定…, 原定在某地举行的: what was to be is not to be."""
    words = [unit.span.of(text) for unit in clause if unit.kind == "NEG"]
    return any(word in _TAKEN_BACK or word.startswith("原") for word in words)


def _has_subject(clause: Sequence[Mention | Cue]) -> bool:
    """Whether a clause begins with an agent of its own, not one that 与 or 向 leads up to."""
    for unit in clause:
        if unit.kind in {"ADV", "Date", "CONJ", "PLAN", "ONGOING", "STILL", "SEP", "Gap", "UNDER"}:
            continue
        return unit.kind in _AGENTS
    return False


def _after_attribute(kinds: list[str]) -> int:
    # 愿意参加的企业签署…: what stands before 的 does not qualify the main verb, unless nothing else does.
    if kinds.count("DE") != 1:
        return 0
    at = kinds.index("DE")
    return 0 if {"NEG", "PLAN"} & set(kinds[:at]) else at + 1
