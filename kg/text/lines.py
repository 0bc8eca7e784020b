"""What a line looks like: list marks, labels, ends of sentences. Shared by rejoining and by structure."""

from __future__ import annotations

import re

#: Han characters, as the inside of a character class.
HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff〇々"

#: Stand-ins for markup while a text is being normalised: noncharacters, which no text may hold.
HEADING, BULLET, PAGE, RULE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
SIGNS = HEADING + BULLET + PAGE + RULE

_NUMERAL = "[一二三四五六七八九十百]{1,5}"

#: A number that opens a line, by kind. Order matters: the first that matches names the kind.
MARK = re.compile(
    rf"""(?:
      (?P<chapter>第(?:{_NUMERAL}|\d{{1,3}})(?:章|篇|编|部分))(?=[\s　：:、.]|[{HAN}])
    | (?P<section>第(?:{_NUMERAL}|\d{{1,3}})[节節])(?=[\s　：:、.]|[{HAN}])
    | (?P<article>第(?:{_NUMERAL}|\d{{1,3}})[条條])(?=[\s　：:、.]|[{HAN}])
    | (?P<bracket>[（(]{_NUMERAL}[)）])[、.]?
    | (?P<digitbracket>[（(]\d{{1,3}}[)）]|\d{{1,3}}[)）])[、.]?
    | (?P<manner>(?:{_NUMERAL}是|第{_NUMERAL}(?=[，,]))[，,：:]?)
    | (?P<han>{_NUMERAL}[、.．])
    | (?P<arabic>\d{{1,3}}(?:[、．]|\.(?!\d)))
    | (?P<roman>[（(]?(?:[ivx]{{1,5}}|[IVX]{{2,5}})[)）])[、.]?
    | (?P<letter>[（(][A-Za-z][)）]|[A-Za-z](?:[)）]|[.．、](?=[ \t　]*[{HAN}“《])))
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{2,3}})(?![\d.])
    | (?P<circled>[①-⑳㉑-㉟㊱-㊿])
    )[ \t　]*""",
    re.VERBOSE,
)

#: What a mark may begin with, but for digits.
OPENING = frozenset(
    "第一二三四五六七八九十百（(ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    + "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
)

_LABEL_ENDS = (
    "单位|單位|时间|時間|地点|地點|日期|来源|來源|作者|编辑|編輯|责编|責編|记者|記者|机构|機構|主题|主題|部门|部門|媒体|媒體|"
    "网址|網址|电话|電話|文号|文號|字号|字號|索引号|索引號|主持人|主持|嘉宾|嘉賓|主办|主辦|承办|承辦|协办|協辦|支持|"
    "主办方|主辦方|承办方|承辦方|签署方|簽署方|发布方|發布方|發佈方|联系人|聯繫人|聯絡人|关键词|關鍵詞|关键字|關鍵字|"
    "名称|名稱|题目|題目|标签|標籤"
)
#: A line of the form 主办单位：…
LABEL = re.compile(rf"(?P<label>[{HAN}]{{0,8}}?(?:{_LABEL_ENDS}))[：:](?=.)")

_TIME = r"(?:[01]?\d|2[0-4])[:：][0-5]\d"
#: The clock time that opens an entry of a programme.
CLOCK = re.compile(rf"{_TIME}(?:[ 　]*(?:-|—|–|~|～|至)+[ 　]*{_TIME})?(?=[ 　\t]|[^\d:：，。、；时分点的]{{2}})")
#: A line that is the day of a programme.
DAY = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"(?:[（(][^（()）]{1,8}[)）]|[ 　]*(?:星期|周|週)[一二三四五六日天])?(?:上午|下午|晚上?)?"
)
#: A line that opens with the date and time of a publication.
STAMP = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ 　\t]+(?:\d{1,2}:\d{2}|[^ 　]{0,3}来源|來源)")

#: Characters that end a sentence, and closing marks that may follow them.
_ENDS, _CLOSING = frozenset("。！？!?…；;"), "”’」』）)》】〕\"'"
CLOSERS = "，。、；：！？）》”’】〕」』〉…,;:!?)]·"
OPENERS = "（《“‘【〔「『〈([、，,·"


def is_ended(line: str) -> bool:
    """Whether a line ends as a sentence does.

    >>> is_ended("各方说：“很好。”"), is_ended("各方说，")
    (True, False)
    """
    return line.rstrip(_CLOSING)[-1:] in _ENDS
