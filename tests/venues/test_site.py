from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from want.core import clock
from want.venues import asks, errors
from want.venues.asks import Ask
from want.venues.models import Edition, Role
from want.venues.seeding import seed
from want.venues.stages import Stage

SPRING_2024 = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def wanted(db):
    """The two editions of WANT, in May 2024."""
    seed()
    with clock.frozen(SPRING_2024):
        yield


@pytest.fixture
def asking(monkeypatch):
    """Return a list: what stands in it is asked of everybody."""
    asked: list[Ask] = []
    monkeypatch.setattr(asks, "ASKERS", [lambda user, at: asked])
    return asked


def test_home_shows_the_open_edition_with_its_deadline_and_the_past_one_below(client, wanted):
    words = client.get("/").content.decode()

    assert words.index("WANT@ICML 2024") < words.index("Past editions") < words.index("WANT@NeurIPS 2023")
    assert "28 May 2024, 23:59 AoE" in words
    assert "Open for papers" in words


@pytest.mark.parametrize("editions", [3, 30])
def test_home_costs_the_public_one_query_whatever_it_lists(client, db, editions, django_assert_num_queries):
    for number in range(editions):
        cast.make_edition(f"edition-{number}", held_on=None)

    with django_assert_num_queries(1):
        answer = client.get("/")

    assert answer.content.count(b"edition-card") == editions


def test_home_teaches_when_there_is_nothing_yet(client, db):
    assert "The next call for papers will be announced on this page." in client.get("/").content.decode()


def test_home_says_first_what_is_asked_of_a_person_the_most_urgent_on_top(client, wanted, author, asking):
    asking += [
        Ask("Review", "Paper 7: Slow", "/seven/", "WANT@ICML 2024", due=datetime(2024, 5, 9, tzinfo=UTC)),
        Ask(
            "Finish", "Paper 8: Fast", "/eight/", "WANT@ICML 2024", due=datetime(2024, 5, 2, tzinfo=UTC), state="draft"
        ),
    ]
    client.force_login(author)

    words = client.get("/").content.decode()

    assert words.index("Paper 8: Fast") < words.index("Paper 7: Slow") < words.index("WANT@NeurIPS 2023")
    assert "12 hours left" in words
    assert '<a href="/eight/">' in words


def test_home_tells_somebody_of_whom_nothing_is_asked_what_will_stand_there(client, wanted, author, asking):
    client.force_login(author)

    assert "Nothing is asked of you at the moment." in client.get("/").content.decode()


def test_home_leads_people_to_where_they_take_part(client, wanted, author, asking):
    for slug, role in (("icml2024", Role.REVIEWER), ("neurips2023", Role.AREA_CHAIR), ("neurips2023", Role.REVIEWER)):
        cast.join(Edition.objects.get(slug=slug), author, role)
    client.force_login(author)

    parts = client.get("/").context["parts"]

    assert [(part.edition.slug, part.words) for part in parts] == [
        ("icml2024", ["Reviewer"]),
        ("neurips2023", ["Area chair", "Reviewer"]),
    ]


def test_home_leads_chairs_and_who_keeps_the_site_to_the_desk(client, wanted, author, asking):
    cast.join(Edition.objects.get(slug="icml2024"), author, Role.CHAIR)
    desks = []
    for user in (author, cast.make_user("Kim Keeper", is_superuser=True)):
        client.force_login(user)
        parts = client.get("/").context["parts"]
        desks.append([(part.words, link.invitation, link.url) for part in parts for link in part.links])

    assert desks[0] == [(["Chair"], "Open the desk", "/desk/e/icml2024/")]
    assert desks[1] == [
        (["Keeper of the site"], "Open the desk", f"/desk/e/{slug}/") for slug in ("icml2024", "neurips2023")
    ]


