"""Which reviews a viewer reads, in which version, and how much of each."""

import pytest

from reviews.models import ReviewVersion
from reviews.reviewing.shown import Awaited, reviews_shown
from reviews.visibility.standing import see
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture
def assignments(submission, reviewer, second_reviewer, area_chair):
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    return [cast.assign(submission, reviewer), cast.assign(submission, second_reviewer)]


def shown_to(viewer, submission, stage):
    moment = submission.edition.moment(cast.play_to(submission.edition, stage))
    return reviews_shown(submission, see(viewer, submission, moment), viewer)


def revise(review, day, **answers):
    """Revise as the action does, on a given day."""
    for field, answer in answers.items():
        setattr(review, field, answer)
    review.version, review.updated_at = review.version + 1, cast.at(day)
    review.save()
    content = {field: getattr(review, field) for field in cast.ANSWERS}
    ReviewVersion.objects.create(review=review, number=review.version, at=cast.at(day), **content)


def figures(shown):
    return {review.signature: [score.value for score in review.scores] for review in shown.reviews}


def overall(shown):
    return {review.signature: review.scores[0].value for review in shown.reviews}


def test_author_sees_nothing_while_reviews_are_written(assignments, submission, author):
    cast.review(assignments[0])

    shown = shown_to(author, submission, Stage.REVIEWING)

    assert (shown.reviews, shown.are_in, shown.are_due) == ((), None, None)
    assert overall(shown_to(author, submission, Stage.REBUTTAL)) == {"Reviewer 1": 7}


def test_author_reads_pseudonyms_scores_and_texts_and_nothing_beyond(assignments, submission, author):
    cast.review(assignments[0])

    shown = shown_to(author, submission, Stage.REBUTTAL)

    (review,) = shown.reviews
    assert figures(shown) == {"Reviewer 1": [7, 4, 3, 3, 3]}
    assert [(part.label, part.text) for part in review.texts] == [
        ("Strengths", "Clear."),
        ("Weaknesses", "Few baselines."),
        ("Questions", "Why Adam?"),
    ]
    assert (review.confidential, review.reviewer, review.email) == ("", "", "")
    assert (review.submitted_at, review.updated_at) == (None, None)
    assert (shown.overall, shown.awaited) == (None, ())
    assert (shown.are_in, shown.are_due) == (1, 2)


def test_author_reads_no_scores_where_the_edition_keeps_them(assignments, submission, author):
    cast.review(assignments[0])
    submission.edition.scores_to_authors = False

    assert figures(shown_to(author, submission, Stage.REBUTTAL)) == {"Reviewer 1": []}


def test_author_reads_what_stood_when_the_response_opened_until_the_release(assignments, submission, author):
    review = cast.review(assignments[0])
    revise(review, 43, overall=6)
    revise(review, 48, overall=2)

    seen = {stage: overall(shown_to(author, submission, stage)) for stage in STAGES_OF_AUTHORS}

    assert seen == {
        Stage.REBUTTAL: {"Reviewer 1": 6},
        Stage.DISCUSSION: {"Reviewer 1": 6},
        Stage.DECIDING: {"Reviewer 1": 6},
        Stage.RELEASED: {"Reviewer 1": 2},
    }


STAGES_OF_AUTHORS = (Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING, Stage.RELEASED)


def test_after_the_release_author_sees_what_was_changed_since_the_response(assignments, submission, author):
    revise(cast.review(assignments[0]), 48, overall=2, weaknesses="None left.")

    (review,) = shown_to(author, submission, Stage.RELEASED).reviews

    assert review.has_changed
    assert [(score.value, score.was) for score in review.scores][:2] == [(2, 7), (4, None)]
    assert [(part.text, part.was) for part in review.texts][1] == ("None left.", "Few baselines.")


def test_late_review_that_came_while_authors_could_answer_is_shown_to_them(assignments, submission, author):
    late = cast.review(assignments[0])
    late.versions.update(at=cast.at(45))

    assert overall(shown_to(author, submission, Stage.DISCUSSION)) == {"Reviewer 1": 7}


def test_review_that_came_after_the_response_waits_for_the_release(assignments, submission, author):
    late = cast.review(assignments[0])
    late.versions.update(at=cast.at(48))

    waiting = shown_to(author, submission, Stage.DISCUSSION)
    released = shown_to(author, submission, Stage.RELEASED)

    assert (overall(waiting), waiting.are_in) == ({}, 0)
    assert (overall(released), released.are_in) == ({"Reviewer 1": 7}, 1)


