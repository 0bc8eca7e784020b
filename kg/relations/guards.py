"""What keeps a match from stating something: another event in between, a paper that nobody can found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Cue, Entity, Mention
from kg.relations.coordination import Pair
from kg.relations.grammar import CLAUSE_MARKS
from kg.relations.matching import Match
from kg.relations.tape import Tape

_OF_EVENTS = frozenset(["hostedBy", "coHostedBy", "heldIn"])
_SIGNED = re.compile("(?:意向书|备忘录|协议|协议书|协定|议定书|合同|换文|声明|公报|纪要)$")
_MANY = re.compile(
    "等(?:多|数|十|几|一系列)[^，。]*$"  # 某集群、某联合体等多个项目
    r"|^(?:运行|运营)?(?:[两二三四五六七八九十百]|\d)+(?:多|余)?[座个家条所](?!国)"  # 四座中心
)
#: Whose trade it is to lend.
_LENDER = re.compile("银行|货币基金组织|信用社|进出口行")
_BUILT = re.compile("(?:项目|工程|电站)(?:（[^）]*）)?$")
_TO_JOIN = ("进程", "谈判", "申请", "程序", "的进程", "的谈判", "的申请")
#: 加入某组织并不意味着……: what an act would mean is not that it is done.
_SO_SAID = ("并不", "不意味", "不等于", "不代表")
_NO_PAPER = re.compile("(?:共识|一致|谅解|默契|目标|意向)$")
_ANY_UNION = re.compile("(?:协定|协议|条约|公约|组织|机构)[\u4e00-\u9fff]{0,3}$")
_EDITION = re.compile(r"[一二三四五六七八九十百\d]+(?=[次届])")
#: Kinds of things that take part in nothing.
#: What is built, but is run by somebody of its name.
_PORTS = ("港", "港口", "机场", "码头")
_FOUNDED_BY_NONE = {"Ministry", "Bank", "InternationalOrganization", "Company", "FinancialInstitution"}
_LEADER = re.compile("总统|主席|总理|首相|国王")
_PARLIAMENTS = ("众议院", "参议院", "议会", "国会", "立法院", "国民议会")
_THINGS = {"Initiative", "Project", "Facility", "Work", "Publication", "Instrument"}
_ANNIVERSARY = re.compile(r"[\d一二三四五六七八九十百]+(?:多|余)?周?年")
#: The cue of a rule that itself looks for what stands behind 关于 or 就.
_ABOUT_IT = re.compile("ABOUT (?:~ )?[A-Z]+!")
#: What such a name may be led up to by, as part of the same words: 重点活动“某某大会”, 首设“某某专场”.
_LEADS = ("活动", "设", "办", "展览", "论坛", "会议", "计划", "品牌")


def is_unknown_name(unit: Mention | Cue, text: str) -> bool:
    """“安第斯黄金展”: a name in quotation marks that nothing tells the kind of."""
    if unit.kind != "Bare":
        return False
    words = unit.span.of(text)
    return "“" in words and (words.startswith("“") or any(lead + "“" in words for lead in _LEADS))


def is_unknown_event(units: Sequence[Mention | Cue], at: int, text: str) -> bool:
    """Whether a name of unknown kind is hosted or held: 举办“某某展”, 活动“某某大会”明日举行, 首设“某某专场”."""
    if not is_unknown_name(units[at], text):
        return False
    if (at and units[at - 1].kind == "HOST") or not text.startswith("“", units[at].span.start):
        return True
    behind = next((unit.kind for unit in units[at + 1 :] if unit.kind not in {"ADV", "Date", "PLAN", "DE"}), "")
    return behind in {"HELD", "HOST"}


def members(events: Sequence[Mention], text: str) -> set[int]:
    """Where events stand that are named as members of something (甲电影节、乙电影节等成员): nothing happens at them."""
    found: set[int] = set()
    for event in reversed(events):
        rest = text[event.span.end : event.span.end + 3]
        after = next((e for e in events if 0 < e.span.start - event.span.end <= 1), None)
        listed = rest[:1] in {"、", "和", "及"} and after is not None and after.span.start in found
        if rest.startswith(("成员", "等成员", "委员")) or listed:
            found.add(event.span.start)
    return found


def is_visited(units: Sequence[Mention | Cue], at: int) -> bool:
    """Whether the list that holds unit ``at`` says who is visited (访问某国、某国并出席会议): they are no subject."""
    while at > 0 and (units[at - 1].kind in {"、", "AND"} or isinstance(units[at - 1], Mention)):
        at -= 1
    return at > 0 and units[at - 1].kind == "VISIT"


def is_led(match: Match, tape: Tape) -> bool:
    """Whether what a match begins with hangs on a word before it (访问某国、某国并出席; 由某行于…设立)."""
    before = tape.units[match.start - 1].kind if match.start else ""
    if match.rule.relation == "participatedIn":
        return is_visited(tape.units, match.start)
    if match.rule.relation == "signedWith" and before == "Gap" and match.start > 1:
        return tape.units[match.start - 2].kind == "WITH"  # 与某某甲大学、乙大学签署
    if match.rule.relation == "signedWith" and match.found.groupdict().get("s"):
        return before == "WITH"  # 甲与乙、丙与丁签署: 乙、丙 are no side of their own
    if match.rule.relation in {"launchedBy", "hostedBy", "publishedBy", "funds"}:
        return _is_where(tape.units, match.start)
    return match.rule.relation in {"heldIn", "launchedAt", "publishedAt"} and before == "BY"


def _is_where(units: Sequence[Mention | Cue], at: int) -> bool:
    """某人在家乡某省某县成立基金: words that say where something is done name nobody who does it."""
    if units[at].kind not in {"LocalGovernment", "Place", "Country", "Territory"}:
        return False
    while at > 0 and units[at - 1].kind == "Gap":
        at -= 1
    return at > 0 and units[at - 1].kind == "AT"


def is_titled(match: Match, tape: Tape, text: str) -> bool:
    """双方同意加强合作，并签署《某协定》: what is signed by its title is no part of what was agreed on."""
    via = match.roles(tape).get("via", ()) if match.rule.relation == "signedWith" else ()
    return any(text[unit.span.start] == "《" for unit in via)


def is_topic(match: Match, tape: Tape, text: str) -> bool:
    """Whether the act is only what was talked about (就签署协议交换意见); 关于设立某中心的倡议 does propose it."""
    if text.startswith(_SO_SAID, tape.units[match.found.end() - 1].span.end):
        return True
    if match.rule.relation == "memberOf" and match.found.groupdict().get("o"):
        # 启动某国加入欧盟进程; a rule that reads on itself (批准……加入某组织的申请) knows
        return match.found.end("o") == match.found.end() and text.startswith(
            _TO_JOIN, tape.units[match.found.end("o") - 1].span.end
        )
    if match.rule.relation == "launchedBy" and _ANNIVERSARY.match(text, tape.units[match.cue].span.end):
        return True  # 庆祝某会成立60周年
    before = next((unit for unit in reversed(tape.units[: match.cue]) if unit.kind not in {"ADV", "PLAN"}), None)
    if before is None or before.kind != "ABOUT" or _ABOUT_IT.search(match.rule.pattern):
        return False  # 某办公厅关于印发某办法的通知: the rule itself says what the words mean
    return before.span.of(text) != "关于" or match.rule.relation != "launchedBy"


def is_announced(units: Sequence[Mention | Cue], cue: int) -> bool:
    """Whether the sentence goes on to say that the event is still to be held (甲主办的论坛将于11月举行)."""
    end = clause_end(units, cue)
    kinds = [unit.kind for unit in units[cue:end]]
    if kinds in (["HOST"], ["COHOST"]) and end < len(units) and units[end].kind == "，":
        # 大会由甲主办，将于11月召开
        later = [unit.kind for unit in units[end + 1 : clause_end(units, end + 1)] if unit.kind not in {"ADV", "Date"}]
        return later[:1] == ["PLAN"] and "HELD" in later
    if kinds[:1] not in (["HOST"], ["COHOST"]) or kinds[1:2] != ["DE"] or "PLAN" not in kinds:
        return False
    return bool({"HELD", "HOST"} & set(kinds[kinds.index("PLAN") :]))


def clause_end(units: Sequence[Mention | Cue], at: int) -> int:
    """Where the clause that holds unit ``at`` ends."""
    return next((n for n in range(at, len(units)) if units[n].kind in CLAUSE_MARKS), len(units))


def passes_another(match: Match, tape: Tape, text: str) -> bool:
    """Whether a name of unknown kind stands between an event and who hosts it: that one is hosted."""
    if match.rule.relation not in _OF_EVENTS or "...." not in match.rule.pattern:
        return False
    first = match.found.end("s")
    between = zip(tape.units[first - 1 :], tape.units[first : match.cue], strict=False)
    # 主题为“携手同行”: a theme is no event
    return any(is_unknown_name(unit, text) for before, unit in between if before.kind != "VERB")


def _can_be_founded(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose subject is no paper: 建立友好关系意向书 is signed, not founded."""
    # 某大学发起的“某联盟”成立大会: the alliance was founded, at the meeting
    pairs = [pair for pair in pairs if not entities[pair[0].entity].label.endswith(("仪式", "大会", "典礼", "专场"))]
    # 某行动倡议由某部发起: an initiative founds no ministry
    founded = [pair for pair in pairs if not (pair[1].kind == "Initiative" and pair[0].kind in _FOUNDED_BY_NONE)]
    return [pair for pair in founded if not _SIGNED.search(entities[pair[0].entity].label)]


