"""The HTML twin of a text mail: the same words in the site's dress, made when it is sent, so nothing can differ."""

import re
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from want.core.weblinks import without_final_punctuation

SIGNATURE = "\n-- \n"
INDENT = "    "  # a paragraph that stands out: a code to type
LINK = '<a style="color:#1b5a86" href="{}">{}</a>'
# Each run of letters is tried once, from its beginning: a long one without an @ must not keep the worker busy.
ADDRESS = re.compile(r"https?://[^\s<>\"]+|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as HTML."""

    html: SafeString
    stands_out: bool


def dressed(subject: str, body: str) -> str:
    """Return the mail as HTML. The signature's first line heads it, the rest stands at its foot."""
    words, _, signature = body.rpartition(SIGNATURE)
    name, _, foot = signature.partition("\n")
    if not words:
        words, name, foot = body, "WANT", ""
    paragraphs = [Paragraph(_html(part), part.startswith(INDENT)) for part in words.strip("\n").split("\n\n")]
    context = {"subject": subject, "paragraphs": paragraphs, "name": name, "foot": _html(foot)}
    return render_to_string("mail/base.html", context)


def _html(text: str) -> SafeString:
    """Return a text escaped, with its lines kept and its addresses as links."""
    return linebreaksbr(linked(text.strip(), LINK))


def linked(text: str, link: str = '<a href="{}">{}</a>') -> SafeString:
    """Return a text escaped, with its web and mail addresses as links and every other sign where it stood.

    Django's urlize loses what follows an address in brackets: "(a@x.org)." comes back without its full stop.
    """
    parts, done = [], 0
    for match in ADDRESS.finditer(text):
        address = without_final_punctuation(match.group())
        href = address if "://" in address else f"mailto:{address}"
        parts += [escape(text[done : match.start()]), format_html(link, href, address)]
        done = match.start() + len(address)
    return mark_safe("".join([*parts, escape(text[done:])]))
