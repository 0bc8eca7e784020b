"""How figures look and are written: a font that has the characters, colours everyone can tell apart, exact captions."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis.assembling import VIEWS
from kg.errors import OutputError, UsageError

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

#: Fonts with simplified Chinese, the best first.
FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "Droid Sans Fallback",
)
#: Files such fonts come in, for a font installed after matplotlib last looked.
_FILES = ("notosanscjk", "notosanssc", "sourcehansans", "wqy", "msyh", "simhei", "pingfang", "hiragino", "stheiti")
#: Okabe and Ito's colours, which colour-blind readers can tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#000000")
LANGUAGES = ("zh", "en")
INK, PALE = "#222222", "#BBBBBB"


@cache
def font() -> str:
    """The name of an installed font with Chinese characters; else a word on which to install."""
    try:
        from matplotlib import font_manager
    except ImportError as error:
        raise UsageError("plots need matplotlib; install it with: pip install 'silkgraph[notebooks]'") from error
    manager = font_manager.fontManager
    found = _first({entry.name for entry in manager.ttflist})
    if found is None:
        for path in sorted(font_manager.findSystemFonts()):
            if any(part in Path(path).name.lower().replace("-", "").replace("_", "") for part in _FILES):
                manager.addfont(path)
        found = _first({entry.name for entry in manager.ttflist})
    if found is None:
        raise UsageError(
            "plots need a font with Chinese characters and none is installed; on Debian or Ubuntu: apt-get install "
            "fonts-noto-cjk; on macOS and Windows install Noto Sans SC"
        )
    return found


def _first(installed: set[str]) -> str | None:
    return next((name for name in FONTS if name in installed), None)


@contextmanager
def styled() -> Iterator[None]:
    """The house's look, for what is drawn inside; nothing of it stays."""
    family = [font(), "DejaVu Sans"]
    import matplotlib as mpl

    look: Any = {
        "font.family": family,
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "axes.edgecolor": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": "silkgraph",
        "figure.constrained_layout.use": True,
        "figure.facecolor": "white",
    }
    with mpl.rc_context(look):
        yield


def figure(width: float, height: float) -> Figure:
    """An empty figure that no window knows of."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Blank

    made = Blank(figsize=(width, height), dpi=90)
    FigureCanvasAgg(made)
    return made


def save(drawn: Figure, path: str | Path, *, dpi: int = 200) -> list[Path]:
    """Write a figure as SVG and PNG beside one another; a character that the font lacks is an error, not a box."""
    stem = Path(path)
    stem = stem.with_suffix("") if stem.suffix in (".svg", ".png") else stem
    written = []
    for suffix, metadata in ((".svg", {"Date": None, "Creator": "silkgraph"}), (".png", {"Software": "silkgraph"})):
        target = stem.with_name(stem.name + suffix)
        with styled(), warnings.catch_warnings():
            warnings.filterwarnings("error", message="Glyph")
            try:
                drawn.savefig(target, dpi=dpi, metadata=metadata)
            except UserWarning as warning:
                raise OutputError(f"{target}: {warning}; install a font that has it (fonts-noto-cjk)") from warning
            except OSError as error:
                raise OutputError(f"{target}: cannot be written: {error}; name a folder that is there") from error
        written.append(target)
    return written


#: What a legend calls a side of a view or a class, in Chinese.
_NAMES = {
    "partner": "伙伴",
    "event": "会议",
    "organiser": "主办方",
    "initiative": "倡议",
    "launcher": "发起方",
    "Country": "国家",
    "Territory": "地区",
    "Ministry": "部委",
    "LocalGovernment": "地方政府",
    "PartyBody": "党的机构",
    "InternationalOrganization": "国际组织",
    "FinancialInstitution": "金融机构",
    "Bank": "银行",
    "Fund": "基金",
    "Company": "企业",
    "CivilBody": "社会团体",
    "Person": "人物",
    "Event": "会议",
    "Initiative": "倡议",
    "Organization": "机构",
    "Place": "地点",
    "Project": "项目",
    "Publication": "文献",
}


def check_language(lang: str) -> int:
    """0 for Chinese, 1 for English: the place of the words in a pair."""
    if lang not in LANGUAGES:
        raise UsageError(f"{lang!r} is no language of the figures; expected zh or en")
    return LANGUAGES.index(lang)


def name_of(held: Mapping[str, Any], lang: str) -> str:
    """A node's name in a language, the Chinese one where no other is known."""
    return str((held.get("label_en") if lang == "en" else "") or held.get("label", ""))


