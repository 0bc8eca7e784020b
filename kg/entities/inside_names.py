"""Words that elsewhere are verbs and the like, but here are part of a name: 向东, 项目准备基金, 管委会同某某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.entities.lexicon import Lexicon, Word
from kg.entities.shapes import WEEKDAY

PUNCTUATION = "【】，；。：！？、（）\n!?;:,/|\u3000 …"
#: 领导人高级别代表: what follows an office is no name.
_RANK = re.compile("[级们等会团府]")
#: 发言人周六表示
_WEEKDAY = re.compile(WEEKDAY)
_HAN = re.compile("[\u4e00-\u9fff]+")
_DOTTED = re.compile("(?:[\u4e00-\u9fff]{1,8}·)+[\u4e00-\u9fff]")
#: 某组织驻泰国代表某某: the one posted there, not somebody who acts for it.
_POSTED = re.compile("驻[\u4e00-\u9fff]{1,6}$")
#: 应与, 正21日: what a name may end with.
_THIRD = re.compile("应(?=[与同和在率、，\\d])|正(?=[与同和率、，\\d])")
#: Cues that the last character of a name may be.
_IN_NAMES = frozenset("和正应若曾可都则")
#: What is said of an event and is never part of its name.
_NEVER_NAMED = ("召开", "举行", "举办", "发布", "发表")
#: Cues that are part of an event's name where its head follows them directly (年会开幕研讨会).
_OPENINGS = {"HELD", "LAUNCH", "SIGN", "PUBLISH"}
#: Kinds of one-character cues that names hold (跨境说, 瑞都, 圣若瑟).
_SIGNS = {"SAY", "HOPE", "ADV", "ONGOING", "CONJ", "VERB"}
#: 合作首次领导人会议, 第三十二次定期会晤: which of a series.
_TIMES = {"首次", "定期", "年度", "首轮"}
_MEETING = re.compile("[\u4e00-\u9fff]{0,6}(?:会晤|会议|外长会|会谈|对话|峰会|论坛|磋商|机制)")
_JOINT_BODY = re.compile("[\u4e00-\u9fff]{0,6}(?:实验室|中心|观测站|工作站|实验站|研究院|基地|工作组|委员会|执委会)")
#: 某银行投资业务局局长: the department of an officer
_DEPARTMENT = re.compile("[\u4e00-\u9fff]{0,5}(?:局副?局长|部副?部长|司副?司长|处副?处长|部总经理|部副?主任|部负责人)")
#: 毛里求斯联合商业银行, 马来西亚联合通讯社
_UNITED = re.compile("(?:商业|国民|信贷)?银行(?!业|间)|通讯社|电信|航空公司")
#: 中国—尼泊尔联合地理研究中心
_BETWEEN = re.compile("[\u4e00-\u9fff]—[\u4e00-\u9fff]{2,6}$")
#: 中巴经济走廊联合合作委员会
_COMMITTEE = re.compile("(?:合作|工作|指导|执行|协调)?(?:委员会|工作组|执委会)")
_PROJECT = re.compile("(?:项目|工程)(?=[提启动开签由获已将正在的，。；、和及与]|$)")
_FIRM_ON = re.compile("[\u4e00-\u9fff]{1,10}(?:股份|科技)有限(?:责任)?公司")
_TOUR = re.compile("[\u4e00-\u9fff]{1,8}?(?:系列)?活动")
_NAMED_IN_EDITION = {"VERB", "GIVE", "OFFER", "BUILD", "PLAN", "HOPE", "UNITE"}
_EDITION = re.compile(
    "(?:第[一二三四五六七八九十百0-9]+|首)[届次](?P<name>[\u4e00-\u9fffA-Za-z0-9—－-]{2,20}?)(?P<head>论坛|大会|博览会|峰会|年会"
    "|研讨会|对话会|推介会|交易会|洽谈会|展览会|艺术节|文化节|工作会)(?=[，。；：、（\\s]|[在于将由拟上以与和暨今昨明开闭召举期主分筹]|$)"
)
_JOINT_EVENT = re.compile("(?![举主承召发开])[\u4e00-\u9fff]{0,2}(?:论坛|大会|峰会|年会|会议|研讨会)")
#: 塞尔维亚建设、交通与基础设施部: the first of the fields of a ministry
_FIELDS = re.compile("(?=、)(?:、[\u4e00-\u9fff]{2,6}){0,4}(?:、|和|与|及)[\u4e00-\u9fff]{2,8}(?:部|署|局|委员会)")
#: 缅甸计划与财政部: planning is the first of the fields of a ministry
_PLANNING = re.compile("[与和及](?:财政|发展|投资|国际合作|合作|经济|预算|统计)[\u4e00-\u9fff、]{0,8}?部")
#: 庆祝中俄建交75周年音乐会
_JUBILEE = re.compile("庆祝[^，。；、！？和与]{4,30}?(?:大会|招待会|音乐会|研讨会|座谈会|论坛|仪式|晚会|展览|酒会)")
#: Cues that are part of a name where a head follows them directly (投资促进局, 进出口援助基金).
_NOUNLIKE = {"VERB", "GIVE", "OFFER", "PLAN", "HOPE", "PUBLISH", "BUILD", "SAY", "ABOUT"}
#: Cues of other kinds are part of no name, but for words in _TIMES.
_NAMED = _NOUNLIKE | _OPENINGS | _SIGNS | {"BOTH", "UNITE", "PARTOF"}


def officers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where an office and the Chinese name behind it stand: 大使林向东 holds no 向, 首席投资官 invests nothing."""
    for office in lexicon.office_finder.find(text):
        if office.kind in lexicon.cue_words and not _POSTED.search(text, max(0, office.start - 8), office.start):
            continue
        end = office.end
        if foreign := _DOTTED.match(text, end):
            # 若热·坎波斯在…: the last part goes up to where something else begins
            ends = (at for at in range(foreign.end(), foreign.end() + 8) if _ends_name(text, at, lexicon))
            end = next(ends, end)
        elif lexicon.surname.match(text, end) and not _WEEKDAY.match(text, end) and not _is_word(text, end, lexicon):
            # 徐向东，: the name is two or three characters long (欧阳向东: four), and then something else begins
            surname = lexicon.surname.match(text, end)
            given = surname.end() if surname else end + 1
            told = (at for at in (given + 1, given + 2) if _HAN.fullmatch(text, end, at))
            end = next((at for at in told if _ends_name(text, at, lexicon)), end)
            if end == given + 1 and _THIRD.match(text, end):
                end += 1  # 傅自应与某人签署, 林芳正21日会见
            elif text[end : end + 1] in _IN_NAMES | {"也"} and (whole := _to_mark(text, end, lexicon)):
                end = whole  # 盛山正仁、: nothing but the name stands before the mark
            elif text[end : end + 1] in _IN_NAMES and text.startswith(lexicon.after_name, end + 1):
                end += 1  # 许景和致辞
        named = end > office.end and not _RANK.search(text, office.end, end)
        if named or (office.end - office.start > 2 and not lexicon.begins_cue(text, office.start)):
            yield office.start, end if named else office.end


