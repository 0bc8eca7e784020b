"""Words that name only a class: 有关国家, 60多个国家相关部门, 驻多国使馆; and bodies of a state without a name."""

from __future__ import annotations

import re

from kg.entities.lexicon import COUNTED, Lexicon

_MANY = r"\d+|[一二三四五六七八九十百千万两数几]+"
#: How words begin, or what they hold, that say what somebody does.
_TOLD = re.compile(
    "^(?:在|通过|针对|负责|健全|完善|[共喜]迎)|^[^“《]*(?:[\u4e00-\u9fff]了(?!解|不)|举行(?:仪式|会谈|会议)|参加|出席)"
)
#: 我除 and 适逢我方 name nobody, 我会 and 我院 do; 某外长某某 is an officer, no body.
NOBODY = re.compile(
    "我方|我们|(?:外长|[防财]长|国防相|外相|总统|总理|首相)[\u4e00-\u9fff]{2}|^我(?!(?:会|院|校|司|行|局|厅|部|署|委|所|馆|集团|公司|中心)$)"
)
_CIRCLES = ("各界", "学术界", "工商界", "商界", "业界", "企业界", "媒体界")


def tells(text: str) -> bool:
    """Whether words say what is done and name nothing, whatever they end with: 健全某某机制, 某委汇编了某方案."""
    return _TOLD.search(text) is not None


class ClassWords:
    """Tells words for whoever belongs to a class from names."""

    def __init__(self, lexicon: Lexicon) -> None:
        noun, modifier = lexicon.alternation("generic_noun"), lexicon.alternation("generic_modifier")
        states, body = lexicon.alternation("class_of_states"), lexicon.alternation("unnamed_body")
        ways = (
            rf"(?:{_MANY})(?:多|余)?(?:个|家|国|位|名|所)?(?:{modifier}|{noun}|中国|中外|的|和)*(?:{noun})",
            rf"(?:{modifier}|{noun}|中外|的|和)*(?:{noun})",
            r"(?:有关|相关|各)(?:国家|国|方|成员国).*",
            rf"(?:{states or '(?!)'})国家(?!联盟|组织|银行|联合|共同体|委员会).*",  # 沿海国家政府
            r".{0,6}多[个家所][^“]*",  # 北京多个书市
            r"[各数几]家.{2,8}",  # 各家银行
            r"(?:数|上|近)[百千万](?:余|多|家)?(?:个|家|所)?[\u4e00-\u9fff]{2,4}",  # 上千家景区
            r"[百千万](?:余|多)(?:个|家|所)?[\u4e00-\u9fff]{2,4}(?<!基金|集团|公司|药业|银行)",  # 千余景区
            r"[百千万]家(?:酒店|企业|商户|门店|景区|媒体|机构|单位|农户|商家)",
            # 某集团下属公司, 某公司全资子公司
            r"[^《“、]{2,16}(?:下属|所属|旗下|下辖)(?:全资|控股|参股)?[子孙]?(?:公司|企业|单位|机构)",
            r"[^《“、]{2,16}(?:全资|控股|参股|境外|海外)?[子孙]公司",
            r"(?:驻|在)[\u4e00-\u9fff]{1,4}中资(?:机构|企业).*",
            r"(?![东南西北地前远])[\u4e00-\u9fff]方(?:有关|相关|金融)?(?:机构|企业|部门|公司|银行)",  # 非方机构
            # 49个共建“一带一路”国家知识产权机构, 33个国家交通和海关
            r"(?:\d+|[二两三四五六七八九十百数几]{1,4})(?:多|余)?(?:个|家)[^《，]{0,20}(?:国家|地区|城市|成员).*",
            rf".{{0,4}}驻(?:(?:多|各|有关|{_MANY})国|国际组织).*",  # 我驻多国使馆
        )
        self._class = re.compile("|".join(ways))
        self._modifier = re.compile(rf"(?:{modifier})+(?:{noun})?")
        self._body = re.compile(
            rf"(?:的|国家|国内|政府|境内)?(?:有关|相关|主要|几家|多家|部分|其他)?"
            rf"(?:{body}|[\u4e00-\u9fff]{{2,6}}(?:主管)?部门)"
            r"|(?:社会)?各界.*|[\u4e00-\u9fff]{0,6}(?:人士|民众|友人|侨胞|观众|游客)"  # 某国各界友好人士
        )

    def is_class(self, text: str) -> bool:
        """Whether words name only a class: 有关国家, 60多个国家相关部门."""
        return (
            text.endswith(_CIRCLES)
            or bool(self._class.fullmatch(text))
            or bool(COUNTED.search(text))
            or self.only_qualifies(text)
        )

    def only_qualifies(self, text: str) -> bool:
        """Whether words say no more than which of a class (有关, 沿线国家)."""
        return bool(self._modifier.fullmatch(text))

    def is_body(self, text: str) -> bool:
        """Whether words behind a state's name are a body of it that has no name: 有关部门, 交通主管部门."""
        return bool(self._body.fullmatch(text))
