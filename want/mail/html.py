"""The HTML twin of a text mail: the same words in the site's dress, made when it is sent, so nothing can differ."""

from django.template.loader import render_to_string

SIGNATURE = "\n-- \n"


def dressed(subject: str, body: str) -> str:
    """Return the mail as HTML. The signature's first line heads it, the rest stands at its foot."""
    words, _, signature = body.rpartition(SIGNATURE)
    name, _, foot = signature.partition("\n")
    if not words:
        words, name, foot = body, "WANT", ""
    context = {"subject": subject, "words": words.strip(), "name": name, "foot": foot.strip()}
    return render_to_string("mail/base.html", context)
