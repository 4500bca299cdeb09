"""Anybody offers to review where chairs opened a page for it; chairs approve by inviting, or decline with a letter."""

import pytest
from django.urls import reverse

from reviews.committee.candidacies import decline_offers, offer
from reviews.committee.parsing import Candidate
from reviews.models import Candidacy, Invitation
from want.audit.models import Entry
from want.mail.models import Message
from want.venues.models import Edition
from want.venues.stages import Stage


@pytest.fixture(autouse=True)
def submission_is_open(edition, during):
    during(Stage.SUBMISSION)


@pytest.fixture
def desk(client, edition, chair):
    client.force_login(chair)
    return lambda **asked: client.get(reverse("desk:candidates", args=[edition.slug]), asked)


def people_on(page):
    return {row.entry.candidate.email: row for row in page.context["rows"]}


@pytest.mark.parametrize("is_open", [True, False])
def test_public_page_takes_offers_only_where_chairs_opened_it(client, edition, is_open):
    edition.takes_offers = is_open
    edition.save()
    url = reverse("committee:offer", args=[edition.slug])
    typed = {"name": "Olga Offers", "email": "Olga@lab.example", "affiliation": "Lab", "words": "Pipelines."}

    answers = [client.get(url).status_code, client.post(url, typed).status_code]

    assert answers == ([200, 302] if is_open else [404, 404])
    assert list(Candidacy.objects.values_list("email", flat=True)) == (["olga@lab.example"] if is_open else [])


def test_second_offer_from_an_address_changes_and_tells_nothing(edition):
    edition.takes_offers = True

    offer(edition, Candidate("o@lab.example", "Olga"), "First.", by=None)
    offer(edition, Candidate("o@lab.example", "Eve"), "Second.", by=None)

    assert Candidacy.objects.get().words == "First."


def test_stranger_cannot_offer_in_the_place_of_somebody_with_an_account(client, edition, chair, outsider):
    Edition.objects.filter(pk=edition.pk).update(takes_offers=True)
    url = reverse("committee:offer", args=[edition.slug])
    sent = {"name": "O. Utsider", "affiliation": "Nowhere", "words": "I know nothing.", "email": outsider.email}
    client.post(url, sent)
    decline_offers(edition, [outsider.email], by=chair)
    client.force_login(outsider)

    own = {"name": outsider.name, "affiliation": outsider.affiliation, "words": "Pipelines, for ten years."}
    for _ in range(2):
        client.post(url, own)
    client.logout()
    client.post(url, sent)

    row = Candidacy.objects.get()
    assert (row.words, row.user, row.set_aside_at) == ("Pipelines, for ten years.", outsider, None)
    assert Entry.objects.filter(verb="committee.offered").count() == 2


def test_approving_an_offer_uses_its_own_letter(client, edition, chair):
    edition.takes_offers = True
    offer(edition, Candidate("o@lab.example", "Olga"), "I know it.", by=None)
    client.force_login(chair)
    url = reverse("desk:invite", args=[edition.slug])
    page = client.post(url, {"role": "reviewer", "takes_up": "offer", "pick": ["Olga <o@lab.example>"]})

    people, letter = page.context["people"].initial, page.context["letter"].initial
    client.post(url, people | letter | {"do": "send", "seen_people": page.context["mark"]})

    assert "take up your offer" in Message.objects.get().subject
    assert Invitation.objects.get().state == "pending"


def test_declined_offer_gets_one_friendly_letter_and_leaves_the_list(edition, chair, desk):
    edition.takes_offers = True
    offer(edition, Candidate("o@lab.example", "Olga"), "I know it.", by=None)

    counts = [decline_offers(edition, ["o@lab.example"], by=chair) for _ in range(2)]

    assert counts == [1, 0]
    assert "thank you for offering" in Message.objects.get().body
    assert not people_on(desk(list="offered"))
