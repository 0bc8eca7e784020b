"""Things told by their shape alone: sums of money, dates, counted nouns."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from typing import Literal

from kg.record import record

Bound = Literal["exact", "about", "over", "under"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}

NUMBER = (
    r"(?:[0-9]{1,4}亿[0-9]{1,2}?,?[0-9]{1,4}(?=万)"  # 3亿5000万, 3亿2,000万
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]+)?"  # 1,000 or 1000.5
    r"|[一二三四五六七八九十两百千零〇][一二三四五六七八九十两百千零〇点]*)"  # 三点五
)
_SCALE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)?"
_ABOUT = r"约|近|大约|约为|将近|接近|上下|左右"
_OVER = r"超过|超|逾|不少于|不低于|至少|多于|高于|以上|突破|达到?"
_UNDER = r"不超过|不高于|最多|至多|上限为?|以内|以下"
#: Written form -> ISO 4217. 元 alone is left open: it is whatever the text's country pays with.
CURRENCIES = {
    "元人民币": "CNY", "元等值人民币": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "日圆": "JPY", "港元": "HKD", "港币": "HKD", "澳门元": "MOP", "新台币": "TWD",
    "台币": "TWD", "卢布": "RUB", "坚戈": "KZT", "韩元": "KRW", "印度卢比": "INR", "巴基斯坦卢比": "PKR",
    "卢比": "", "瑞士法郎": "CHF", "瑞郎": "CHF", "加元": "CAD", "澳元": "AUD", "澳大利亚元": "AUD",
    "新加坡元": "SGD", "新元": "SGD", "泰铢": "THB", "林吉特": "MYR", "令吉": "MYR", "印尼盾": "IDR",
    "越南盾": "VND", "兰特": "ZAR", "里亚尔": "", "迪拉姆": "", "第纳尔": "", "特别提款权": "XDR", "比索": "",
    "雷亚尔": "BRL", "里拉": "TRY", "福林": "HUF", "兹罗提": "PLN", "克朗": "", "先令": "", "奈拉": "NGN",
    "法郎": "", "中非法郎": "XAF", "西非法郎": "XOF", "埃镑": "EGP", "苏姆": "UZS", "基普": "LAK",
    "瑞尔": "KHR", "缅元": "MMK", "元": "",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, CURRENCIES), key=lambda unit: (-len(unit), unit)))
_FIRST = "".join(sorted({word[0] for word in f"{_UNDER}|{_OVER}|{_ABOUT}".split("|")}))
_AMOUNT = re.compile(
    # told apart at once from every place where none can begin
    f"(?=[0-9一二三四五六七八九十两百千零〇人等新港美{_FIRST}])"
    rf"(?P<before>(?:{_UNDER}|{_OVER}|{_ABOUT}))?"
    r"(?P<text>(?:(?P<front>人民币|等值人民币|新台币|港币|港元|美金)"
    rf"(?P<n2>{NUMBER})(?P<s2>{_SCALE})(?P<m2>多|余|几)?元?"  # 人民币10亿元
    rf"|(?P<n1>{NUMBER})(?P<s1>{_SCALE})(?P<m1>多|余|几)?(?:个)?(?P<unit>{_UNIT})"  # 10亿美元
    rf"(?P<eq>等值(?P<equnit>人民币|美元|欧元|其他货币|外币))?))"
    r"(?P<after>左右|上下|以上|以下|以内)?(?P<equal>等值)?"
)
#: What before a sum makes it a range or a rough size.
_VAGUE = re.compile(rf"(?:{NUMBER}{_SCALE}(?:{_UNIT})?(?:至|到|—|–|－|-|~|～)|[数几上])$")
_YEAR = r"(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})"
_DAY = r"(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])"
_TO = r"至|到|—|–|－|-"
#: A day of the week; 周一平 is somebody's name.
WEEKDAY = "周[一二三四五六日](?=[（，。在于上下晚将向对宣表与同会见出举签访抵发说称指])"
_DATE = re.compile(
    "(?=[0-9一二三四五六七八九十上下今昨明去第首年春夏秋冬未过本这星周])"  # the same
    # 2017年5月14日 and how far it reaches
    rf"(?:(?P<y>{_YEAR})年(?:(?P<m>{_DAY})月(?:(?P<d>{_DAY})日)?)?"
    rf"(?:(?P<to>{_TO}|~|～)(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>{_DAY})月)?(?:(?P<d2>{_DAY})日)?(?<=[年月日]))?"
    # 115年至118年: counted from 1912
    r"|(?<![0-9,.])1[0-2][0-9]年(?:(?:至|到|—|－|-)1[0-2][0-9]年)?(?![来间历史前])"
    # 5月14日至15日, 14日: no year, so no value
    rf"|(?P<ym>{_DAY})月(?P<yd>{_DAY})日(?:(?:{_TO})(?:{_DAY}月)?{_DAY}日)?"
    r"|(?P<od>[0-9]{1,2})日(?:(?:至|到|—|－|-)[0-9]{1,2}日)?(?!元)"
    r"|[0-9]{1,2}号(?=[在表宣举说抵分开召签会访出]|发表|下午|上午|晚)"  # 10号分别宣布
    # 会晤三日在北京举行
    r"|(?<![零〇○一二三四五六七八九十百千0-9第几数连每])[一二三]?十?[一二三四五六七八九十]日(?=[在与同电讯][\u4e00-\u9fff]|[上下]午|晚)"
    # hours, then words for a year or a part of one
    r"|[0-9]{1,2}[:：][0-9]{2}(?:\s*[-—~至]\s*[0-9]{1,2}[:：][0-9]{2})?"
    r"|(?:未来|今后|过去)(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)年(?!内|前)[间里来]?"
    rf"|(?<!每){WEEKDAY}(?:（(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}日）)?"
    r"|(?:[上下本这]个?)?星期[一二三四五六日天](?:（(?:[0-9]{1,2}月)?[0-9]{1,2}日）)?"
    r"|昨(?=[于在与起])|本月[上中下]旬|[上下本]周[一二三四五六日末]|[上下]个?[月周]|[今昨明](?:[年天日]?（[^（）]{1,8}）[日年]?)"
    r"|(?:今年|去年|明年|(?<=年))?(?:第?[一二三四1-4]季度|首季度?|[一二三四]季|年底|年初|(?<=\d)年内|(?<!青)年中(?![方国心])|(?<=[年月])[春夏秋冬]季?)"
    r"|[今去明]年(?:[初末底]|(?=中[方国]))?|[今去明][春夏秋冬]|(?P<half>[上下]半年)"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初|中旬|上旬|下旬)?)"
    r"(?:(?<=日)(?:晚间|晚上|晚|上午|下午|凌晨|清晨|傍晚|深夜)(?:[0-9]{1,2}时(?:[0-9]{1,2}分)?)?)?"
)
COUNTERS = "大项|个|家|项|场|名|位|份|种|件|类|国|方|所|座|条|次|届|批|对|支|部|张|笔|款|只|台|套|组|章|行|名"
_QUANTITY = re.compile(rf"(?P<n>{NUMBER})(?P<scale>万|亿|千|百)?(?P<more>多|余)?(?P<unit>{COUNTERS})")


@record
class Sum:
    """A sum of money in a text."""

    start: int
    end: int
    text: str
    value: Decimal | None
    currency: str | None
    bound: Bound
    equivalent: bool


@record
class Date:
    """A date in a text, as exact as the text: YYYY, YYYY-MM or YYYY-MM-DD; None where no year is given."""

    start: int
    end: int
    value: str | None
    until: str | None


@record
class Quantity:
    """A counted noun's count: 12场, 60多个."""

    start: int
    end: int
    value: Decimal | None
    bound: Bound
    unit: str


