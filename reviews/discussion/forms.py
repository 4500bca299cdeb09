"""The form of a comment. Its key is made with it, so that a double click posts once."""

import uuid

from django import forms


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
