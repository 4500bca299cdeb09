import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.committee.actions import invite, revoke
from reviews.committee.answering import accept
from reviews.committee.parsing import Candidate
from reviews.models import Invitation
from tests import cast
from tests.reviews.committee.asked import link_of
from want.accounts.actions import verify_address
from want.accounts.models import User
from want.mail.models import Message
from want.venues.models import Membership, Role
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


def everything():
    rows = [
        *Invitation.objects.values(),
        *Membership.objects.values(),
        *User.objects.values(),
        *Message.objects.values(),
    ]
    return [{key: value for key, value in row.items() if key != "last_login"} for row in rows]


def test_opening_the_link_changes_nothing(client, invitation):
    before = everything()

    answers = [client.get(link_of(invitation), {"answer": "yes", "name": "x"}), client.head(link_of(invitation))]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert everything() == before


def test_accepting_by_link_without_an_account(client, edition, invitation):
    topic = edition.topics.first()

    answer = client.post(
        link_of(invitation), {"answer": "yes", "name": "Ada L.", "max_load": "3", "topics": [topic.pk]}, follow=True
    )

    member = edition.memberships.get(role=Role.REVIEWER)
    assert (member.user.email, member.user.name, member.max_load) == ("ada@college.example", "Ada L.", 3)
    assert "Thank you" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_declining_by_link(client, invitation):
    answer = client.post(link_of(invitation), {"answer": "no", "reason": "No time."}, follow=True)

    assert "You declined on" in answer.content.decode()
    assert Invitation.objects.get().decline_reason == "No time."


@pytest.mark.parametrize("said", ["", "maybe", "yes"])
def test_an_answer_that_is_none_changes_nothing(client, invitation, said):
    before = everything()

    client.post(link_of(invitation), {"answer": said, "name": ""})

    assert everything() == before


def test_revoked_unknown_and_foreign_links_look_alike(client, edition, chair, invitation):
    link = link_of(invitation)
    assert client.get(link).status_code == 200
    cast.make_edition("neurips2023")
    elsewhere = client.get(link.replace("icml2024", "neurips2023"))
    revoke(invitation, by=chair)

    answers = [
        client.get(link),
        client.post(link, {"answer": "yes", "name": "x"}),
        client.get(link[:-3] + "/"),
        elsewhere,
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_link_works_before_the_call_is_public(client, edition, invitation):
    edition.is_public = False
    edition.save()

    assert client.get(link_of(invitation)).status_code == 200


@pytest.mark.parametrize("has_owner", [True, False])
def test_whoever_is_signed_in_answers_no_invitation_of_another(client, edition, invitation, outsider, has_owner):
    if has_owner:
        cast.make_user("Ada Lovelace", "ada@college.example")
    client.force_login(outsider)
    before = everything()

    page = client.get(link_of(invitation)).content.decode()
    refused = client.post(link_of(invitation), {"answer": "yes", "name": "Otto"}).content.decode()

    assert "Is ada@college.example yours?" in page
    assert "I will serve" not in page
    assert "not proved to be yours" in refused
    assert everything() == before


def test_page_does_not_tell_whether_the_invited_address_has_an_account(client, edition, invitation, outsider):
    def pages():
        found = []
        for person in (None, outsider):
            client.logout()
            if person:
                client.force_login(person)
            found.append(
                re.sub(r'csrfmiddlewaretoken" value="\w+', "", client.get(link_of(invitation)).content.decode())
            )
        return found

    before = pages()
    cast.make_user("Ada Lovelace", "ada@college.example")

    assert pages() == before


def test_a_proved_address_lets_its_owner_answer_while_signed_in(client, edition, invitation, outsider):
    verify_address(outsider, "ada@college.example")
    client.force_login(outsider)

    client.post(link_of(invitation), {"answer": "yes", "name": "Otto"})

    assert edition.memberships.filter(user=outsider, role=Role.REVIEWER).exists()


def test_own_service_page(client, edition, reviewer, outsider):
    url = reverse("committee:profile", args=[edition.slug])
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    client.force_login(reviewer)

    client.post(url, {"role": "reviewer", "reviewer-max_load": "2", "reviewer-topics": [edition.topics.first().pk]})

    member = edition.memberships.get(user=reviewer)
    assert (member.max_load, member.topics.count(), member.is_listed) == (2, 1, False)


def test_preview_sends_nothing_and_says_what_will_happen_to_each(client, edition, chair, reviewer, invitation):
    client.force_login(chair)
    text = f"new@x.example\nada@college.example\n{reviewer.email}\nnonsense\nnew@x.example"
    before = everything()

    page = client.post(
        f"/desk/e/{edition.slug}/committee/invite/", {"role": "reviewer", "people": text, "do": "preview"}
    )

    assert everything() == before
    assert [(fate.line.number, fate.is_new) for fate, _ in page.context["fates"]] == [
        (1, True),
        (2, False),
        (3, False),
        (4, False),
        (5, False),
    ]
    assert "Send 1 invitation" in page.content.decode()


def test_uploaded_table_is_previewed_then_sent_without_uploading_it_again(client, edition, chair):
    client.force_login(chair)
    url = f"/desk/e/{edition.slug}/committee/invite/"
    table = SimpleUploadedFile(
        "people.csv", b'name,email,affiliation\nAda,ada@x.example,"Databricks, Inc"\nBo,bo@x.example,\n'
    )

    page = client.post(url, {"role": "reviewer", "people": "", "table": table, "do": "preview"})
    people, letter = page.context["people"].initial, page.context["letter"].initial
    client.post(url, people | letter | {"do": "send"})

    rows = Invitation.objects.order_by("email").values_list("email", "name", "affiliation")
    assert list(rows) == [("ada@x.example", "Ada", "Databricks, Inc"), ("bo@x.example", "Bo", "")]
    assert Message.objects.count() == 2


def test_token_is_shown_to_nobody_in_the_desk(client, edition, chair, invitation):
    client.force_login(chair)

    pages = [
        client.get(reverse("desk:reviews_invitation_changelist")),
        client.get(reverse("desk:reviews_invitation_change", args=[invitation.pk])),
        client.get(reverse("desk:mail_message_change", args=[Message.objects.get().pk])),
    ]

    assert [page.status_code for page in pages] == [200] * 3
    assert not any(invitation.token in page.content.decode() for page in pages)


def test_co_chair_accepts_and_enters_the_desk(client, edition, chair):
    invitation = invite(edition, Role.CHAIR, [Candidate("cora@x.example", "Cora Chair")], by=chair).invited[0]

    member = accept(invitation, name="Cora Chair")

    client.force_login(member.user)
    assert client.get(f"/desk/e/{edition.slug}/").status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_list_of_invitations_asks_the_same_for_three_and_for_thirty(
    client, edition, chair, number, django_assert_num_queries
):
    invite(edition, Role.REVIEWER, [Candidate(f"p{i}@x.example", f"P {i}") for i in range(number)], by=chair)
    client.force_login(chair)
    url = reverse("desk:reviews_invitation_changelist")
    client.get(url)

    with django_assert_num_queries(10):
        page = client.get(url)

    assert len(page.context["cl"].result_list) == number
