"""Who sends the news from where: 新华社北京电, 本报讯（记者某某）, （关丹12日讯）."""

from __future__ import annotations

import re

#: A dateline at the beginning of a text or a paragraph.
DATELINE = re.compile(
    "据?(?:(?:新华社|新华网|中新社|中新网|人民网|央视网|央视新闻|中央社|国际在线|光明网|中国网|环球网|海外网|法新社|路透社"
    r"|美联社|共同社|韩联社|塔斯社|俄新社|埃菲社|安莎社)[\u4e00-\u9fff·]{0,8}?|本[报刊网台社][\u4e00-\u9fff·]{0,6}?)"
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日)?(?:电|(?<!通)讯)(?![子力网商站影视气器台])(?:（[^（）]{0,8}(?:记者|通讯员)[^（）]{1,40}）)?"
    "|(?:北京|上海|香港|台北|纽约|华盛顿|日内瓦|罗马|巴黎|伦敦|维也纳|布鲁塞尔|内罗毕|亚的斯亚贝巴|开罗|曼谷|东京|新加坡|雅加达|马尼拉|河内|金边|万象|仰光|达卡)"
    r"(?:，\d{4}年\d{1,2}月\d{1,2}日)? ?——(?=[\u4e00-\u9fff]{2})"
    "|[\u4e00-\u9fff]{2,8}[报社]讯（[^（）]{0,12}(?:记者|通讯员)[^（）]{1,40}）"
    r"|[（【〔][^（）【】〔〕，。]{1,30}(?:[电讯]|报导|报道)[）】〕]"
)


def whence(text: str) -> str:
    """The dateline a sentence begins with, or nothing."""
    found = DATELINE.match(text)
    return found[0] if found else ""
