"""Reading many texts takes long: pages tell how far it is, and what they say of texts is true before and after."""

import pytest

from reviews.assignment.computing import COMPARING, compute
from reviews.expertise.actions import add_papers
from reviews.expertise.bibtex import read_bibtex
from reviews.matching import reading, table
from reviews.matching.reading import PATIENCE, Reading, reading_in
from reviews.matching.table import refresh
from reviews.models import AssignmentPlan, ExpertisePaper, TextTable
from reviews.models.assignment import PlanState
from tests import cast
from tests.reviews.assignment.pages.asked import url_of
from want.core import clock
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/matching/"
NOBODY = "nobody of the committee has named papers"


@pytest.fixture
def texts(edition, author, reviewer, during, monkeypatch):
    """Two submissions and two own papers, which are read one at a time and by words."""
    during(Stage.ASSIGNMENT)
    for number in (1, 2):
        cast.make_submission(edition, author, title=f"Rain {number}", abstract="We forecast rain.")
        own = f"@a{{x, title={{Clouds {number}}}, abstract={{We look at clouds.}}}}"
        add_papers(read_bibtex(own), by=reviewer)
    monkeypatch.setattr(table, "encoder", lambda: None)
    monkeypatch.setattr(reading, "PORTION", 1)
    monkeypatch.setattr(reading, "EVERY", 0)


@pytest.fixture
def see(client, chair):
    client.force_login(chair)
    return lambda url=PAGE: client.get(url).content.decode()


def plan_at_work(edition, chair, **more):
    return AssignmentPlan.objects.create(edition=edition, demand=1, created_by=chair, **more)


def test_reading_is_counted_while_it_goes_on_and_no_longer(edition, texts):
    seen = []

    refresh(edition, lambda: seen.append(str(reading_in(edition))))

    assert seen == [*(f"{n} of 4 texts read" for n in (1, 2, 3)), "All 4 texts are read, and are being compared"]
    assert reading_in(edition) is None
    assert TextTable.objects.values_list("read", "to_read", "told_at").get() == (0, 0, None)


def test_what_takes_a_moment_is_not_counted(edition, texts, monkeypatch):
    monkeypatch.setattr(reading, "EVERY", 60)
    seen = []

    refresh(edition, lambda: seen.append(reading_in(edition)))

    assert seen == []


def test_counts_go_when_the_reading_breaks_off(edition, texts):
    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        refresh(edition, stop)

    assert TextTable.objects.get().to_read == 0


def test_count_of_a_worker_that_was_stopped_is_not_shown(edition):
    kept = TextTable.objects.create(edition=edition, frequency=b"", read=1, to_read=4, told_at=clock.now())
    assert reading_in(edition) == Reading(1, 4)

    kept.told_at -= PATIENCE
    kept.save()

    assert reading_in(edition) is None


def test_page_says_that_texts_wait_until_they_are_compared(edition, texts, see):
    before = see()
    refresh(edition)
    after = see()

    assert "No texts are compared yet. People of the committee have named papers of their own" in before
    assert "Texts of 1 person are compared by their words alone" in after
    assert NOBODY not in before + after
    assert "hx-get" in before
    assert 'hx-select="#texts"' not in after


def test_page_says_that_nobody_named_papers_where_that_is_so(edition, texts, see):
    ExpertisePaper.objects.update(counts=False)

    assert NOBODY in see()


def test_page_follows_the_reading(edition, texts, see):
    TextTable.objects.create(edition=edition, frequency=b"", read=12000, to_read=30000, told_at=clock.now())

    shown = see()

    assert "12,000 of 30,000 texts read" in shown
    assert '<progress value="12000" max="30000"' in shown
    assert 'hx-trigger="every 2s" hx-select="#texts"' in shown
    assert "until this is done" in shown


def test_page_says_that_changes_wait(edition, texts, see):
    refresh(edition)
    TextTable.objects.update(asked_at=clock.now())

    assert "What changed since then waits for the background worker." in see()


@pytest.mark.parametrize(("doing", "is_told"), [("", True), (COMPARING, True), ("Scoring everybody.", False)])
def test_page_of_a_plan_tells_how_many_texts_are_read(edition, chair, texts, see, doing, is_told):
    TextTable.objects.create(edition=edition, frequency=b"", read=12000, to_read=30000, told_at=clock.now())
    plan = plan_at_work(edition, chair, doing=doing)

    shown = see(url_of(plan))

    assert ("12,000 of 30,000 texts read" in shown) is is_told
    assert ("The plan's turn comes after that." in shown) is (doing == "")


def test_plan_that_is_set_aside_stops_reading(edition, chair, texts, monkeypatch):
    monkeypatch.setattr("reviews.assignment.computing.Progress.EVERY", 0)
    plan = plan_at_work(edition, chair)
    read = []

    def set_aside(portion):
        read.extend(portion)
        AssignmentPlan.objects.update(state=PlanState.DISCARDED)

    monkeypatch.setattr(reading, "read_texts", set_aside)
    compute(plan.pk)

    assert len(read) == 1
    assert reading_in(edition) is None