def _are_one(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose subject is one thing: 某集群、某联合体等多个项目 is a sum of things."""
    return [pair for pair in pairs if not _MANY.search(entities[pair[0].entity].label)]


def _can_give(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose giver is someone: a project gives no money."""
    things = {"Project", "Facility", "Event"}
    pairs = [pair for pair in pairs if not _BUILT.search(entities[pair[0].entity].label)]
    # 援助某国的某医院项目交接仪式: nobody pays for the handing over
    pairs = [pair for pair in pairs if not entities[pair[1].entity].label.endswith(("仪式", "典礼"))]
    return [pair for pair in pairs if not things & {pair[0].kind, entities[pair[0].entity].kinds[0]}]


def _numbers(label: str) -> set[str]:
    """Which of its series an event is, however it is called."""
    return set(_EDITION.findall(label))


def _of_its_title(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs of a paper and an event, but for one whose title names another (《某会议联合公报》)."""
    events = [entity.label for entity in entities.values() if entity.kinds[0] == "Event"]

    def fits(pair: Pair) -> bool:
        title, event = entities[pair[0].entity].label, entities[pair[1].entity].label
        others = (
            other
            for other in events
            if other != event and not event.startswith(other) and not _numbers(other) & _numbers(event)
        )
        return event in title or not any(title.startswith(other) for other in others)

    return [pair for pair in pairs if fits(pair)]


def _can_be_hosted(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose event is more than talks: who holds talks (甲、乙举行三方会谈) hosts nothing."""
    return [pair for pair in pairs if not entities[pair[0].entity].label.endswith(("会谈", "会见", "谈判"))]


def _can_be_held(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose event is no paper of that name: 《某论坛某地倡议》（甲主办）."""
    return [pair for pair in pairs if not entities[pair[0].entity].label.endswith(("倡议", "宣言", "声明", "公报"))]


def _can_attend(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose guest is someone: an exhibition hall or a paper goes nowhere."""
    return [pair for pair in pairs if not _THINGS & {pair[0].kind, entities[pair[0].entity].kinds[0]}]


def _can_be_joined(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose object is one of its name: 就加入协定展开磋商 says what is joined, not which."""
    return [pair for pair in pairs if not _ANY_UNION.match(entities[pair[1].entity].label)]


def is_understanding(tape: Tape, cue: int, text: str) -> bool:
    """Whether what is reached is no paper: 达成了一系列新的共识."""
    end = tape.units[clause_end(tape.units, cue) - 1].span.end
    return tape.units[cue].kind == "REACH" and _NO_PAPER.search(text, tape.units[cue].span.end, end) is not None


def _can_sign(pairs: Sequence[Pair], entities: dict[str, Entity], cue: Mention | Cue, text: str) -> list[Pair]:
    """The pairs that have two sides: a port signs, a bridge does not."""
    return [
        pair
        for pair in pairs
        if all(_signs(one, entities) for one in pair) and not _of_two_ranks(pair, entities, cue, text)
    ]


def _of_two_ranks(pair: Pair, entities: dict[str, Entity], cue: Mention | Cue, text: str) -> bool:
    """某国总统会见商会会长、众议院议长……双方签署: no parliament or chamber signs with a state."""
    if "双方" not in text[min(max(one.span.end for one in pair), cue.span.start) : cue.span.start]:
        return False
    states = [entities[one.entity].kinds[0] in {"Country", "Territory"} for one in pair]
    leads = [_LEADER.search(one.span.of(text)) is not None for one in pair]
    others = [entities[one.entity].label.endswith(_PARLIAMENTS) for one in pair]
    return sum(states) == 1 and (any(others) or any(led and state for led, state in zip(leads, states, strict=True)))


def _signs(one: Mention, entities: dict[str, Entity]) -> bool:
    return one.kind != "Project" or entities[one.entity].label.endswith(_PORTS)


def _can_lend(pairs: Sequence[Pair], entities: dict[str, Entity]) -> list[Pair]:
    """The pairs whose giver lends: who is no bank and 向某银行贷款 borrows from it."""
    return [pair for pair in pairs if _lends(pair[0], entities) or not _lends(pair[1], entities)]


def _lends(one: Mention, entities: dict[str, Entity]) -> bool:
    entity = entities[one.entity]
    return "Bank" in entity.kinds or _LENDER.search(entity.label) is not None


def possible(
    relation: str, pairs: list[Pair], entities: dict[str, Entity], cue: Mention | Cue, text: str
) -> list[Pair]:
    """The pairs that a relation can hold between, whatever the words around them say."""
    if relation in {"launchedBy", "launchedAt"}:
        return _are_one(_can_be_founded(pairs, entities), entities)
    if relation == "funds":
        pairs = [pair for pair in pairs if not text.startswith("成员", pair[1].span.end)]  # 向某银联体成员行发放贷款
        lent = cue.span.of(text) in {"贷款", "借款"}
        return _can_give(_can_lend(pairs, entities) if lent else pairs, entities)
    if relation == "participatedIn":
        return _can_attend(pairs, entities)
    if relation == "signedWith":
        return _can_sign(pairs, entities, cue, text)
    if relation == "memberOf":
        return _can_be_joined(pairs, entities)
    if relation == "publishedAt":
        return _of_its_title(pairs, entities)
    if relation == "hostedBy":
        pairs = _can_be_held(pairs, entities)
    return _can_be_hosted(pairs, entities) if (relation, cue.kind) == ("hostedBy", "HELD") else pairs


def called_so(
    pairs: Sequence[Pair], short: Sequence[Mention | Cue], entities: dict[str, Entity], text: str
) -> list[Pair]:
    """The pairs whose event the words behind it may call (特展 for 安第斯黄金特展)."""
    words = "".join(unit.span.of(text) for unit in short)
    if len(words) < 2:
        return []
    return [pair for pair in pairs if any(name.endswith(words) for name in entities[pair[0].entity].names)]