def test_home_says_what_is_overdue(client, wanted, author, asking):
    dues = [datetime(2024, 4, 29, tzinfo=UTC), datetime(2024, 5, 9, tzinfo=UTC)]
    asking += [Ask("Review", f"Paper {due.day}", "/p/", "WANT@ICML 2024", due=due) for due in dues]
    client.force_login(author)

    words = client.get("/").content.decode()

    assert words.count("Overdue") == 1
    assert words.index("Paper 29") < words.index("Overdue") < words.index("Paper 9")


def test_home_offers_their_papers_to_those_who_have_some(client, edition, submission, author, outsider, during):
    during(Stage.REVIEWING)
    offered = []
    for user in (author, outsider):
        client.force_login(user)
        offered.append("See your papers" in client.get("/").content.decode())

    assert offered == [True, False]


def test_private_edition_is_on_the_home_of_those_who_prepare_it_alone(client, edition, chair, outsider):
    Edition.objects.update(is_public=False)
    seen = []
    for user in (chair, outsider):
        client.force_login(user)
        seen.append(edition.name in client.get("/").content.decode())

    assert seen == [True, False]


def test_header_shows_the_public_links_and_marks_where_one_is(client, edition):
    navigation = client.get(f"/{edition.slug}/dates/").context["navigation"]

    public = [(link.label, link.is_current) for link in navigation if link.position <= 30]
    assert public == [("Call", False), ("Dates", True), ("Committee", False)]


def test_signed_in_page_of_an_edition_asks_once_who_one_is_there(client, edition, reviewer, django_assert_num_queries):
    client.force_login(reviewer)

    with django_assert_num_queries(4):  # session, person, edition with roles, the page's own
        answer = client.get(f"/{edition.slug}/call/")

    assert answer.wsgi_request.visitor.roles == frozenset({"reviewer"})


def test_author_is_known_as_one(client, edition, submission, author, outsider):
    seen = []
    for user in (author, outsider):
        client.force_login(user)
        seen.append(client.get(f"/{edition.slug}/").wsgi_request.visitor.is_author)

    assert seen == [True, False]


def test_health_answers(client, db):
    answer = client.get("/health")

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")


def test_robots_are_kept_from_private_pages(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /accounts/", "Disallow: /desk/"} <= set(lines)


def test_old_form_is_answered_in_words(db, settings):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@x.example"})

    assert answer.status_code == 403
    assert "Please send the form again" in answer.content.decode()


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage.position < Stage.RELEASED.position])
def test_accepted_papers_are_not_led_to_before_they_are_published(client, edition, during, stage):
    during(stage)

    assert "Read the accepted papers" not in client.get(f"/{edition.slug}/").content.decode()


def test_home_costs_a_person_the_same_in_three_and_in_thirty_editions(client, db):
    person = cast.make_user("Bea Busy")
    client.force_login(person)
    costs = []
    for editions in (3, 30):
        for number in range(editions):
            edition = cast.make_edition(f"edition-{editions}-{number}", held_on=None)
            cast.join(edition, person, Role.REVIEWER)
            cast.make_submission(edition, person, status="draft")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/")
        costs.append(len(queries))

    assert len(answer.context["parts"]) == 33
    assert costs[0] == costs[1]


def _fails(*_query):
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.mark.parametrize(
    ("raw", "status", "words"),
    [
        (None, 503, "We are back in a moment"),
        (SimpleNamespace(closed=True), 503, "We are back in a moment"),
        (SimpleNamespace(closed=False), 500, "Something went wrong on our side"),  # a deadlock, say
    ],
)
def test_page_without_a_database_says_that_it_is_back_in_a_moment(client, db, monkeypatch, raw, status, words):
    client.raise_request_exception = False
    monkeypatch.setattr(errors, "connection", SimpleNamespace(connection=raw))

    with connection.execute_wrapper(_fails):
        page = client.get("/")

    assert (page.status_code, page.get("Retry-After")) == (status, "30" if status == 503 else None)
    assert words in page.content.decode()
