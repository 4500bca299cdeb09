"""Decisions are prepared privately, by chairs without a conflict, and never over somebody else's."""

import pytest

from reviews.decisions.actions import clear_decision, decide, decide_many
from reviews.models import Decision
from submissions.states import Status
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deciding(during):
    during(Stage.DECIDING)


def test_decision_is_prepared_and_changes_nothing_else(submission, chair):
    decision = decide(submission, "poster", note=" Nice. ", seen_version=0, by=chair)

    submission.refresh_from_db()
    assert (decision.outcome, decision.note, decision.decided_by, decision.version) == ("poster", "Nice.", chair, 1)
    assert submission.status == Status.SUBMITTED
    assert not Message.objects.exists()
    entry = Entry.objects.get(verb="decision.prepared")
    assert (entry.submission_id, entry.detail) == (submission.pk, {"outcome": "poster"})


def test_changing_a_decision_keeps_its_note_and_counts_the_version(submission, chair):
    decide(submission, "poster", note="Nice.", seen_version=0, by=chair)

    changed = decide(submission, "oral", seen_version=1, by=chair)

    assert (changed.outcome, changed.note, changed.version) == ("oral", "Nice.", 2)


def test_deciding_the_same_again_changes_and_records_nothing(submission, chair):
    decide(submission, "poster", note="", seen_version=0, by=chair)

    again = decide(submission, "poster", note="", seen_version=1, by=chair)

    assert again.version == 1
    assert Entry.objects.filter(verb="decision.prepared").count() == 1


@pytest.mark.parametrize("seen", [0, 1])
def test_decision_changed_meanwhile_is_not_overwritten(submission, chair, seen):
    decide(submission, "poster", note="", seen_version=0, by=chair)
    decide(submission, "oral", note="Theirs.", seen_version=1, by=chair)

    with pytest.raises(EditedMeanwhile) as meanwhile:
        decide(submission, "reject", note="Mine.", seen_version=seen, by=chair)

    assert meanwhile.value.theirs == {"outcome": "oral", "note": "Theirs."}
    assert meanwhile.value.version == 2
    assert Decision.objects.get().outcome == "oral"


def test_decision_taken_back_meanwhile_is_noticed_too(submission, chair):
    decide(submission, "poster", note="", seen_version=0, by=chair)
    clear_decision(submission, seen_version=1, by=chair)

    with pytest.raises(EditedMeanwhile):
        decide(submission, "reject", seen_version=1, by=chair)

    assert not Decision.objects.exists()


def test_conflicted_chair_decides_nothing(submission, conflicted_chair):
    for act in (
        lambda: decide(submission, "oral", seen_version=0, by=conflicted_chair),
        lambda: clear_decision(submission, by=conflicted_chair),
    ):
        with pytest.raises(Refused, match="conflict of interest"):
            act()

    assert not Decision.objects.exists()


def test_nobody_but_chairs_decides(submission, area_chair, reviewer, author):
    cast.assign(submission, area_chair, role="area_chair")
    for person in (area_chair, reviewer, author):
        with pytest.raises(Refused, match="Only the chairs decide"):
            decide(submission, "oral", seen_version=0, by=person)


def test_unknown_outcome_is_refused(submission, chair):
    with pytest.raises(Refused, match="oral presentation"):
        decide(submission, "spotlight", seen_version=0, by=chair)


def test_many_decisions_are_one_act(edition, author, chair):
    papers = [cast.make_submission(edition, author) for _ in range(4)]
    decide(papers[0], "poster", note="Kept.", seen_version=0, by=chair)
    decide(papers[1], "poster", seen_version=0, by=chair)
    decide(papers[2], "reject", seen_version=0, by=chair)

    changed = decide_many(
        edition,
        {papers[0].pk: "oral", papers[1].pk: "poster", papers[2].pk: "", papers[3].pk: "reject"},
        by=chair,
    )

    assert changed == 3
    assert dict(Decision.objects.values_list("submission__number", "outcome")) == {
        papers[0].number: "oral",
        papers[1].number: "poster",
        papers[3].number: "reject",
    }
    kept = Decision.objects.get(submission=papers[0])
    assert (kept.note, kept.version) == ("Kept.", 2)
    assert Entry.objects.filter(verb="decision.prepared", submission_id=papers[3].pk).count() == 1


def test_log_of_a_bulk_says_nothing_beyond_its_papers(edition, author, chair):
    papers = [cast.make_submission(edition, author) for _ in range(3)]

    decide_many(edition, dict.fromkeys([paper.pk for paper in papers], "oral"), by=chair)

    about = Entry.objects.filter(verb__startswith="decision.").values_list("submission_id", flat=True)
    assert sorted(about) == [paper.pk for paper in papers]


def test_one_paper_in_conflict_refuses_the_whole_bulk(edition, submission, author, conflicted_chair):
    other = cast.make_submission(edition, author)

    with pytest.raises(Refused, match="Nothing was changed"):
        decide_many(edition, {submission.pk: "oral", other.pk: "oral"}, by=conflicted_chair)

    assert not Decision.objects.exists()


def test_paper_of_another_edition_refuses_the_bulk(edition, author, chair):
    elsewhere = cast.make_submission(cast.make_edition("other"), author)

    with pytest.raises(Refused):
        decide_many(edition, {elsewhere.pk: "oral"}, by=chair)
