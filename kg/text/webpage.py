"""A web page to text: the article, not the navigation around it.

The page is read as blocks. What calls itself navigation, footer or the like goes, as do lists of
links; the smallest part that still holds nearly all running text is the article. Headings, lists and
tables keep their form as Markdown, so that the text of record can be read by people.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Metadata
from kg.text.decoding import decode
from kg.text.marks import raw_stretches
from kg.text.pagehead import attributes_of, page_metadata

_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9:]*)(?P<attributes>[^<>]{0,5000})>|<![^<>]{0,1000}>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = _tags(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header html li main nav ol p pre section table tbody td tfoot th thead "
    "tr ul"
)
_DROPPED = _tags("script style nav footer aside form button select noscript iframe svg head template textarea")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|submenu|footer|foot|crumbs?|breadcrumbs?|share|related|sidebar|comments?|copyright"
    r"|banner|search|toolbar|login|recommend|pager|pagination|bottom|topbar|sitemap|links|friendlink|bdsharebuttonbox"
    r"|position|location)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CLOSES_ITSELF = {
    "li": ("li",),
    "tr": ("tr",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
}
_TEXT_BLOCKS = frozenset({"p", "li", "ul", "ol", "pre"})
_DEEPEST = 200
_MAIN_SHARE = 0.7  # of the running text; the article is the smallest part that holds so much
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)
    running: int = 0  # characters of text outside links
    linked: int = 0


def read_page(data: bytes, name: str, encoding: str | None) -> tuple[str, Metadata, tuple[str, ...]]:
    """The article of a page as text, and what the page says of itself."""
    declared = _CHARSET.search(data[:4096])
    if encoding is None and declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        said = declared[1].decode("ascii").lower()
        encoding = _ENCODINGS.get(said, said)
        encoding = None if encoding == "utf-8" else encoding
    source = decode(data, name, encoding)
    root = _tree(source)
    _measure(root)
    article = _article(root)
    title = _first(root, "h1")
    heading = _words(title) if title else ""
    lines = list(_lines(article))
    if heading and f"# {heading}" not in lines:
        lines.insert(0, f"# {heading}")
    text = "\n\n".join(lines)
    warnings = () if text else (f"{name}: no text was found in the page",)
    whole = _inline(root)
    above = whole[: max(0, whole.find(_inline(article)[:200]))] if article is not root else whole[:300]
    return text, page_metadata(source, heading, above[-2_000:]), warnings


def _tree(source: str) -> _Node:
    """Elements and text; a tag left open is closed where its block ends."""
    pieces, position = [], 0
    for start, end, _ in raw_stretches(source):
        pieces.append(source[position:start])
        position = end
    source = "".join([*pieces, source[position:]])
    root = _Node("body")
    stack, position = [root], 0
    for token in _TOKEN.finditer(source):
        if token.start() > position:
            stack[-1].children.append(html.unescape(source[position : token.start()]))
        position = token.end()
        if token["tag"]:
            _enter(stack, token["tag"].lower(), token)
    stack[-1].children.append(html.unescape(source[position:]))
    return root


def _enter(stack: list[_Node], tag: str, token: re.Match[str]) -> None:
    if token["close"]:
        for depth in range(len(stack) - 1, 0, -1):
            if stack[depth].tag == tag:
                del stack[depth:]
                return
            if stack[depth].tag in ("td", "table") and tag not in ("tr", "table", "tbody"):
                return
        return
    inner = stack[-1].tag
    if inner in _CLOSES_ITSELF.get(tag, ()) or (inner == "p" and tag in _BLOCKS):
        stack.pop()
    node = _Node(tag, attributes_of(token["attributes"]))
    stack[-1].children.append(node)
    if tag not in _VOID and not token["attributes"].endswith("/") and len(stack) < _DEEPEST:
        stack.append(node)


def _is_dropped(node: _Node) -> bool:
    if node.tag in _DROPPED or node.attributes.get("style", "").replace(" ", "").startswith("display:none"):
        return True
    named = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}"
    return node.tag not in ("body", "html", "article", "main") and _FURNITURE.search(named) is not None


def _measure(node: _Node, inside_link: bool = False) -> None:
    """Count text in and outside links; drop furniture and lists of links on the way."""
    kept: list[_Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            length = len(child.strip())
            node.linked += length if inside_link else 0
            node.running += 0 if inside_link else length
            kept.append(child)
        elif not _is_dropped(child):
            _measure(child, inside_link or child.tag == "a")
            links = child.linked > 3 * child.running and child.tag in ("ul", "ol", "div", "table", "dl")
            if not links or child.linked + child.running > 2_000:
                node.running += child.running
                node.linked += child.linked
                kept.append(child)
    node.children = kept


def _article(root: _Node) -> _Node:
    whole = max(1, root.running)
    node = root
    while True:
        inner = [child for child in node.children if isinstance(child, _Node) and child.tag in _BLOCKS]
        best = max(inner, key=lambda child: child.running, default=None)
        if best is None or best.running < whole * _MAIN_SHARE or best.tag in _TEXT_BLOCKS:
            return node
        if best.tag == "table" and _is_grid(best):
            return node
        node = best


def _rows(table: _Node) -> Iterator[_Node]:
    for child in table.children:
        if isinstance(child, _Node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("tbody", "thead", "tfoot"):
                yield from _rows(child)


def _cells(row: _Node) -> list[_Node]:
    return [child for child in row.children if isinstance(child, _Node) and child.tag in ("td", "th")]


def _is_grid(table: _Node) -> bool:
    """Whether a table holds data, not the layout of a page."""
    rows = [_cells(row) for row in _rows(table)]
    nested = any(_first(cell, "table") or _first(cell, "div") for row in rows for cell in row)
    longest = max((cell.running for row in rows for cell in row), default=0)
    return not nested and longest <= 400 and any(len(row) > 1 for row in rows)


def _lines(node: _Node, mark: str = "") -> Iterator[str]:
    """The blocks below a node, one string each; ``mark`` opens the first."""
    inline: list[str] = []

    def flush() -> Iterator[str]:
        nonlocal mark
        for line in "".join(inline).split("\0"):
            words = _SPACE.sub(" ", line).strip(" ")
            if words.strip("　\u00a0"):
                yield mark + words
                mark = ""
        inline.clear()

    count = 0
    for child in node.children:
        if isinstance(child, str):
            inline.append(child)
        elif child.tag == "br":
            inline.append("\0")
        elif child.tag not in _BLOCKS and not _has_block(child):
            inline.append(_inline(child))
        else:
            yield from flush()
            count += child.tag == "li"
            yield from _block(child, mark, count if node.tag == "ol" else 0)
            mark = ""
    yield from flush()


def _block(node: _Node, mark: str, number: int) -> Iterator[str]:
    if node.tag == "table" and _is_grid(node):
        for row in _rows(node):
            cells = [_words(cell) for cell in _cells(row)]
            if any(cells):
                yield "| " + " | ".join(cells) + " |"
    elif len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1].isdigit():
        if words := _words(node):
            yield f"{'#' * int(node.tag[1])} {words}"
    elif node.tag == "li":
        yield from _lines(node, f"{number}. " if number else "- ")
    else:
        yield from _lines(node, mark)


def _has_block(node: _Node) -> bool:
    return any(isinstance(child, _Node) and (child.tag in _BLOCKS or _has_block(child)) for child in node.children)


def _inline(node: _Node) -> str:
    return "".join(
        child if isinstance(child, str) else "\0" if child.tag == "br" else _inline(child) for child in node.children
    )


def _words(node: _Node) -> str:
    return _SPACE.sub(" ", _inline(node).replace("\0", " ")).strip(" 　\u00a0")


def _first(node: _Node, tag: str) -> _Node | None:
    for child in node.children:
        if isinstance(child, _Node):
            found = child if child.tag == tag else _first(child, tag)
            if found:
                return found
    return None
