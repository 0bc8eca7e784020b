"""Loan agreements: whether a paper is one, and what its title says the money is for."""

from __future__ import annotations

import re

_LOAN = re.compile(
    r"(?P<what>.+?)(?:等)?(?P<project>项目)?"
    r"(?:优惠|买方|主权|双边|银团|商业|人民币|美元|无息|低息|长期|专项|政府)*"  # on what terms
    r"(?:贷款|融资|信贷|借款)(?:协议|合同|协定)(?:（[^（）]*）)?$"  # the paper itself
)
#: 该段贷款协议 names nothing.
_SHORTEST = 3
#: 关于 before what is paid for, and the sum behind it.
_AROUND = re.compile(r"^(?:关于|有关)|\d[\d,.]*[百千万亿]*(?:多|余)?(?:美元|欧元|日元|元|人民币|英镑)(?:的|优惠)?$")
_NO_PROJECT = re.compile(
    r"(?:总值|配套|优先级|次级|过桥|共同条款|可持续发展|可持续|挂钩|蓝色|转型|循环|定期|绿色|清洁|可再生|新|能源|中小|小微|企业|农业|基础设施|气候|抗疫|应急|流动资金|贸易|转贷|授信|信贷|金融|债券"
    r"|优惠|专项|总额|累计|约|等值|买方信贷|双边|银团|框架|合作|相关|若干|一系列|系列|商业|主权|人民币|美元|政府|项目|的|[0-9亿万元美欧]+)*"
)


def projects_in(label: str) -> list[tuple[str, str]]:
    """The projects a loan agreement names in its title, each with the words that name it.

    >>> projects_in("工业园、水坝等项目贷款协议"), projects_in("雅万高铁项目融资协议"), projects_in("优惠贷款协议")
    ([('工业园项目', '工业园'), ('水坝项目', '水坝')], [('雅万高铁项目', '雅万高铁项目')], [])
    """
    found = _LOAN.fullmatch(label)
    if found is None:
        return []
    what = _AROUND.sub("", found["what"])
    what = what.removesuffix("的").removesuffix("等")
    words = [w for w in re.split(r"[、和及与]", what) if w]
    if len(words) == 1:
        name = what + (found["project"] or "")
        return [] if len(name) < _SHORTEST or _NO_PROJECT.fullmatch(what) else [(name, name)]
    many = [w.removesuffix("项目") for w in words if not _NO_PROJECT.fullmatch(w)]
    return [(w + "项目" if found["project"] else w, w) for w in many]


def is_loan(label: str) -> bool:
    """Whether a paper is a loan agreement, not a framework or a credit line."""
    return bool(re.search(r"(?:贷款|借款)(?:协议|合同|协定)$", label)) and not re.search(r"框架|授信|额度|合作", label)