def _is_word(text: str, at: int, lexicon: Lexicon) -> bool:
    """主席强调, 元首高度评价: no name begins where a word of two characters or more stands."""
    return any(word.start == at and word.end > at + 1 for word in lexicon.cues.find(text, at, at + 4))


def _to_mark(text: str, at: int, lexicon: Lexicon) -> int | None:
    """The mark behind a name whose third character may be a cue, if no other word stands between."""
    stop = next((n for n in range(at + 1, min(at + 3, len(text))) if text[n] in PUNCTUATION), None)
    return stop if stop is not None and not any(lexicon.begins_cue(text, n) for n in range(at + 1, stop)) else None


def _ends_name(text: str, at: int, lexicon: Lexicon) -> bool:
    if at >= len(text):
        return at == len(text)
    if text[at] in PUNCTUATION or text.startswith(lexicon.after_name, at):
        return True
    if text[at].isdigit():
        return True  # 某副主席韩正4日会见
    return text[at] != "之" and lexicon.begins_cue(text, at)


def _is_kind_of_meeting(text: str, at: int, lexicon: Lexicon) -> bool:
    """首次三方署长级会晤: the count of the sides is part of what the meeting is called."""
    found = _MEETING.match(text, at)
    return found is not None and not any(lexicon.begins_cue(text, place) for place in range(at, found.end() - 2))


_QUOTED_PLAN = re.compile("”[\u4e00-\u9fff]{0,3}(?:倡议|计划|行动)$")
_GOES_ON = re.compile("[由在是于已自旨将，。]|正式|聚焦|提出")
_PROGRAMME = re.compile("计划由[^，。；]{2,40}?(?:资助|发起|提出|牵头|共同出资)(?=[，。；]|$)")


