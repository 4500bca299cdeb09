"""The outbox in the desk: which letters a chair sees, and what they can do with them."""

import re

import pytest
from django.urls import reverse

from tests import cast
from tests.desk.lists import record_of, ticked
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.models import Role

pytestmark = pytest.mark.usefixtures("papers_are_being_checked")


@pytest.fixture
def letters(edition, submission, outsider):
    other = cast.make_submission(edition, outsider)
    return {
        name: Message.objects.create(
            **({"key": name, "to": f"{name}@x.example", "subject": f"Subject {name}", "body": f"Body {name}"} | more)
        )
        for name, more in {
            "plain": {"edition": edition.slug},
            "about": {"edition": edition.slug, "submission_id": submission.pk},
            "personal": {"edition": edition.slug, "is_personal": True},
            "some": {"edition": edition.slug, "papers": [submission.pk, other.pk]},
            "hidden": {"edition": edition.slug, "papers": [submission.pk]},
            "elsewhere": {"edition": "neurips2023"},
            "account": {"edition": ""},
        }.items()
    }


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("chair", {"plain", "about", "personal", "some", "hidden"}),
        ("conflicted_chair", {"plain", "personal", "some"}),
    ],
)
def test_which_letters_a_chair_sees(client, request, letters, who, names):
    client.force_login(request.getfixturevalue(who))

    content = client.get(reverse("desk:mail_message_changelist")).content.decode()
    records = {name: client.get(record_of(letter)).status_code for name, letter in letters.items()}

    assert {name for name in letters if f"Subject {name}" in content} == names
    assert {name for name, status in records.items() if status == 200} == names


def test_gaps_between_letters_tell_of_none_between_them(client, chair, letters):
    sent = cast.at(40).replace(second=7, microsecond=123456)
    Message.objects.filter(pk=letters["plain"].pk).update(state="sent", sent_at=sent, created_at=sent)
    client.force_login(chair)

    pages = [
        client.get(url).content.decode()
        for url in (reverse("desk:mail_message_changelist"), record_of(letters["plain"]))
    ]

    instants = [set(re.findall(r'datetime="([^"]*)"', page)) for page in pages]
    assert [sent.replace(second=0, microsecond=0).isoformat() in found for found in instants] == [True, True]
    assert all(instant.endswith(":00+00:00") for found in instants for instant in found)


def test_personal_letter_shows_no_body_to_anybody(client, chair, letters):
    client.force_login(chair)

    assert "Body plain" in client.get(record_of(letters["plain"])).content.decode()
    assert "Body personal" not in client.get(record_of(letters["personal"])).content.decode()


def test_a_chair_who_wrote_the_paper_sees_no_letters_about_it_in_the_desk(client, edition, author, submission, letters):
    cast.join(edition, author, Role.CHAIR)
    client.force_login(author)

    assert client.get(record_of(letters["plain"])).status_code == 200
    assert client.get(record_of(letters["about"])).status_code == 404


def test_letters_that_were_given_up_go_out_again_and_no_others(client, edition, chair, letters):
    Message.objects.filter(key__in=["plain", "about"]).update(state="failed", attempts=8, last_error="550")
    url = reverse("desk:mail_message_changelist")
    client.force_login(chair)
    keys = [ticked(letters[name]) for name in ("plain", "personal", "elsewhere")]

    client.post(url, {"action": "send_again", "index": "0", "_selected_action": keys})

    assert dict(Message.objects.values_list("key", "state")) == dict.fromkeys(letters, "queued") | {"about": "failed"}
    assert Message.objects.get(key="plain").attempts == 0
    assert Entry.objects.get(verb="mail.sent_again").detail == {}


def test_conflicted_chair_cannot_send_a_letter_about_the_paper_again(client, conflicted_chair, letters):
    Message.objects.filter(key="about").update(state="failed")
    client.force_login(conflicted_chair)

    client.post(
        reverse("desk:mail_message_changelist"),
        {"action": "send_again", "index": "0", "_selected_action": [ticked(letters["about"])]},
    )

    assert Message.objects.get(key="about").state == "failed"


def test_counts_of_letters_leave_out_those_about_a_paper_in_conflict(client, edition, chair, conflicted_chair, letters):
    counts = []
    for who in (chair, conflicted_chair):
        client.force_login(who)
        dashboard = client.get(f"/desk/e/{edition.slug}/").context["dashboard"]
        mail = next(panel for panel in dashboard.others if panel.title == "Mail")
        counts.append({fact.label: fact.value for fact in mail.facts}["Waiting"])

    assert counts == ["5", "3"]
