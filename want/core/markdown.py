"""What people write, as safe HTML: Markdown with LaTeX maths. Called by pages, mails and previews alike.

Abstracts, reviews and comments come from strangers and are read by people whose session is worth stealing. So
there are three walls: Markdown without raw HTML, formulas drawn by us (`mathml`), and an allow-list at the end
(`sanitise`) that does not trust the first two. Pictures become links, for loading one tells its owner who reads.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from want.core.mathmarks import mathmarks_plugin
from want.core.mathml import formula
from want.core.sanitise import sanitise
from want.core.smalltables import TooManyCellsError, small_tables_plugin
from want.core.weblinks import weblinks_plugin

LONGEST_TEXT = 30_000  # some five thousand words; longer text is shown as it was typed
LARGEST_PAGE = 300_000  # of HTML: ten times the longest text
LONGEST_TITLE = 1_000
MARKS_OF_TITLES = frozenset("$\\")  # what may mean something in a title; long lists of plain ones cost nothing


@lru_cache(maxsize=512)
def render(text: str) -> SafeString:
    """The text as paragraphs, lists, tables, code and formulas; whatever was typed, the result is safe to show."""
    text = _clean(text)
    drawn = _drawn(text)
    return mark_safe(f'<pre tabindex="0">{escapeHtml(text)}</pre>' if drawn is None else drawn)


def _drawn(text: str) -> str | None:
    """The text as HTML; nothing where that would be long, or much work."""
    if len(text) > LONGEST_TEXT:
        return None
    try:
        drawn = sanitise(_BLOCKS.render(text))
    except TooManyCellsError:
        return None
    return drawn if len(drawn) <= LARGEST_PAGE else None


@lru_cache(maxsize=4096)
def render_inline(text: str) -> SafeString:
    """A title with its formulas; nothing else has a meaning in it, so that A* search stays A* search.

    It holds no links, so it may stand inside one.
    """
    text = " ".join(_clean(text).split())
    if len(text) > LONGEST_TITLE or not MARKS_OF_TITLES.intersection(text):
        return mark_safe(escapeHtml(text))
    return mark_safe(sanitise(_TITLES.renderInline(text)))


def plain(text: str) -> str:
    """The text without its marks, for mails, BibTeX and search results; formulas stay LaTeX."""
    text = _clean(text)
    if len(text) > LONGEST_TEXT:
        return text
    try:
        tokens = _BLOCKS.parse(text)
    except TooManyCellsError:
        return text
    written, gap, bullet = "", "", ""
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and written:
            gap = "\n\n"
        if token.type == "list_item_open":
            bullet = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in {"th_open", "td_open"}:
            gap = gap or (" | " if written else "")
        elif token.type == "tr_close":
            gap = "\n"
        elif token.type == "inline" or token.content:
            words = _plain_inline(token.children or [token])
            written, gap, bullet = f"{written}{gap}{bullet}{words}", "\n", ""
        if token.type in {"th_close", "td_close"}:
            gap = ""
    return written


def _plain_inline(tokens: Sequence[Token]) -> str:
    """One paragraph's words; a link is followed by its address unless it shows that itself."""
    words: list[str] = []
    targets: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            targets.append((str(token.attrGet("href") or ""), len(words)))
        elif token.type == "link_close":
            target, start = targets.pop()
            shown = "".join(words[start:])
            words.append("" if target.removeprefix("mailto:") == shown else f" ({target})")
        elif token.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        else:
            words.append(_source(token))
    return "".join(words)


def _source(token: Token) -> str:
    """A formula as it was typed, code without its last line end, words as they are."""
    if token.type == "math":
        return f"{token.markup}{token.content}{token.info}"
    return token.content.strip("\n") if token.block else token.content


def _clean(text: str) -> str:
    """Text without lone surrogates, which no encoder takes."""
    return text.encode("utf-8", "replace").decode()


def _is_web_or_mail(address: str) -> bool:
    """Whether a link may lead there; our own pages are no target, so that a review cannot hide a button."""
    return address.lower().startswith(("http://", "https://", "mailto:"))


def _math(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    token = tokens[index]
    if token.block:
        return f'<div class="math">{formula(token.content.strip(), "block")}</div>\n'
    return formula(token.content.strip(), "block" if token.meta.get("display") else "inline")


def _math_in_title(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return formula(tokens[index].content.strip(), "inline")


def _image_as_link(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    token = tokens[index]
    target = str(token.attrGet("src") or "")
    name = escapeHtml(token.content or target)
    return name if token.level else f'<a href="{escapeHtml(target)}">{name}</a>'


def _heading_as_line(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """A heading is a bold line: the page's outline belongs to the page."""
    return "<p><strong>" if tokens[index].nesting == 1 else "</strong></p>\n"


def _make_blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    parser.use(mathmarks_plugin).use(weblinks_plugin).use(small_tables_plugin)
    parser.validateLink = _is_web_or_mail  # type: ignore[method-assign, assignment]
    parser.add_render_rule("math", _math)
    parser.add_render_rule("image", _image_as_link)
    parser.add_render_rule("heading_open", _heading_as_line)
    parser.add_render_rule("heading_close", _heading_as_line)
    return parser


def _make_titles() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable("escape").use(mathmarks_plugin)
    parser.add_render_rule("math", _math_in_title)
    return parser


_BLOCKS = _make_blocks()
_TITLES = _make_titles()
