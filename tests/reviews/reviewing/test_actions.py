"""Drafts, reviews and their versions; two tabs; handing a paper back."""

import pytest
from django.urls import reverse

from reviews.models import Review, ReviewDraft, ReviewVersion
from reviews.reviewing.actions import decline, save_draft, step_back, submit_review
from reviews.visibility.policy import AssignmentState
from reviews.visibility.standing import standing_of
from tests import cast
from want.audit.models import Entry
from want.core import clock
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Role, StageWindow
from want.venues.stages import Stage


@pytest.fixture
def assignment(during, submission, reviewer):
    during(Stage.REVIEWING)
    return cast.assign(submission, reviewer)


def log():
    return list(Entry.objects.order_by("id").values_list("verb", "actor_name", "detail"))


def test_draft_is_kept_as_typed_and_counted(assignment, reviewer):
    first = save_draft(assignment, {"overall": "7", "strengths": "Cl"}, seen_version=0, by=reviewer)
    second = save_draft(assignment, {"strengths": "Clear"}, seen_version=first.version, by=reviewer)

    assert (first.version, second.version) == (1, 2)
    assert ReviewDraft.objects.get().content == {"strengths": "Clear"}


def test_draft_keeps_the_fields_of_a_review_and_nothing_else(assignment, reviewer):
    typed = {"overall": "not a number", "weaknesses": "a\r\nb", "csrfmiddlewaretoken": "secret", "version": "0"}

    draft = save_draft(assignment, typed, seen_version=0, by=reviewer)

    assert draft.content == {"overall": "not a number", "weaknesses": "a\nb"}


def test_draft_keeps_the_words_beside_a_nul(client, assignment, reviewer):
    client.force_login(reviewer)
    place = ["icml2024", assignment.submission.code]

    answer = client.post(reverse("reviewing:draft", args=place), {"version": "0", "strengths": "Cl\0ear"})
    refused = client.post(
        reverse("reviewing:review", args=place), {"version": "1", "action": "submit", "weaknesses": "No\0ne"}
    )

    assert (answer.status_code, refused.status_code) == (200, 422)
    assert ReviewDraft.objects.get().content == {"weaknesses": "None"}


def test_draft_leaves_no_trace_in_the_log(assignment, reviewer):
    save_draft(assignment, {"strengths": "Clear"}, seen_version=0, by=reviewer)

    assert log() == []


def test_second_tab_learns_what_the_first_has_saved(assignment, reviewer):
    save_draft(assignment, {"strengths": "From the first tab"}, seen_version=0, by=reviewer)

    with pytest.raises(EditedMeanwhile) as conflict:
        save_draft(assignment, {"strengths": "From the second"}, seen_version=0, by=reviewer)

    assert conflict.value.theirs == {"strengths": "From the first tab"}
    assert conflict.value.version == 1
    assert ReviewDraft.objects.get().content == {"strengths": "From the first tab"}


def test_same_text_from_a_second_tab_is_no_conflict(assignment, reviewer):
    save_draft(assignment, {"strengths": "The same"}, seen_version=0, by=reviewer)

    kept = save_draft(assignment, {"strengths": "The same"}, seen_version=0, by=reviewer)

    assert kept.version == 1


def test_old_tab_cannot_overwrite_what_was_submitted_in_a_new_one(assignment, reviewer):
    submit_review(assignment, cast.ANSWERS, by=reviewer, seen_version=0)

    with pytest.raises(EditedMeanwhile) as conflict:
        submit_review(assignment, cast.ANSWERS | {"overall": 1}, by=reviewer, seen_version=0)

    assert conflict.value.theirs["overall"] == "7"
    assert Review.objects.get().overall == 7


def test_submitting_keeps_review_and_version_and_ends_the_draft(assignment, reviewer):
    save_draft(assignment, {"strengths": "Clear"}, seen_version=0, by=reviewer)

    review = submit_review(assignment, cast.ANSWERS, by=reviewer, seen_version=1)

    assert (review.version, review.overall, review.strengths) == (1, 7, "Clear.")
    assert list(ReviewVersion.objects.values_list("number", "overall", "at")) == [(1, 7, clock.now())]
    assert ReviewDraft.objects.get().content == {}
    assert log() == [("review.submitted", "Rita Reviewer", {"version": 1})]


