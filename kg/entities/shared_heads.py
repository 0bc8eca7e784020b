"""A head said once for several: 老挝和柬埔寨财政部 are two ministries, so are 甲、乙等国海关部门."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.entities.draft import Token
from kg.entities.kinds import AGENT_KINDS, STATES
from kg.entities.namer import Namer
from kg.entities.themes import join_places, share_theme

_PLACES = {"LocalGovernment", "Place"}
_ETC_STATES = re.compile(
    r"(?:(?:\d+|[一二两三四五六七八九十]+)(?:多|余)?个?)?(?:有关|相关)?"  # how many, which
    r"(?:国家|国)(?!际|有企|内|会|务|外|防|民(?!航)|企)(?:和地区)?的?"  # states, not 国际 or 国务
    r"(?P<rest>.*)"
)

_TALKS = re.compile("(?:会谈|会晤|磋商|谈判|对话|对话会)$")
_WORKS = "(?:升级|扩容|改造|修复|重建|扩建|建设|运营|维护|改善|恢复|更新|新建|翻修|开发)"
_WORK = re.compile(f"{_WORKS}+(?:项目|工程)")
_DONE_TO = re.compile(f"[\u4e00-\u9fff]{{4,}}{_WORKS}$")
_MISSIONS = re.compile("等?(?:多国|[两二三四五六七八九十]国|国|地)(?P<rest>(?:大?使|使领|总领)馆)")

_OF_MEMBERS = re.compile(r"(?:[两二三四五六七八九十]+|\d+|各)(?:成员)?国.*(?:部门|机构|政府|央行|企业|协会)")
_SOME_MEMBERS = re.compile("(?:其他|其余|多数|大多数|绝大多数|部分|一些|个别|多个|若干)成员")
#: 甲、乙、丙电力公司3家企业: what is counted are firms, none of them a province.
_FIRMS = re.compile(r"等?(?:[两二三四五六七八九十]|\d{1,3})(?:多|余)?(?:家|所)")
#: 昆明、南宁铁路局集团公司: such firms in a row are each of their place.
_LOCAL_FIRMS = {"Company", "Bank", "FinancialInstitution"}
_IN_A_ROW = re.compile("[\u4e00-\u9fff]{1,2}(?![省市县区州国])[\u4e00-\u9fff]、$")
_CITIES = re.compile(r"等?(?:[两二三四五六七八九十]|\d{1,3})?个?(?:市|城市|省|州|省市|省份)")


def share_heads(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """塞尔维亚、荷兰等国海关部门 names two customs services; so do 老挝和柬埔寨财政部."""
    tokens = _share_missions(
        text, _inherit_states(text, _join_works(text, _join_talks(text, tokens), namer), namer), namer
    )
    tokens = [_leave_members(text, token) for token in join_places(text, tokens)]
    for index, token in enumerate(tokens):
        if token.kind == "ETC":
            _leave_unnamed(text, tokens, index)
            _share_etc(text, tokens, index, namer)
            _share_place(tokens, index)
            if _FIRMS.match(str(token.value or "")):
                _share_last(text, tokens, index - 1, namer, counted=True)
            share_theme(text, tokens, index)
        elif token.draft is not None and token.draft.kind in _LOCAL_FIRMS and _IN_A_ROW.search(text, 0, token.start):
            _share_last(text, tokens, index, namer, counted=True)
        elif token.draft is not None and token.draft.country and token.step is None:
            _share_last(text, tokens, index, namer)
    return tokens


def _leave_unnamed(text: str, tokens: list[Token], index: int) -> None:
    """东盟十国渔业主管部门: departments of the ten states, not the union whose states they are."""
    last, etc = tokens[index - 1] if index else None, tokens[index]
    if last is None or last.draft is None or last.draft.kind != "InternationalOrganization" or last.end != etc.start:
        return
    if _OF_MEMBERS.match(text, etc.start, etc.end):
        tokens[index - 1] = replace(last, kind="UNNAMED", draft=None)


def _leave_members(text: str, token: Token) -> Token:
    """非盟多数成员: some of its members, not the union."""
    union = token.draft is not None and token.draft.kind == "InternationalOrganization"
    some = union and _SOME_MEMBERS.match(text, token.end)
    return replace(token, kind="UNNAMED", draft=None) if some else token


def _join_talks(text: str, tokens: list[Token]) -> list[Token]:
    """以色列和黎巴嫩第二轮大使级会谈: talks are between two, the first of them is no subject of its own."""
    joined: list[Token] = []
    for token in tokens:
        one, mark = joined[-2:] if len(joined) > 1 else (None, None)
        both = (
            one
            and mark
            and mark.kind in {"AND", "WITH", "、"}
            and one.draft
            and one.draft.kind in STATES | {"PartyBody"}
        )
        if both and one and token.draft and token.draft.kind == "Event" and _TALKS.search(token.draft.name):
            name = text[one.start : token.end]
            joined[-2:] = [Token(one.start, token.end, "NAME", replace(token.draft, name=name, aliases=()))]
        else:
            joined.append(token)
    return joined


def _join_works(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """某国供水修复和扩容项目: what is done to one thing, in two words, is one project."""
    joined: list[Token] = []
    for token in tokens:
        first, mark = joined[-2:] if len(joined) > 1 else (None, None)
        bare = first is not None and first.kind == "BARE" and mark is not None and mark.kind == "AND"
        done = token.draft is not None and token.draft.kind == "Project" and _WORK.fullmatch(token.draft.name)
        if first and bare and done and token.draft and _DONE_TO.search(text, first.start, first.end):
            name = text[first.start : token.end]
            whole = namer.name(name.replace("和", ""), namer.find(name)) or token.draft
            joined[-2:] = [Token(first.start, token.end, "NAME", replace(whole, name=name, aliases=()))]
        else:
            joined.append(token)
    return joined


def _share_missions(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """中国驻哈萨克斯坦、印度等国使馆: each is the mission of the first state to one of those listed."""
    for index, token in enumerate(tokens):
        found = _MISSIONS.fullmatch(str(token.value or "")) if token.kind == "ETC" else None
        places = _states_before(tokens, index, STATES | {"Ministry"}) if found else []
        first = places[0] - 1 if places else -1
        if found is None or first < 2 or tokens[first].kind not in {"、", "AND"}:
            continue
        gap, sender = tokens[first - 1], tokens[first - 2]
        posted = text[gap.start : gap.end]
        if gap.kind != "GAP" or not posted.startswith("驻") or sender.draft is None or sender.draft.kind not in STATES:
            continue
        name = text[sender.start : sender.end]
        for at, state in ((first - 1, posted[1:]), *((at, text[tokens[at].start : tokens[at].end]) for at in places)):
            rest = f"驻{state}{found['rest']}"
            if draft := namer._of_state(name + rest, rest, sender.draft):
                tokens[at] = replace(tokens[at], kind="NAME", draft=draft, step="sharedHead")
        tokens[first - 2] = replace(sender, kind="GAP", draft=None)
    return tokens


def _inherit_states(text: str, tokens: list[Token], namer: Namer) -> list[Token]:
    """泰国外交部、商务部: a bare ministry after that of another state is that state's too."""
    state: str | None = None
    for index, token in enumerate(tokens):
        draft = token.draft
        if draft is None or draft.kind != "Ministry":
            state = state if token.kind in {"、", "AND"} else None
            continue
        words = text[token.start : token.end]
        lead = namer.find(words)
        if (
            lead
            and lead[0].start == 0
            and lead[0].end < len(words)
            and namer.is_state(lead[0])
            and lead[0].keys[0] != "country/CHN"
        ):
            state = lead[0].keys[0]
        elif (
            state
            and not words.startswith(("中", "国家"))
            and (
                (draft.key is None and draft.country is None and not lead)
                or (draft.key is not None and namer.gazetteer.entity(draft.key).country in {"CHN", "country/CHN"})
            )
        ):
            owner = namer.of_key(state, namer.gazetteer.entity(state).label)
            shared = namer._of_state(owner.name + words, words, owner)
            if shared is not None:
                shared = replace(shared, aliases=(*shared.aliases, words) if len(words) > 6 else shared.aliases)
                tokens[index] = replace(token, draft=shared, step="sharedHead")
        elif draft.key is not None or draft.country is not None:
            state = None
    return tokens


