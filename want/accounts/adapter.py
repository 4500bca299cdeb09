"""How allauth does things here: its mails go through the outbox, and people come back to where they were."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.template.loader import render_to_string

from want.mail.actions import Letter, enqueue


class Adapter(DefaultAccountAdapter):
    """Sends account mail (codes, confirmations) as personal letters: nobody but the recipient reads them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue allauth's mail of this kind, rendered as text."""
        context = {**context, "request": self.request}
        subject = self.format_email_subject(render_to_string(f"{template_prefix}_subject.txt", context))
        body = render_to_string(f"{template_prefix}_message.txt", context)
        key = f"account:{template_prefix.rsplit('/', 1)[-1]}:{uuid.uuid4()}"
        enqueue([Letter(key=key, to=email, subject=subject, body=body, is_personal=True)])

    def format_email_subject(self, subject: str) -> str:
        """Return the subject on one line, with the site's name in front."""
        return "WANT: " + " ".join(subject.split())