def test_each_revision_is_a_version_of_its_own(assignment, reviewer):
    submit_review(assignment, cast.ANSWERS, by=reviewer)

    review = submit_review(assignment, cast.ANSWERS | {"overall": 4}, by=reviewer)

    assert (review.version, review.overall) == (2, 4)
    assert list(ReviewVersion.objects.values_list("number", "overall")) == [(1, 7), (2, 4)]
    assert [verb for verb, _, _ in log()] == ["review.submitted", "review.revised"]


def test_nobody_else_writes_into_an_assignment(assignment, second_reviewer, chair):
    for person in (second_reviewer, chair):
        with pytest.raises(Refused, match="not asked to review"):
            save_draft(assignment, {"strengths": "Mine"}, seen_version=0, by=person)
        with pytest.raises(Refused, match="not asked to review"):
            submit_review(assignment, cast.ANSWERS, by=person)

    assert not ReviewDraft.objects.exists()
    assert not Review.objects.exists()


def test_reviewer_in_conflict_writes_no_more(assignment, reviewer):
    cast.declare(assignment.submission, reviewer)

    with pytest.raises(Refused, match="not asked to review"):
        submit_review(assignment, cast.ANSWERS, by=reviewer)


def test_grace_counts_and_then_the_deadline_holds(edition, submission, reviewer):
    assignment = cast.assign(submission, reviewer)
    edition.windows.filter(stage__in=[Stage.REBUTTAL, Stage.DISCUSSION]).delete()
    StageWindow.objects.filter(edition=edition, stage=Stage.REVIEWING).update(grace_minutes=30)
    late = cast.at(44)

    with clock.frozen(late.replace(minute=29)):
        save_draft(assignment, {"strengths": "Just in time"}, seen_version=0, by=reviewer)
        review = submit_review(assignment, cast.ANSWERS, by=reviewer)
    edition.__dict__.pop("calendar", None)
    with clock.frozen(late.replace(minute=31)), pytest.raises(Refused, match=r"[Rr]eviews can no longer be changed"):
        submit_review(assignment, cast.ANSWERS | {"overall": 1}, by=reviewer)

    assert review.overall == 7
    assert Review.objects.get().overall == 7


def test_first_review_after_the_deadline_is_refused_with_the_date_and_the_way_out(during, submission, reviewer):
    assignment = cast.assign(submission, reviewer)
    during(Stage.REBUTTAL)

    with pytest.raises(Refused, match=r"The deadline for reviews was 9 Jun 2024, 00:00 AoE\. If .* extend it\."):
        submit_review(assignment, cast.ANSWERS, by=reviewer)


def test_handing_back_ends_the_assignment_and_tells_those_who_look_after_it(
    assignment, reviewer, area_chair, chair, conflicted_chair
):
    cast.assign(assignment.submission, area_chair, Role.AREA_CHAIR)

    decline(assignment, reason="No time", by=reviewer)

    assignment.refresh_from_db()
    assert (assignment.removed_at, assignment.removal_reason) == (clock.now(), "No time")
    assert standing_of(reviewer, assignment.submission).assignment is AssignmentState.REMOVED
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([area_chair.email, chair.email])
    assert [verb for verb, _, _ in log()] == ["assignment.declined"]


def test_paper_cannot_be_handed_back_once_reviewed(assignment, reviewer):
    submit_review(assignment, cast.ANSWERS, by=reviewer)

    with pytest.raises(Refused, match="not reviewed yet"):
        decline(assignment, reason="No time", by=reviewer)


def test_stepping_back_declares_the_conflict(assignment, reviewer):
    submit_review(assignment, cast.ANSWERS, by=reviewer)

    step_back(assignment, because="It is by my brother", by=reviewer)

    standing = standing_of(reviewer, assignment.submission)
    assert (standing.is_conflicted, standing.assignment) == (True, AssignmentState.REMOVED)
    assert assignment.submission.conflicts.get(user=reviewer).because == "It is by my brother"


def test_area_chair_may_step_back_too(during, submission, area_chair):
    during(Stage.DECIDING)
    assignment = cast.assign(submission, area_chair, Role.AREA_CHAIR)

    step_back(assignment, because="I know the authors", by=area_chair)

    standing = standing_of(area_chair, submission)
    assert (standing.is_conflicted, standing.is_assigned_area_chair) == (True, False)
