"""From the beginning of the author response on authors read reviews: no chair opens their own paper's by a date."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reviews.models import ReviewVersion
from reviews.reviewing.shown import reviews_shown
from reviews.visibility.standing import see
from tests import cast
from want.core import clock
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Edition, Role, StageWindow
from want.venues.scheduling import extend_deadline, set_calendar
from want.venues.stages import Stage, Window

ANOTHER = "another chair changes the dates of the author response"


@pytest.fixture
def paper(edition, author, reviewer):
    """A paper whose author chairs, with a review that was revised in the discussion."""
    cast.join(edition, author, Role.CHAIR)
    paper = cast.make_submission(edition, author)
    review = cast.review(cast.assign(paper, reviewer), strengths="At first")
    revised = cast.ANSWERS | {"strengths": "As revised"}
    ReviewVersion.objects.create(review=review, number=2, at=cast.at(47.5), **revised)
    type(review).objects.filter(pk=review.pk).update(version=2, **revised)
    return paper


def fresh(edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def set_windows(edition, by, **changes: Window | None) -> None:
    now = fresh(edition)
    windows = now.calendar.windows | {Stage(name): window for name, window in changes.items()}
    windows = {stage: window for stage, window in windows.items() if window}
    dates = {"notification_at": now.notification_at, "held_on": now.held_on}
    set_calendar(now, windows, **dates, seen_version=now.version, by=by)


def read_by(person, paper) -> list[str]:
    seen = see(person, type(paper).objects.select_related("edition").get(pk=paper.pk))
    return [text.text for review in reviews_shown(paper, seen, person).reviews for text in review.texts][:1]


def without_response(edition) -> None:
    StageWindow.objects.filter(edition=edition, stage__in=["rebuttal", "discussion"]).delete()
    edition.__dict__.pop("calendar", None)


def test_chair_with_a_paper_opens_no_response_in_the_past(edition, chair, author, paper, during):
    without_response(edition)
    during(Stage.DECIDING)
    past = Window(cast.at(45), cast.at(47))

    with pytest.raises(Refused, match=ANOTHER):
        set_windows(edition, author, rebuttal=past)

    assert read_by(author, paper) == []
    set_windows(edition, chair, rebuttal=past)
    assert read_by(author, paper) == ["At first"]


def test_nor_one_that_opens_by_itself(edition, author, paper, during):
    without_response(edition)
    during(Stage.DECIDING)
    soon = clock.now() + timedelta(minutes=1)

    with pytest.raises(Refused, match=ANOTHER):
        set_windows(edition, author, rebuttal=Window(soon, soon + timedelta(minutes=1)))


def test_nor_moves_one_that_has_begun_to_read_what_was_revised(edition, author, paper, during):
    during(Stage.DISCUSSION)
    discussion = replace(edition.calendar.windows[Stage.DISCUSSION], opens_at=cast.at(47.9))

    for response in (Window(cast.at(47.8), cast.at(47.9)), Window(cast.at(44), cast.at(47.9)), None):
        with pytest.raises(Refused, match=ANOTHER):
            set_windows(edition, author, rebuttal=response, discussion=discussion)

    assert read_by(author, paper) == ["At first"]


def test_nor_brings_it_forward(edition, author, paper, during):
    during(Stage.REVIEWING)
    reviewing = replace(edition.calendar.windows[Stage.REVIEWING], closes_at=cast.at(41))

    with pytest.raises(Refused, match=ANOTHER):
        set_windows(edition, author, reviewing=reviewing, rebuttal=Window(cast.at(41), cast.at(47)))


def test_such_a_chair_extends_deadlines_as_before(edition, author, paper, during):
    during(Stage.REVIEWING)
    extend_deadline(fresh(edition), Stage.REVIEWING, cast.at(46), shift_later=True, by=author)
    response = fresh(edition).calendar.windows[Stage.REBUTTAL]
    assert (response.opens_at, response.closes_at) == (cast.at(46), cast.at(49))

    with clock.frozen(cast.at(48)):
        extend_deadline(fresh(edition), Stage.REBUTTAL, cast.at(51), shift_later=True, by=author)

    assert fresh(edition).calendar.windows[Stage.REBUTTAL] == replace(response, closes_at=cast.at(51))


def test_response_that_is_over_is_not_opened_again_by_such_a_chair(edition, author, paper, during):
    StageWindow.objects.filter(edition=edition, stage="discussion").delete()
    edition.__dict__.pop("calendar", None)
    during(Stage.DECIDING)

    with pytest.raises(Refused, match=ANOTHER):
        extend_deadline(fresh(edition), Stage.REBUTTAL, cast.at(51.5), by=author)


def test_other_chairs_hear_of_new_dates_once_papers_are_in_though_the_stage_stays(edition, chair, author, during):
    cast.join(edition, author, Role.CHAIR)
    during(Stage.DECIDING)

    set_windows(edition, chair, rebuttal=None)

    [letter] = Message.objects.all()
    assert (letter.to, letter.subject) == (author.email, "ICML2024: Carl Chair has changed the dates")
    was = "9 Jun 2024, 00:00 AoE to 12 Jun 2024, 00:00 AoE, 15 minutes of grace"
    assert f"- Author response: no dates (was: {was})" in letter.body
    assert "The stage is the same as before: Decisions in preparation." in letter.body


def test_before_papers_are_in_new_dates_that_leave_the_stage_are_told_to_nobody(edition, chair, author, during):
    cast.join(edition, author, Role.CHAIR)
    during(Stage.SUBMISSION)

    set_windows(edition, chair, rebuttal=None)

    assert not Message.objects.exists()
