"""Nobody becomes a chair beside others without these being told."""

from django.urls import reverse

from reviews.committee.actions import invite
from reviews.committee.parsing import Candidate
from tests import cast
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


def becomes(client, edition, role, by):
    """Let a chair invite an address, and whoever reads its mail accept."""
    (invitation,) = invite(edition, role, [Candidate("second@self.example", "Second Self")], by=by).invited
    page = reverse("committee:answer", args=["icml2024", invitation.token])
    seen = client.get(page).context["seen"]
    assert client.post(page, {"answer": "yes", "name": "Second Self", "seen": seen}).status_code == 302


def test_a_new_chair_is_told_of_to_all_others(client, edition, chair, during):
    during(Stage.REVIEWING)
    writer = cast.make_user("Wendy Writer")
    cast.join(edition, writer, Role.CHAIR)
    cast.make_submission(edition, writer)

    becomes(client, edition, Role.CHAIR, by=writer)

    told = {one.to: one.body for one in Message.objects.filter(subject__endswith="Second Self is a chair now")}
    assert set(told) == {chair.email, writer.email}
    assert "second@self.example" in told[chair.email]
    assert "Wendy Writer" in told[chair.email]


def test_a_new_reviewer_is_not(client, edition, chair, during):
    during(Stage.BIDDING)

    becomes(client, edition, Role.REVIEWER, by=chair)

    assert not Message.objects.filter(subject__contains="is a chair now").exists()