def is_in_name(text: str, at: int, word: Word, lexicon: Lexicon) -> bool:
    """Whether a cue is part of a name: 项目准备基金, 年会开幕研讨会, 首次三方会晤, 安第斯联合观测站, 主题边会."""
    if text.startswith("有限", word.end - 1):
        return True  # 设计有限公司, 建设有限责任公司
    if _QUOTED_PLAN.search(text, max(0, word.start - 6), word.end) and _GOES_ON.match(text, word.end):
        return True  # “某某”合作倡议由某人提出
    if text.startswith("”计划", word.start - 1) or (at + 3 < word.start and _PROGRAMME.match(text, word.start)):
        return True  # “绿色航道”计划由某部提出, 冰芯钻探计划由某部资助
    if text.startswith("关于", word.start):
        return False  # 某银行关于银行业务的备忘录
    kind, led = word.kind, at < word.start
    if kind not in _NAMED and text[word.start : word.end] not in _TIMES:
        return False
    behind = not led and "\u4e00" <= text[max(0, word.start - 1)] <= "\u9fff"  # right behind a known name
    if (
        kind == "ADV"
        and word.end == word.start + 1
        and _FIRM_ON.match(text, word.end)
        and text[word.start - 1] not in "行司部局院会团署"
    ):
        return True  # 宁波均胜电子股份有限公司
    if kind == "VERB" and text.startswith("走进", word.start) and _TOUR.match(text, word.end):
        return True  # 某博览会走进非洲活动
    if kind == "VERB" and led and at and _PROJECT.match(text, word.end):
        return True  # 某地海岸带韧性提升项目
    if kind in _NAMED_IN_EDITION and led and _in_edition(text, at, word):
        return True
    joined = led or text[word.start - 1 : word.start] in {"与", "和", "及", "、"}
    return (
        (kind == "VERB" and _JUBILEE.match(text, word.start) is not None)
        or (
            kind in _NOUNLIKE
            and (
                (lexicon.names_go_on(text, word.end) and not _opens(text, word))
                or (joined and lexicon.verb_in_name(text, word.start))
            )
        )
        or (
            kind in _OPENINGS
            and led
            and not text.startswith(_NEVER_NAMED, word.start)
            and lexicon.event_goes_on(text, word.end)
        )
        # 全球贸易投资促进峰会
        or (
            kind == "VERB"
            and (word.start - at > 3 or (led and text[at - 1 : at] in {"”", "》"}))
            and lexicon.event_goes_on(text, word.end)
        )
        or (kind in {"OFFER", "GIVE"} and joined and lexicon.event_goes_on(text, word.end))  # 政策与融资分论坛
        or (kind in {"OFFER", "GIVE"} and _DEPARTMENT.match(text, word.end) is not None)
        or (kind in _SIGNS and led and word.end == word.start + 1 and lexicon.sign_in_name(text, word.end))
        or (
            text[word.start : word.end] in _TIMES
            and "\u4e00" <= text[word.start - 1 : word.start] <= "\u9fff"
            and _is_kind_of_meeting(text, word.end, lexicon)
        )
        or (kind == "BOTH" and led and _is_kind_of_meeting(text, word.end, lexicon))
        or (kind == "UNITE" and led and _JOINT_BODY.match(text, word.end) is not None)
        # “两国双园”联合合作论坛
        or (kind == "UNITE" and text[word.start - 1] == "”" and _JOINT_EVENT.match(text, word.end) is not None)
        or (kind == "UNITE" and behind and _UNITED.match(text, word.end) is not None)
        or (kind == "UNITE" and _BETWEEN.search(text, 0, word.start) and _JOINT_BODY.match(text, word.end) is not None)
        or (kind == "UNITE" and behind and _COMMITTEE.match(text, word.end) is not None)
        or (kind in _NOUNLIKE and behind and _FIELDS.match(text, word.end) is not None)
        or (text.startswith("计划", word.start) and (behind or joined) and _PLANNING.match(text, word.end) is not None)
        or (kind == "PARTOF" and (led or text[word.start - 1 : word.start] == "”") and _is_event(text, word, lexicon))
    )


def _in_edition(text: str, at: int, word: Word) -> bool:
    """第四届全球共享发展行动论坛: between the number of a meeting and its head nothing is a verb."""
    found = _EDITION.match(text, at)
    return found is not None and found.end() < word.end < found.end("head")


def _opens(text: str, word: Word) -> bool:
    """要求集团……: a verb of wishing that opens a clause is none of a name, nor is 将 before 组织."""
    if word.kind == "PLAN" and text.startswith("组织", word.end):
        return True
    return word.kind == "HOPE" and (word.start == 0 or text[word.start - 1] in PUNCTUATION)


def _is_event(text: str, word: Word, lexicon: Lexicon) -> bool:
    return "Event" in lexicon.heads.get(text[word.start : word.end], ((), ()))[0]


def torn_council(text: str, at: int, word: Word, lexicon: Lexicon) -> int | None:
    """管委会同某某: the 会 of 会同 belongs to the council before it; where the 同 begins."""
    if (
        not text.startswith("会同", word.start)
        or at == word.start
        or lexicon.head(text[max(0, word.start - 8) : word.start])
    ):
        return None  # 山西大学会同某某: the name before is whole
    head = lexicon.head(text[max(0, word.start - 8) : word.start] + "会")
    return word.start + 1 if head is not None and len(head[0]) > 1 else None
