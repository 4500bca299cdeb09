"""The allow-list that every piece of HTML made from people's text passes last; called by `want.core.markdown`.

What is not named here is dropped. Nothing named here can run a script, load a file, take an address on our pages,
or hide words: no colours, no phantoms, no sizes and no large blanks, which are the usual ways to write what a
person does not see and a program does.
"""

import re

import nh3

TEXT = {
    "p": set[str](),
    "br": set(),
    "hr": set(),
    "strong": set(),
    "em": set(),
    "s": set(),
    "code": set(),
    "pre": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "a": {"href", "title"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": set(),
    "td": set(),
    "div": set(),
}

MATHS = {
    "math": {"display"},
    "mrow": set[str](),
    "mi": {"mathvariant"},
    "mn": {"mathvariant"},
    "mo": {
        "stretchy", "fence", "form", "separator", "largeop", "movablelimits", "accent", "lspace", "rspace",
        "minsize", "maxsize", "mathvariant",
    },
    "mtext": {"mathvariant"},
    "ms": set(),
    "mspace": {"width", "linebreak"},
    "mfrac": {"linethickness"},
    "msqrt": set(),
    "mroot": set(),
    "msub": set(),
    "msup": set(),
    "msubsup": set(),
    "munder": {"accentunder"},
    "mover": {"accent"},
    "munderover": {"accent", "accentunder"},
    "mmultiscripts": set(),
    "mprescripts": set(),
    "mtable": {"columnalign", "columnlines", "rowlines", "columnspacing", "rowspacing", "displaystyle"},
    "mtr": set(),
    "mtd": {"columnalign"},
    "menclose": {"notation"},
    "mstyle": {"displaystyle", "scriptlevel"},
}  # fmt: skip

# What is wider than a phone is scrolled in its place, by the keyboard too.
SCROLLED = {"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}}

# A length may be a few em at most: two digits before a unit are a blank wider than any formula needs.
HARMLESS_VALUE = re.compile(r"[a-z -]{0,60}|-?\d?(?:\.\d{1,6})?(?:em|ex|px|pt|rem)?", re.ASCII)


def sanitise(html: str) -> str:
    """The same HTML with only the elements, attributes and addresses that are allowed."""
    return _CLEANER.clean(html)


def _filter(element: str, attribute: str, value: str) -> str | None:
    """Keep an attribute of a formula only when its value is a plain word or a small length."""
    if element == "ol":
        return value if value.isdigit() and len(value) < 6 else None
    if attribute in {"href", "title", "class"}:
        return value
    return value if HARMLESS_VALUE.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags={*TEXT, *MATHS},
    attributes={name: allowed for name, allowed in (TEXT | MATHS).items() if allowed},
    allowed_classes={"div": {"math"}},
    attribute_filter=_filter,
    set_tag_attribute_values=SCROLLED,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener noreferrer",
    strip_comments=True,
)
