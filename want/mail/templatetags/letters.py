"""What the texts of mails need beside Django's own tags: `{% load letters %}`."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from want.mail.html import linked as with_links
from want.mail.letters import absolute

register = template.Library()


@register.simple_tag
def link(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the whole address of a page of ours, by its URL name."""
    return absolute(reverse(name, args=args or None, kwargs=kwargs or None))


@register.filter
def linked(text: str) -> SafeString:
    """Return a letter's text with its addresses as links, no sign of it lost."""
    return with_links(text)
