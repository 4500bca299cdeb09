"""Write letters from the texts in templates/mail: first line "Subject: ...", an empty line, then the words.

Called by every folder's notifications.py. The text is plain: nothing in it is escaped, for nothing reads it as HTML.
Every letter ends with a signature that says from which edition it comes and where to ask.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from want.mail.actions import Letter

SUBJECT = "Subject: "


def absolute(path: str) -> str:
    """Return the whole address of a page of ours: mails are read elsewhere."""
    return settings.BASE_URL + path


def letter(
    template: str,
    context: Mapping[str, Any],
    *,
    key: str,
    to: str,
    edition: str = "",
    submission_id: int | None = None,
    papers: tuple[int, ...] = (),
    is_personal: bool = False,
) -> Letter:
    """Return the letter that templates/mail/<template>.txt makes of this context; `key` says what it is about.

    `edition` is the short name it is filed under. The context's `edition`, if it has one, signs the letter.
    """
    subject, body = written(template, context)
    return Letter(
        key=key,
        to=to,
        subject=subject,
        body=body,
        edition=edition,
        submission_id=submission_id,
        papers=papers,
        is_personal=is_personal,
    )


def written(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and signed body of a text without an address, as previews show it."""
    first, _, rest = _rendered(f"mail/{template}.txt", context).lstrip().partition("\n")
    if not first.startswith(SUBJECT):
        raise ValueError(f"The text mail/{template}.txt must begin with a line {SUBJECT!r}.")
    return " ".join(first.removeprefix(SUBJECT).split()), signed(rest, context.get("edition"))


def signed(words: str, edition: Any = None) -> str:
    """Return a letter's words with the signature below them; also for wordings that chairs have written."""
    return _tidy(_rendered("mail/base.txt", {"body": _tidy(words), "edition": edition, "site": absolute("/")}))


def _rendered(template: str, context: Mapping[str, Any]) -> str:
    return get_template(template).template.render(Context(dict(context), autoescape=False))


def _tidy(text: str) -> str:
    """Return the words without the gaps that template tags leave behind; the mark of a signature keeps its space."""
    lines = [line if line == "-- " else line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
