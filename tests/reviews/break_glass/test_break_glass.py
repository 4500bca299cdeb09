from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.break_glass.actions import break_glass, end
from reviews.models import GlassSession
from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from tests import cast
from tests.accounts.test_entrance import PASSWORD
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/break-glass/"
REASON = "The chairs cannot open paper 1."


@pytest.fixture(autouse=True)
def reviewing(edition, during):
    during(Stage.REVIEWING)


@pytest.fixture
def keeper(db):
    user = cast.make_user("Kim Keeper", is_superuser=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def page_of(paper):
    return reverse("papers:page", args=[paper.edition.slug, paper.code])


def verbs():
    return list(Entry.objects.filter(verb__startswith="break_glass").order_by("id").values_list("verb", flat=True))


def test_superuser_sees_nothing_until_the_glass_is_broken(client, submission, keeper):
    client.force_login(keeper)
    before = client.get(page_of(submission))

    break_glass(submission.edition, REASON, by=keeper)
    after = client.get(page_of(submission))

    assert before.status_code == 404
    assert after.status_code == 200
    assert "Ada Author" in after.content.decode()


def test_breaking_asks_for_a_reason_and_who_it_is(client, submission, keeper, chair):
    client.force_login(keeper)

    empty = client.post(PAGE, {"reason": ""})
    asked = client.post(PAGE, {"reason": REASON})
    nothing_yet = GlassSession.objects.count()
    wrong = client.post(asked.url, {"password": "not this one"})
    still_nothing = GlassSession.objects.count()
    landed = client.post(asked.url, {"password": PASSWORD, "next": PAGE})

    assert empty.status_code == 200
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert (nothing_yet, wrong.status_code, still_nothing) == (0, 200, 0)
    assert landed.url == PAGE
    assert GlassSession.objects.get().reason == REASON
    assert Message.objects.get(to=chair.email).subject == "ICML2024: the keeper of the site is looking at papers"
    assert REASON in Message.objects.get(to=chair.email).body


def test_whoever_cannot_prove_who_they_are_breaks_nothing(client, edition, keeper):
    keeper.set_unusable_password()
    keeper.save()
    client.force_login(keeper)

    answer = client.post(PAGE, {"reason": REASON})

    assert answer.url == "/accounts/second-factor/"
    assert not GlassSession.objects.exists()


def test_every_page_says_so_and_each_paper_that_is_read_is_logged(client, submission, keeper):
    break_glass(submission.edition, REASON, by=keeper)
    client.force_login(keeper)

    pages = [client.get(path).content.decode() for path in ("/", PAGE, page_of(submission), "/accounts/profile/")]

    assert ["You see everything of ICML2024" in page for page in pages] == [True] * 4
    assert verbs() == ["break_glass.opened", "break_glass.listed", "break_glass.read"]
    assert Entry.objects.get(verb="break_glass.read").submission_id == submission.pk
    assert Entry.objects.get(verb="break_glass.read").actor_id == keeper.pk


def test_it_ends_by_itself(client, submission, keeper):
    client.force_login(keeper)
    break_glass(submission.edition, REASON, by=keeper)

    with clock.frozen(clock.now() + timedelta(minutes=29)):
        before = client.get(page_of(submission)).status_code
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        after = client.get(page_of(submission)).status_code
        banner = client.get("/").content.decode()

    assert (before, after) == (200, 404)
    assert "You see everything" not in banner


def test_it_ends_by_a_click(client, submission, keeper):
    client.force_login(keeper)
    break_glass(submission.edition, REASON, by=keeper)

    client.post(PAGE + "end/")

    assert client.get(page_of(submission)).status_code == 404
    assert verbs()[-1] == "break_glass.ended"


def test_ending_twice_is_one_end(submission, keeper):
    session = break_glass(submission.edition, REASON, by=keeper)

    end(session, by=keeper)
    end(session, by=keeper)

    assert verbs() == ["break_glass.opened", "break_glass.ended"]


def test_glass_of_one_edition_opens_no_other(client, submission, keeper):
    elsewhere = cast.make_edition("neurips2023")
    other = cast.make_submission(elsewhere, cast.make_user("Nora Neurips"))

    break_glass(submission.edition, REASON, by=keeper)

    assert see(keeper, submission).may(Fact.AUTHOR_IDENTITY)
    assert not see(keeper, other).may(Fact.EXISTENCE)


def test_a_conflict_and_authorship_stay_stronger(submission, edition, keeper):
    own = cast.make_submission(edition, keeper)
    cast.declare(submission, keeper)

    break_glass(edition, REASON, by=keeper)

    assert not see(keeper, submission).may(Fact.EXISTENCE)
    assert not see(keeper, own).may(Fact.REVIEWER_IDENTITY)


def test_broken_glass_is_worth_nothing_to_whoever_keeps_the_site_no_longer(submission, keeper):
    break_glass(submission.edition, REASON, by=keeper)
    keeper.is_superuser = False
    keeper.save()

    assert not see(keeper, submission).may(Fact.EXISTENCE)


@pytest.mark.parametrize("who", ["chair", "reviewer", "author"])
def test_nobody_else_breaks_it(client, request, submission, who):
    person = request.getfixturevalue(who)
    client.force_login(person)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"reason": REASON}).status_code == 404
    with pytest.raises(Refused, match="Only those who keep the site"):
        break_glass(submission.edition, REASON, by=person)


def test_a_second_one_is_refused_while_one_is_open(submission, keeper):
    break_glass(submission.edition, REASON, by=keeper)

    with pytest.raises(Refused, match="open already"):
        break_glass(submission.edition, REASON, by=keeper)


def test_nothing_but_papers_opens_by_it(client, submission, keeper):
    break_glass(submission.edition, REASON, by=keeper)
    client.force_login(keeper)

    assert client.get("/desk/submissions/submission/").status_code == 404
    assert client.get("/desk/e/icml2024/decisions/").status_code == 404
