"""States told by their first sign before what only a state has: 乌财政部 in a text about Uzbekistan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.entities.gazetteer import Hit

#: Signs that begin common words before a body's name: 新科技部门, 美术馆, 文化部, 委员会.
_COMMON = frozenset("不也所中新日南东西北海文科马安古老黑大国委毛比约水冰特多黄一以立卫挪瑞格爱")
#: Signs that begin common words, too, but stand for a state before what only a government has: 法外交部, never 法制办.
_HALF = frozenset("法德英意美加澳白津苏利希几土")
_GOVERNING = re.compile("外交部|国防部|财政部|经济部|内政部|外长|防长|财长|总统|总理|首相|副总统|副总理|议会|央行|驻华")
#: What stands behind the sign: the field of a ministry, or an office.
_OF_STATES = (
    "经济|财政|外交|外贸|经贸|农业|农村|水利|教育|卫生|交通|国防|内政|内务|司法|工业|工商|贸易|商务|能源|环境|文化|旅游"
    "|科技|科学|信息|通信|邮政|海关|央行|中央银行|总统|总理|首相|外长|财长|防长|副总|副首相|第一副|议长|议会"
    "|国会|众议院|参议院|最高法院|劳动|青年|体育|基础设施|移民|税务|审计|渔业|矿业|矿产|地矿|石油|电力|铁路|铁道|民航"
    "|住房|驻华大使|(?:投资|建设|创新|国家|公共|数字)[\u4e00-\u9fff]{0,8}?(?:部|署|局|委员会)"
)
_OF_STATE = re.compile(_OF_STATES)
#: What may stand before the sign.
_BEFORE = frozenset("，。、；：和与同及向对由在为给让请见晤会“（ ")
_DAY = re.compile("[0-9]日$")


class StateSigns:
    """The signs that stand for the states one document has named. Lives as long as the reading of the document."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        #: What is known so far, as one word: readings that differ in it are not the same.
        self.told = ""

    def note(self, key: str, label: str) -> None:
        """A state is named; a sign that two of them share stands for neither."""
        sign = label[:1]
        if sign in _COMMON or self._keys.get(sign) == key:
            return
        self._keys[sign] = "" if sign in self._keys else key
        self.told = "".join(sorted(one for one, of in self._keys.items() if of))

    def clear(self) -> None:
        """Forget the document."""
        self._keys.clear()
        self.told = ""

    def add(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The known names in a text, and the signs that stand for states."""
        own = [hit for sign in self.told if sign in text for hit in self._of(sign, text, hits)]
        return sorted([*hits, *own], key=lambda hit: hit.start) if own else hits

    def _of(self, sign: str, text: str, hits: list[Hit]) -> Iterator[Hit]:
        at = text.find(sign)
        while at >= 0:
            led = at == 0 or text[at - 1] in _BEFORE or _DAY.search(text, max(0, at - 2), at)
            behind = _GOVERNING if sign in _HALF else _OF_STATE
            if led and behind.match(text, at + 1) and not any(hit.start <= at < hit.end for hit in hits):
                yield Hit(at, at + 1, sign, (self._keys[sign],))
            at = text.find(sign, at + 1)
