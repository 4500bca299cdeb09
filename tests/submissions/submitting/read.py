"""How the tests of authors' acts read what was logged and written."""

from want.audit.models import Entry
from want.mail.models import Message


def verbs():
    return [entry.verb for entry in Entry.objects.order_by("id")]


def told(key):
    return sorted(Message.objects.filter(key__startswith=key).values_list("to", flat=True))