def test_without_a_response_authors_read_the_latest_after_the_release(assignments, submission, author):
    submission.edition.windows.filter(stage=Stage.REBUTTAL).delete()
    revise(cast.review(assignments[0]), 48, overall=2)

    assert overall(shown_to(author, submission, Stage.DISCUSSION)) == {}
    assert overall(shown_to(author, submission, Stage.RELEASED)) == {"Reviewer 1": 2}


@pytest.mark.parametrize("stage", [Stage.REBUTTAL, Stage.DISCUSSION, Stage.DECIDING, Stage.RELEASED])
def test_committee_reads_the_latest(assignments, submission, area_chair, chair, stage):
    revise(cast.review(assignments[0]), 43, overall=2)
    revise(cast.review(assignments[1]), 48, overall=3)

    for person in (area_chair, chair):
        assert overall(shown_to(person, submission, stage)) == {"Reviewer 1": 2, "Reviewer 2": 3}


def test_reviewer_reads_only_their_own_until_the_response(assignments, submission, reviewer):
    cast.review(assignments[0])
    cast.review(assignments[1], overall=3)

    alone = shown_to(reviewer, submission, Stage.REVIEWING)
    together = shown_to(reviewer, submission, Stage.DISCUSSION)

    assert [(review.signature, review.is_own) for review in alone.reviews] == [("Reviewer 1", True)]
    assert [(review.signature, review.is_own) for review in together.reviews] == [
        ("Reviewer 1", True),
        ("Reviewer 2", False),
    ]


def test_reviewer_who_has_not_reviewed_reads_no_other_review(assignments, submission, reviewer):
    cast.review(assignments[1])

    assert shown_to(reviewer, submission, Stage.DISCUSSION).reviews == ()


def test_reviewer_reads_their_own_remarks_and_times_but_not_the_others(assignments, submission, reviewer):
    for assignment in assignments:
        cast.review(assignment)

    own, other = shown_to(reviewer, submission, Stage.DISCUSSION).reviews

    assert (own.confidential, own.submitted_at) == ("Solid.", cast.at(42))
    assert (other.confidential, other.submitted_at, other.reviewer) == ("", None, "")


def test_reviewers_know_each_other_where_the_edition_says_so(assignments, submission, reviewer):
    for assignment in assignments:
        cast.review(assignment)
    submission.edition.reviewers_know_each_other = True

    _, other = shown_to(reviewer, submission, Stage.DISCUSSION).reviews

    assert (other.reviewer, other.affiliation, other.email) == ("Sam Second", "Sam School", "")


def test_area_chair_knows_names_scores_and_who_is_awaited(assignments, submission, area_chair):
    cast.review(assignments[0])

    shown = shown_to(area_chair, submission, Stage.REVIEWING)

    assert [(r.signature, r.reviewer, r.email, r.confidential) for r in shown.reviews] == [
        ("Reviewer 1", "Rita Reviewer", "", "Solid.")
    ]
    assert (shown.overall, shown.are_in, shown.are_due) == ((7,), 1, 2)
    assert shown.awaited == (Awaited("Reviewer 2", "Sam Second"),)


def test_chair_knows_addresses_too(assignments, submission, chair, reviewer):
    cast.review(assignments[0])

    (review,) = shown_to(chair, submission, Stage.REVIEWING).reviews

    assert review.email == reviewer.email


@pytest.mark.parametrize("stage", list(Stage))
def test_conflicted_chair_and_outsider_read_no_review_ever(assignments, submission, conflicted_chair, outsider, stage):
    cast.review(assignments[0])

    for person in (conflicted_chair, outsider):
        shown = shown_to(person, submission, stage)
        assert (shown.reviews, shown.are_in, shown.are_due, shown.overall, shown.awaited) == ((), None, None, None, ())


def test_review_of_a_reviewer_taken_off_counts_no_more(assignments, submission, chair):
    cast.review(assignments[0])
    assignments[0].removed_at = cast.at(43)
    assignments[0].save()

    shown = shown_to(chair, submission, Stage.DISCUSSION)

    assert (shown.reviews, shown.are_in, shown.are_due, shown.overall) == ((), 0, 1, ())


def test_tenth_reviewer_stands_after_the_second(assignments, submission, chair):
    assignments[0].pseudonym = "Reviewer 10"
    assignments[0].save()
    for assignment in assignments:
        cast.review(assignment)

    assert list(overall(shown_to(chair, submission, Stage.DISCUSSION))) == ["Reviewer 2", "Reviewer 10"]


def test_score_that_was_never_asked_for_is_left_out(assignments, submission, chair):
    cast.review(assignments[0], soundness=None, presentation=None, contribution=None)

    assert figures(shown_to(chair, submission, Stage.DISCUSSION)) == {"Reviewer 1": [7, 4]}