def read_number(text: str) -> Decimal | None:
    """The value of a number in digits or Chinese numerals.

    >>> read_number("1,000"), read_number("二十"), read_number("三点五"), read_number("一百零五")
    (Decimal('1000'), Decimal('20'), Decimal('3.5'), Decimal('105'))
    """
    if not text:
        return None
    if "亿" in text and text[0].isdigit():
        whole, _, rest = text.partition("亿")
        parts = _in_digits(whole), _in_digits(rest)
        return None if parts[0] is None or parts[1] is None else parts[0] * 10**4 + parts[1]
    if text.isascii():
        return _in_digits(text)
    whole, _, fraction = text.partition("点")
    value = _read_whole(whole)
    if value is None or (fraction and not all(c in _DIGITS for c in fraction)):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in fraction)}") if fraction else Decimal(value)


def _in_digits(text: str) -> Decimal | None:
    # Decimal alone would also take 1_0, 1e9, NaN and the digits of every script.
    plain = text.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+", plain) else None


def _read_whole(text: str) -> int | None:
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if text else None
    total, digit = 0, 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SCALES:
            total, digit = total + (digit or 1) * _SCALES[c], 0
        else:
            return None
    return total + digit


def _scale(text: str) -> int:
    factor = 1
    for c in text:
        factor *= _SCALES.get(c) or _MYRIADS[c]
    return factor


