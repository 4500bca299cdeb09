"""Whom the tests of invitations ask, and by which link the answer comes."""

from django.urls import reverse

from reviews.committee.parsing import Candidate
from reviews.models import Invitation

ADA = Candidate("ada@college.example", "Ada Lovelace", "Ada College", 2)


def link_of(invitation: Invitation) -> str:
    return reverse("committee:answer", args=[invitation.edition.slug, invitation.token])
