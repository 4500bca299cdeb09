"""LaTeX formulas as MathML, which browsers draw by themselves; called by `want.core.markdown`.

Formulas come from strangers. A long or deeply nested one, or one that cannot be read, is shown as its source.
"""

import re
from functools import lru_cache
from html import escape, unescape
from typing import Literal
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import Converter

Display = Literal["inline", "block"]

LONGEST_FORMULA = 2_000
DEEPEST_NESTING = 50
LARGEST_DRAWING = 60_000
DEFINITIONS = re.compile(r"\\(?:(?:re|provide)?newcommand|def|let|DeclareMathOperator)\b")  # few signs, much work

# Environments that latex2mathml lacks, as the nearest it has; numbers go, they would begin at 1 in each formula.
NEAREST = {
    **dict.fromkeys(("align", "aligned", "alignat", "flalign", "eqnarray"), "align*"),
    **dict.fromkeys(("gather", "gathered", "multline", "equation"), "matrix"),
}
ENVIRONMENT = re.compile(r"\\(begin|end)\{(" + "|".join(NEAREST) + r")\*?\}")

# The thin spaces that LaTeX sets around the name of a function, as in "n log n", and MathML does not.
THIN = '<mspace width="0.167em" />'
BEFORE_NAME = re.compile(r"(?<=</m[in]>)(?=<mi>[a-z]{2,6}</mi>)")
AFTER_NAME = re.compile(r"(<mi>[a-z]{2,6}</mi>)(?=<m(?:i|n|sup|sub|frac|sqrt)\b)")


@lru_cache(maxsize=4096)
def formula(source: str, display: Display) -> str:
    """The formula as HTML: MathML where it can be read, its source in <code> where not. Not sanitised yet."""
    if len(source) > LONGEST_FORMULA or DEFINITIONS.search(source):
        return _as_source(source, display)
    try:
        # It raises its own errors, and IndexError, KeyError and the like for what its authors did not expect.
        tree = Converter(display=display).convert_to_element(_known_environments(source))
    except Exception:
        return _as_source(source, display)
    if _depth(tree) > DEEPEST_NESTING:
        return _as_source(source, display)
    _resolve_entities(tree)
    drawn = _spaced(tostring(tree, encoding="unicode"))
    return drawn if len(drawn) <= LARGEST_DRAWING else _as_source(source, display)


def _spaced(drawn: str) -> str:
    return AFTER_NAME.sub(rf"\1{THIN}", BEFORE_NAME.sub(THIN, drawn))


def _as_source(source: str, display: Display) -> str:
    sign = "$" if display == "inline" else "$$"
    return f"<code>{escape(f'{sign}{source}{sign}')}</code>"


def _known_environments(source: str) -> str:
    return ENVIRONMENT.sub(lambda match: f"\\{match[1]}{{{NEAREST[match[2]]}}}", source)


def _depth(tree: Element) -> int:
    """How many elements lie in one another; counted level by level, as a hostile tree would exhaust recursion."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _resolve_entities(tree: Element) -> None:
    """Turn the entities that latex2mathml leaves as text into characters; writing the tree escapes what must be.

    Its own convert() unescapes the finished markup instead, and so makes live tags of \\text{&lt;b&gt;}.
    """
    for element in tree.iter():
        if element.text:
            element.text = unescape(element.text)
        if element.tail:
            element.tail = unescape(element.tail)
