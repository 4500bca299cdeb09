"""The HTML twin of a text mail: the same words in the site's dress, made when it is sent, so nothing can differ."""

from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

SIGNATURE = "\n-- \n"
INDENT = "    "  # a paragraph that stands out: a code to type
LINK = '<a style="color:#1b5a86" href='


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
    linked = urlize(text.strip(), autoescape=True)
    return linebreaksbr(mark_safe(linked.replace("<a href=", LINK)))
