"""An address whose letters could mislead is spelled out to those who judge by it."""

import pytest
from django.urls import reverse

from tests import cast
from want.core.addresses import shown

LOOKALIKE = "ivo@\u0435pfl.ch"  # the first letter of the domain is Cyrillic


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("ivo@epfl.ch", ""),
        (LOOKALIKE, "xn--pfl-qdd.ch"),
        ("ivo@m\u00fcnchen.example", "xn--mnchen-3ya.example"),
        ("ivo@\uff45pfl.ch", "epfl.ch"),
        ("ivo@" + "\u00e9" * 3 + "..ch", r"\xe9\xe9\xe9..ch"),
        ("no address", ""),
    ],
)
def test_domain_is_spelled_out_where_it_is_not_ascii(address, spelled):
    assert shown(address) == (f"{address} (spelled {spelled})" if spelled else address)


def test_chairs_see_it_in_the_committee_and_beside_a_paper(client, edition, chair):
    member = cast.make_user("Ivo Impostor", LOOKALIKE)
    cast.join(edition, member, "reviewer")
    paper = cast.make_submission(edition, member)
    client.force_login(chair)

    for page in (
        reverse("desk:venues_membership_changelist"),
        reverse("desk:submissions_submission_change", args=[paper.pk]),
    ):
        answer = client.get(page)
        assert "spelled xn--pfl-qdd.ch" in answer.content.decode()
