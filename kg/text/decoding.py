"""Bytes to text, without guessing in silence.

A wrong decoding of Chinese bytes is often valid: GB18030 accepts nearly all of Big5, and the other
way round. What tells them apart is whether common characters come out.
"""

from __future__ import annotations

import codecs

from kg.errors import DocumentError

_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风"
    "切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉"
    "林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府"
    "称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    "這個時來們國說為會對後過發經動實現電點從學還開關內間樣與種體業產進問題長書報記認議論導務決統結給約級組織網維總聯單傳無視覺觀"
    "計設許該談請調諮識譯護變讓費資質貿貨購貢輸輪載較轉農運達遠適選連週邊鄉醫釋鐵錄鎮門際陸陽隊階隨險難雙離電靈項順須預頭領頻題"
    "願類風飛館馬驗體魚鳥黨齊龍億價優傑僅備創劃劍動勞勢區協參員圓圖團園場塊壓壞壯奪婦媽學寧審寫寬將專尋導屆層屬島師帶幣幫幾廠廣應庫廳"
    "張強彈復愛慮態慶憲懷戰戲戶擁擇據擊擔損換擴攜撥擬數斷於時晉書朝條東業極構標樣樓歐歲歷歸殘氣決漢準況溫滿漁準災無爾獎獨獲環產畫異當療發"
    "，。、：；（）“”《》「」！？　"
)
_TELLING = 0.25  # share of common characters that running Chinese text never falls below
_LEAD = 1.25  # how much better than the other reading the chosen one must be


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of ``data``; ``name`` stands in the message if it cannot be read."""
    if not data.strip():
        raise DocumentError(f"{name} is empty; give a file with text in it")
    if encoding is not None:
        return _checked(_strictly(data, name, encoding), name)
    if data.startswith(codecs.BOM_UTF8):
        return _checked(_strictly(data, name, "utf-8"), name)
    for mark, order in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _checked(_strictly(data, name, order), name)
    if b"\0" in data:
        raise DocumentError(
            f"{name} holds a NUL byte at {data.index(0)}: binary, or UTF-16 unmarked; name it with encoding="
        )
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        return _checked(_by_likeness(data, name, error.start), name)


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} is not {encoding}: it cannot be decoded at byte {error.start}; name another encoding"
        ) from error
    except LookupError as error:
        raise DocumentError(
            f"{name}: no encoding is called {encoding!r}; use utf-8, utf-16, gb18030 or big5"
        ) from error


def _by_likeness(data: bytes, name: str, broken_at: int) -> str:
    """GB18030 or Big5, whichever reads like Chinese; neither is an error."""
    readings = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_likeness(text), text))
    readings.sort(key=lambda reading: -reading[0])
    if not readings or readings[0][0] < _TELLING:
        raise DocumentError(
            f"{name} is not UTF-8 (byte {broken_at} is wrong), GB18030 or Big5; name its encoding with encoding="
        )
    if len(readings) > 1 and readings[0][0] < _LEAD * readings[1][0]:
        raise DocumentError(
            f"{name} is not UTF-8 (byte {broken_at}) and could be GB18030 or Big5; name its encoding with encoding="
        )
    return readings[0][1]


def _likeness(text: str) -> float:
    wide = [character for character in text[:20_000] if character > "\x7f"]
    if not wide or any("\x80" <= character < "\xa0" or "\ue000" <= character <= "\uf8ff" for character in wide):
        return 0.0
    return sum(character in _COMMON for character in wide) / len(wide)


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        raise DocumentError(f"{name} holds a NUL character at {text.index(chr(0))}: it is binary; give a text file")
    if not text.strip("\ufeff \t\r\n　"):
        raise DocumentError(f"{name} is empty; give a file with text in it")
    return text
