"""The dates of an edition: deadlines are extended, calendars set."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.actions import change_settings
from want.venues.audiences import people_concerned
from want.venues.models import Edition, MailTemplate, Role
from want.venues.scheduling import extend_deadline, set_calendar
from want.venues.stages import Stage, Window
from want.venues.wordings import Wording


@pytest.fixture
def in_submission(edition, during):
    during(Stage.SUBMISSION)


SUBMISSION_CLOSES = cast.at(32)


def dates_of(edition):
    return {
        stage: (w.opens_at, w.closes_at) for stage, w in Edition.objects.get(pk=edition.pk).calendar.windows.items()
    }


# Extending a deadline


def test_extending_moves_the_deadline_and_tells_the_authors_once_each(
    edition, in_submission, submission, author, chair
):
    cast.make_submission(edition, author, status="draft")
    later = SUBMISSION_CLOSES + timedelta(hours=12)

    told = extend_deadline(edition, Stage.SUBMISSION, later, by=chair)

    assert edition.moment().closes_at(Stage.SUBMISSION) == later
    assert told == 2
    letters = Message.objects.order_by("to")
    assert [letter.to for letter in letters] == ["ada.author@ada-author.example", "cora.coauthor@cora-coauthor.example"]
    assert "29 May 2024, 12:00 AoE" not in letters[0].body
    assert "28 May 2024, 12:00 AoE" in letters[0].body
    assert Entry.objects.get(verb="deadline.extended").detail["people_told"] == 2


def test_extending_twice_tells_twice_and_asking_twice_for_the_same_is_refused(
    edition, in_submission, submission, chair
):
    first, second = (SUBMISSION_CLOSES + timedelta(hours=h) for h in (6, 12))

    extend_deadline(edition, Stage.SUBMISSION, first, by=chair)
    with pytest.raises(Refused, match=r"closes at .* already"):
        extend_deadline(edition, Stage.SUBMISSION, first, by=chair)
    extend_deadline(edition, Stage.SUBMISSION, second, by=chair)

    assert Message.objects.filter(to="ada.author@ada-author.example").count() == 2


def test_an_extension_into_the_next_stage_moves_the_later_stages_or_is_refused(edition, in_submission, chair):
    before = dates_of(edition)
    week = timedelta(days=7)

    with pytest.raises(Refused, match="Bidding opens at"):
        extend_deadline(edition, Stage.SUBMISSION, SUBMISSION_CLOSES + week, by=chair)
    extend_deadline(edition, Stage.SUBMISSION, SUBMISSION_CLOSES + week, shift_later=True, by=chair)

    after = dates_of(edition)
    assert after.pop(Stage.SUBMISSION) == (before.pop(Stage.SUBMISSION)[0], SUBMISSION_CLOSES + week)
    assert after == {stage: (opens + week, closes + week) for stage, (opens, closes) in before.items()}


def test_a_deadline_that_has_passed_can_be_extended_until_the_next_stage_begins(edition, submission, during, chair):
    during(Stage.CHECKS)
    assert not edition.moment().is_open(Stage.SUBMISSION)

    extend_deadline(edition, Stage.SUBMISSION, cast.at(32.9), by=chair)
    assert edition.moment().stage is Stage.SUBMISSION

    during(Stage.REVIEWING)
    with pytest.raises(Refused, match="passed already"):
        extend_deadline(edition, Stage.SUBMISSION, cast.at(33), by=chair)
    with pytest.raises(Refused, match="Bidding has begun"):
        extend_deadline(edition, Stage.SUBMISSION, cast.at(41), shift_later=True, by=chair)


@pytest.mark.parametrize("who", ["author", "reviewer", "area_chair", "outsider"])
def test_only_chairs_extend(request, edition, in_submission, submission, who):
    by = request.getfixturevalue(who)

    with pytest.raises(Refused, match="Only the chairs"):
        extend_deadline(edition, Stage.SUBMISSION, SUBMISSION_CLOSES + timedelta(hours=1), by=by)

    assert dates_of(edition)[Stage.SUBMISSION][1] == SUBMISSION_CLOSES
    assert not Message.objects.exists()


def test_a_conflicted_chair_extends_like_every_chair(edition, in_submission, conflicted_chair):
    extend_deadline(edition, Stage.SUBMISSION, SUBMISSION_CLOSES + timedelta(hours=1), by=conflicted_chair)

    assert dates_of(edition)[Stage.SUBMISSION][1] == SUBMISSION_CLOSES + timedelta(hours=1)


def test_edited_letter_is_sent_kept_and_checked_for_what_it_needs(edition, in_submission, submission, chair):
    later = SUBMISSION_CLOSES + timedelta(hours=1)
    with pytest.raises(Refused, match=r"\{deadline\}"):
        extend_deadline(edition, Stage.SUBMISSION, later, wording=Wording("More time", "Take your time."), by=chair)
    assert dates_of(edition)[Stage.SUBMISSION][1] == SUBMISSION_CLOSES

    extend_deadline(edition, Stage.SUBMISSION, later, wording=Wording("More time, {name}", "{deadline}"), by=chair)

    assert {m.subject for m in Message.objects.all()} == {"More time, Ada Author", "More time, Cora Coauthor"}
    assert MailTemplate.objects.get(edition=edition).subject == "More time, {name}"


def test_extension_from_an_old_page_is_noticed(edition, in_submission, chair):
    seen = edition.version
    change_settings(edition, {"place": "Vienna"}, seen_version=seen, by=chair)

    with pytest.raises(EditedMeanwhile):
        extend_deadline(edition, Stage.SUBMISSION, cast.at(32.5), seen_version=seen, by=chair)


def test_whom_deadlines_concern_tells_nothing_of_assignments(
    edition, submission, reviewer, second_reviewer, area_chair, chair
):
    cast.review(cast.assign(submission, reviewer))
    cast.assign(submission, second_reviewer)
    cast.make_submission(edition, cast.make_user("Wanda Withdrawn"), status="withdrawn")

    concerned = {stage: [p.name for p in people_concerned(edition, stage)] for stage in edition.calendar.windows}

    assert concerned == {
        Stage.SUBMISSION: ["Ada Author", "Cora Coauthor"],
        Stage.BIDDING: ["Alma Areachair", "Rita Reviewer", "Sam Second"],
        Stage.REVIEWING: ["Rita Reviewer", "Sam Second"],
        Stage.REBUTTAL: ["Ada Author", "Cora Coauthor"],
        Stage.DISCUSSION: ["Alma Areachair", "Rita Reviewer", "Sam Second"],
        Stage.CAMERA_READY: [],
    }


# The calendar


def test_new_dates_that_change_the_stage_are_told_to_the_other_chairs(edition, chair, outsider, during):
    during(Stage.REVIEWING)
    cast.join(edition, outsider, Role.CHAIR)
    windows = dict(edition.calendar.windows)
    now = clock.now()
    windows[Stage.REVIEWING] = replace(windows[Stage.REVIEWING], closes_at=now - timedelta(minutes=40))
    windows[Stage.REBUTTAL] = replace(windows[Stage.REBUTTAL], opens_at=now - timedelta(minutes=10))
    dates = {"notification_at": edition.notification_at, "held_on": edition.held_on}

    set_calendar(edition, windows, **dates, seen_version=1, by=chair)

    [mail] = Message.objects.all()
    assert mail.to == outsider.email
    assert "Until now its stage was: Reviewing." in mail.body
    assert "Carl Chair has changed the dates" in mail.body


def test_calendar_is_set_as_a_whole_and_tells_no_author(edition, submission, chair):
    windows = {Stage.SUBMISSION: Window(cast.at(1), cast.at(5)), Stage.REVIEWING: Window(cast.at(6), cast.at(9))}

    set_calendar(edition, windows, notification_at=cast.at(10), held_on=None, seen_version=1, by=chair)

    assert dates_of(edition) == {s: (w.opens_at, w.closes_at) for s, w in windows.items()}
    assert edition.version == 2
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("windows", "notification", "sentence"),
    [
        ({Stage.SUBMISSION: (5, 1)}, None, "Submission has to close after it opens."),
        ({Stage.SUBMISSION: (1, 5), Stage.REVIEWING: (4, 9)}, None, "Reviewing opens before submission closes."),
        ({Stage.REVIEWING: (4, 9)}, 8, "The notification comes before the last stage of reviewing closes."),
        ({Stage.CAMERA_READY: (4, 9)}, 8, "Camera-ready opens before the notification."),
    ],
)
def test_calendars_that_cannot_be(edition, chair, windows, notification, sentence):
    typed = {stage: Window(cast.at(a), cast.at(b)) for stage, (a, b) in windows.items()}

    with pytest.raises(Refused, match=sentence):
        set_calendar(
            edition,
            typed,
            notification_at=cast.at(notification) if notification else None,
            held_on=None,
            seen_version=1,
            by=chair,
        )

    assert len(dates_of(edition)) == 6
