"""Four eyes: one chair asks for the release and another confirms it; neither learns what is kept from them."""
# ruff: noqa: F811  (fixtures of another module)

import pytest
from django.urls import reverse

from reviews.decisions.actions import ask_for_release, decide, release
from reviews.models import Decision, ReleaseRequest
from tests import cast
from tests.reviews.decisions.test_release import decided, letters_of, papers  # noqa: F401
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Edition, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def careful(edition):
    edition.four_eyes = True
    edition.save()
    return edition


@pytest.fixture
def second_chair(edition):
    user = cast.make_user("Susan Second")
    cast.join(edition, user, Role.CHAIR)
    return user


def test_second_chair_confirms_the_release(careful, decided, chair, second_chair):
    letters = letters_of(careful)
    with pytest.raises(Refused, match="a second chair confirms"):
        release(careful, letters, by=chair)

    wish = ask_for_release(careful, letters, by=chair)
    with pytest.raises(Refused, match="a second chair confirms"):
        release(careful, letters, by=chair)
    released = release(careful, letters, by=second_chair)

    wish.refresh_from_db()
    assert released == 3
    assert (wish.is_open, wish.confirmed_by) == (False, second_chair)
    assert Message.objects.filter(to=second_chair.email, subject__contains="confirm").count() == 1


def test_change_after_the_wish_voids_it(careful, decided, chair, second_chair):
    letters = letters_of(careful)
    ask_for_release(careful, letters, by=chair)
    decide(decided[0], "reject", seen_version=1, by=chair)

    with pytest.raises(Refused, match="not what Carl Chair asked to release"):
        release(careful, letters, by=second_chair)

    assert Edition.objects.get(pk=careful.pk).released_at is None


def test_who_confirms_reads_the_same_whether_a_hidden_decision_is_missing_or_something_else_is_wrong(
    careful, decided, chair, second_chair
):
    cast.declare(decided[0], second_chair)
    ask_for_release(careful, letters_of(careful), by=chair)
    other = letters_of(careful) | {"reject_subject": "Another subject"}
    said = []

    for outcome in ("reject", None):
        if outcome is None:
            Decision.objects.filter(submission=decided[0]).delete()
        with pytest.raises(Refused) as refused:
            release(careful, other, by=second_chair)
        said.append(str(refused.value))

    assert said[0] == said[1]
    assert "not what Carl Chair asked to release" in said[0]


def test_outbox_of_who_asks_is_the_same_with_and_without_a_decision_on_their_paper(
    client, careful, decided, chair, second_chair
):
    cast.declare(decided[0], chair)
    client.force_login(chair)
    seen = []

    for _ in range(2):
        ask_for_release(careful, letters_of(careful), by=chair)
        rows = client.get(reverse("desk:mail_message_changelist")).context["cl"].result_list
        seen.append([(row.subject, row.to) for row in rows])
        Decision.objects.filter(submission=decided[0]).delete()

    assert seen[0] == seen[1] != []


def test_asking_twice_is_one_wish_and_one_letter(careful, decided, chair, second_chair):
    ask_for_release(careful, letters_of(careful), by=chair)
    ask_for_release(careful, letters_of(careful), by=chair)

    assert ReleaseRequest.objects.count() == 1
    assert Message.objects.count() == 1


def test_asking_again_tells_nothing_of_decisions_that_the_asker_does_not_see(careful, decided, chair, second_chair):
    cast.declare(decided[0], chair)
    wish = ask_for_release(careful, letters_of(careful), by=chair)
    decide(decided[0], "reject", seen_version=1, by=second_chair)

    ask_for_release(careful, letters_of(careful), by=chair)

    assert Entry.objects.filter(verb="decisions.release_asked").count() == 1
    assert Message.objects.count() == 1
    assert release(careful, letters_of(careful), by=second_chair) == 3
    wish.refresh_from_db()
    assert wish.confirmed_by == second_chair


def test_asking_tells_nothing_of_decisions_that_are_missing_and_not_the_askers(careful, decided, chair, second_chair):
    cast.declare(decided[0], chair)
    Decision.objects.filter(submission=decided[0]).delete()

    ask_for_release(careful, letters_of(careful), by=chair)

    shown = Message.objects.filter(is_personal=False)
    assert [message.to for message in shown] == [second_chair.email]
    assert Message.objects.filter(is_personal=True, to=second_chair.email).count() == 1
    with pytest.raises(Refused):
        release(careful, letters_of(careful), by=second_chair)


def test_without_a_second_chair_the_wish_says_what_to_do(careful, decided, chair):
    with pytest.raises(Refused, match="Add one to the committee"):
        ask_for_release(careful, letters_of(careful), by=chair)
