"""The link of an invitation answers in its reader's name, so no chair comes to see one."""

import pytest
from django.urls import reverse

from reviews.committee.actions import invite
from reviews.committee.parsing import Candidate
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import MailTemplate, Role
from want.venues.stages import Stage
from want.venues.wordings import Wording

IVO = [Candidate("ivo@invited.example", "Ivo Invited")]


def subjects_in_outbox(client):
    page = client.get(reverse("desk:mail_message_changelist"))
    return [one.subject for one in page.context["cl"].result_list]


def test_a_wording_puts_no_link_into_the_subject(client, edition, chair, during):
    during(Stage.BIDDING)

    with pytest.raises(Refused, match="in the letter, not in its subject"):
        invite(edition, Role.REVIEWER, IVO, wording=Wording("Answer at {link}", "Hello {link}"), by=chair)

    assert not Message.objects.exists()


def test_an_older_wording_shows_no_secret_either(client, edition, chair, during):
    during(Stage.BIDDING)
    MailTemplate.objects.create(edition=edition, kind="invite_reviewer", subject="At {link}", body="Hello {link}")

    invite(edition, Role.REVIEWER, IVO, by=chair)

    client.force_login(chair)
    token = edition.invitations.get().token
    assert subjects_in_outbox(client) == ["At http://127.0.0.1:8000/icml2024/invitation/…/"]
    assert token in Message.objects.get().body
