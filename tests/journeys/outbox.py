"""What the mails of the site say, read where they leave it: codes to enter and links to follow."""

import re

from django.conf import settings

from want.mail.models import Message, MessageState

CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)


def last_to(address: str, about: str = "") -> Message:
    """Return the newest mail that was sent to an address, or the newest whose subject speaks of something."""
    found = Message.objects.filter(to=address, state=MessageState.SENT, subject__icontains=about).order_by("id").last()
    assert found is not None, f"No mail{f' about {about}' if about else ''} was sent to {address}."
    return found


def code_to(address: str) -> str:
    """Return the code in the newest mail to an address."""
    body = last_to(address).body
    found = CODE.search(body)
    assert found is not None, f"There is no code in this mail:\n{body}"
    return found[1]


def link_to(address: str, part: str) -> str:
    """Return the path of the link that holds `part` in the newest mail that has such a link."""
    for message in Message.objects.filter(to=address, state=MessageState.SENT).order_by("-id"):
        for link in re.findall(re.escape(settings.BASE_URL) + r"(/\S*)", message.body):
            if part in link:
                return link.rstrip(".,)")
    raise AssertionError(f"No mail to {address} has a link with {part!r} in it.")