def group_name(network: nx.Graph, group: str, lang: str) -> str:
    """What a legend calls a side of a view, a class or a region."""
    if group == "body":
        hub = name_of(network.graph["hub"], lang)
        return f"bodies of {hub}" if lang == "en" else f"{hub}机构"
    if lang == "en":
        return group or "other"
    return _NAMES.get(group, group) or "其他"


def view_title(network: nx.Graph, spoken: int) -> str:
    """What a view is called; a two-mode one names the state whose bodies it shows."""
    view = VIEWS[network.graph["view"]]
    hub = name_of(network.graph["hub"], LANGUAGES[spoken])
    return f"{hub}{view.title}" if spoken == 0 else view.title_en.replace("one state", hub)


def places(text: str) -> int:
    """How wide a text is: a Chinese character takes two places."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shortened(text: str, most: int) -> str:
    """A text of at most so many places.

    >>> shortened("国家发展和改革委员会", 9)
    '国家发展…'
    """
    if places(text) <= most:
        return text
    while text and places(text) > most - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, most: int) -> str:
    r"""A text in lines of at most so many places: Chinese breaks anywhere but before a closing mark, words do not.

    >>> wrapped("中国与老挝，签署协定", 10)
    '中国与老\n挝，签署协\n定'
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and places(line + piece.rstrip()) > most:
            if piece[0] in _NEVER_FIRST:
                lines.append(line[:-1].rstrip())
                line = line[-1]
            else:
                lines.append(line.rstrip())
                line = ""
                piece = piece.lstrip()
        line += piece
    return "\n".join([*lines, line.rstrip()])


_NEVER_FIRST = "，。、；：？！）》”’」』%,.;:?!)"


def _pieces(text: str) -> Iterator[str]:
    """Chinese characters one by one, other words whole with the space before them."""
    word = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF" or character in _NEVER_FIRST
        if word and (wide or character == " "):
            yield word
            word = ""
        if wide:
            yield character
        else:
            word += character
    if word:
        yield word


def caption(network: nx.Graph, lang: str, *more: str) -> str:
    """What every figure says of itself: which documents, how many items carry claims of how many, whose words."""
    coverage, documents = network.graph["coverage"], network.graph["documents"]
    titles = _joined([str(document["title"] or document["id"]) for document in documents], lang)
    share = f"{100 * coverage['items_with_claims'] / coverage['items']:.0f}%" if coverage["items"] else "–"
    restated = [str(document["restates"]) for document in documents if document["restates"]]
    if lang == "en":
        told = (
            f"Claims in {coverage['items_with_claims']} of {coverage['items']} items ({share}); "
            f"{len(network.graph['claims'])} claims in this view. Documents: {titles}."
        )
        note = "Texts restated by silkgraph, not the official wording." if restated else ""
    else:
        told = (
            f"{coverage['items']}个条目中{coverage['items_with_claims']}个有陈述（{share}），"
            f"本图用陈述{len(network.graph['claims'])}条。文件：{titles}。"
        )
        note = "文本由silkgraph重述，并非官方措辞。" if restated else ""
    return (" " if lang == "en" else "").join(part for part in (*more, told, note) if part)


def _joined(titles: Sequence[str], lang: str) -> str:
    if len(titles) > 3:
        return f"{len(titles)}" if lang == "en" else f"{len(titles)}份"
    return "; ".join(titles) if lang == "en" else "；".join(titles)


def finish(drawn: Figure, title: str, told: str, width: float) -> Figure:
    """Title above, caption below, room made for both."""
    drawn.suptitle(title[:1].upper() + title[1:], x=0.01, ha="left", fontsize=12, color=INK)
    # At 7 points a Chinese character is 7/72 of an inch wide and takes two places; a digit a little more than one.
    drawn.supxlabel(wrapped(told, int(width * 18.6)), x=0.01, ha="left", fontsize=7, color="#444444")
    return drawn