def _states_before(tokens: list[Token], index: int, kinds: AbstractSet[str] = STATES) -> list[int]:
    """Places of the bare states (or provinces and cities) listed directly before ``index``."""
    places: list[int] = []
    at = index - 1
    while at >= 0:
        token = tokens[at]
        if token.draft is None or token.draft.kind not in kinds or token.kind == "PERSON":
            break
        places.append(at)
        if at - 1 < 0 or tokens[at - 1].kind not in {"、", "AND"}:
            break
        at -= 2
    return places[::-1]


def _share_etc(text: str, tokens: list[Token], index: int, namer: Namer) -> None:
    tail = str(tokens[index].value or "")
    found = _ETC_STATES.fullmatch(tail)
    rest = found["rest"] if found else tail
    if not rest or namer._tail.fullmatch(rest):
        return
    for at in _states_before(tokens, index):
        name = text[tokens[at].start : tokens[at].end]
        draft = namer._of_state(name + rest, rest, tokens[at].draft)  # type: ignore[arg-type]
        if draft is not None and (draft.unnamed or draft.kind in AGENT_KINDS) and draft.kind not in STATES:
            tokens[at] = replace(tokens[at], draft=draft, step="sharedHead")


def _share_place(tokens: list[Token], index: int) -> None:
    """甲、乙、丙三市: what the count calls cities acts as cities."""
    if not _CITIES.match(str(tokens[index].value or "")):
        return
    at = index - 1
    while at >= 0 and (draft := tokens[at].draft) is not None:
        if draft.kind in {"Place", "Organization"}:
            city = replace(draft, key=None, kind="LocalGovernment", kinds=("LocalGovernment",))
            tokens[at] = replace(tokens[at], draft=city)
        if tokens[at - 1].kind not in {"、", "AND"}:
            return
        at -= 2


def _share_last(text: str, tokens: list[Token], index: int, namer: Namer, *, counted: bool = False) -> None:
    token = tokens[index]
    draft = token.draft
    body = counted and draft is not None and draft.kind in AGENT_KINDS - _PLACES - STATES
    if (
        draft is None
        or index < 2
        or tokens[index - 1].kind not in {"、", "AND"}
        or not (draft.unnamed or draft.kind == "Ministry" or body)
    ):
        return
    words = text[token.start : token.end]
    lead = namer.gazetteer.find(words)
    if not lead or lead[0].start != 0 or lead[0].end == len(words):
        return
    local = namer.known(lead[0]).kind in _PLACES
    if not local and (body or not namer.is_state(lead[0])):
        return  # 中国、老挝铁路公司: a state is a party of its own
    rest = words[lead[0].end :].lstrip("省市州区县" if local else "")
    for at in _states_before(tokens, index - 1, _PLACES if local else STATES):
        name = text[tokens[at].start : tokens[at].end]
        if name.endswith("政府"):
            return
        shared = (
            namer.name(name + rest, namer.find(name + rest))
            if local
            else namer._of_state(name + rest, rest, tokens[at].draft)  # type: ignore[arg-type]
        )
        if shared is not None:
            tokens[at] = replace(tokens[at], draft=shared, step="sharedHead")