def find_sums(text: str) -> list[Sum]:
    """The sums of money in a text.

    >>> [(s.text, str(s.value), s.currency, s.bound) for s in find_sums("总额不少于600亿元人民币，另有约35亿美元")]
    [('600亿元人民币', '60000000000', 'CNY', 'over'), ('35亿美元', '3500000000', 'USD', 'about')]
    """
    return [_sum(found) for found in _AMOUNT.finditer(text) if _is_sum(text, found)]


def _is_sum(text: str, found: re.Match[str]) -> bool:
    # 一元 in 多一元化, 三元 in 三元里: a bare digit before a bare 元 is a sum only with digits or a scale.
    return not (found["unit"] == "元" and not found["s1"] and not found["n1"].isascii()) and not text.startswith(
        "化", found.end()
    )


def _sum(found: re.Match[str]) -> Sum:
    number, scale = found["n1"] or found["n2"], (found["s1"] or found["s2"] or "")
    value = read_number(number)
    more = found["m1"] or found["m2"]
    foreign = found["unit"] not in {None, "元"}
    unit = found["unit"] if foreign else found["equnit"] or found["front"] or found["unit"] or ""
    vague = _VAGUE.search(found.string[: found.start("text")])
    if vague is not None:
        # 5亿至8亿美元, 数十亿美元: no one value is meant
        words = vague.group() + found["text"]
        return Sum(vague.start(), found.end("text"), words, None, CURRENCIES.get(unit) or None, "about", False)
    return Sum(
        found.start("text"),
        found.end("text"),
        found["text"],
        None
        if value is None
        else (value * _scale(scale)).quantize(Decimal(1))
        if value * _scale(scale) == (value * _scale(scale)).to_integral_value()
        else value * _scale(scale),
        CURRENCIES.get(unit.removeprefix("等值")) or None,
        _bound(found["before"] or "", found["after"] or "", more),
        "等值" in found["text"] or bool(found["equal"]),
    )


def _bound(before: str, after: str, more: str | None) -> Bound:
    if re.fullmatch(_UNDER, before) or after in {"以内", "以下"}:
        return "under"
    if (re.fullmatch(_OVER, before) and before not in {"达", "达到"}) or after == "以上" or more:
        return "over"
    return "about" if before in _ABOUT.split("|") or after in {"左右", "上下"} else "exact"


def find_dates(text: str) -> list[Date]:
    """The dates in a text.

    >>> [(d.value, d.until) for d in find_dates("2017年5月14日至15日，二〇一九年四月")]
    [('2017-05-14', '2017-05-15'), ('2019-04', None)]
    """
    return [_date(found) for found in _DATE.finditer(text)]


def _date(found: re.Match[str]) -> Date:
    if not found["y"]:
        return Date(found.start(), found.end(), None, None)
    year = _year(found["y"])
    value = _iso(year, found["m"], found["d"])
    until = None
    if found["to"]:
        month2 = found["m2"] or (found["m"] if found["d2"] else None)
        until = _iso(_year(found["y2"]) if found["y2"] else year, month2, found["d2"])
    return Date(found.start(), found.end(), value, until)


def _year(text: str) -> str:
    return text if text.isascii() else "".join(str(_DIGITS[c]) for c in text)


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    m, d = (int(read_number(month) or 0) if month else 0), (int(read_number(day) or 0) if day else 0)
    if month and not 1 <= m <= 12:
        return year
    if not month:
        return year
    last = monthrange(int(year), m)[1]
    return f"{year}-{m:02d}-{d:02d}" if day and 1 <= d <= last else f"{year}-{m:02d}"


def find_quantities(text: str) -> list[Quantity]:
    """The counts in a text.

    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("12场分论坛，60多个国家")]
    [('12', '场', 'exact'), ('60', '个', 'over')]
    """
    found = []
    for match in _QUANTITY.finditer(text):
        if match.start() and text[match.start() - 1] == "第":
            continue
        value = read_number(match["n"])
        factor = _scale(match["scale"]) if match["scale"] else 1
        bound: Bound = "over" if match["more"] else "exact"
        found.append(
            Quantity(match.start(), match.end(), value * factor if value is not None else None, bound, match["unit"])
        )
    return found
