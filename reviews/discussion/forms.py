"""The forms of the discussion: a comment, whose key is made with the form, and who wants mail about comments."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from want.venues.models import Membership, Role


class CommentForm(forms.Form):
    """One remark for the committee."""

    text = forms.CharField(
        label="Your comment",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": "Please write something before you post it."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> "CommentForm":
        """Return an empty form with a key of its own."""
        return cls(initial={"key": uuid.uuid4()})


WORDS = {
    Role.REVIEWER: "Write to me about new comments on the papers I have reviewed",
    Role.AREA_CHAIR: "Write to me about new comments on the papers I lead",
    Role.CHAIR: "Write to me about new comments on every paper whose discussion I may read as a chair",
}


class MailForm(forms.Form):
    """One tick for each role that the person has."""

    def __init__(self, data: Any = None, *, members: Iterable[Membership]) -> None:
        super().__init__(data)
        for member in members:
            self.fields[member.role] = forms.BooleanField(
                label=WORDS[Role(member.role)], required=False, initial=member.gets_discussion_mail
            )
