"""What the database says of a person and a paper becomes the policy's Standing, in one query."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from reviews.models import Invitation
from reviews.visibility.policy import PUBLIC, AssignmentState, Fact, Standing, Terms
from reviews.visibility.standing import see, see_many, standing_of, standings_of, terms_of
from submissions.models import Author
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


def stands(**flags):
    return Standing(is_signed_in=True, **flags)


def listed(submission, email):
    return Author.objects.create(submission=submission, position=9, name="Somebody", email=email)


def test_anonymous_visitor_stands_as_the_public(submission):
    assert standing_of(AnonymousUser(), submission) == PUBLIC


def test_person_without_any_tie_is_only_signed_in(outsider, submission):
    assert standing_of(outsider, submission) == stands()


def test_inactive_person_is_known_as_such(reviewer, submission):
    reviewer.is_active = False

    assert standing_of(reviewer, submission) == stands(is_reviewer=True, is_active=False)


def test_roles_of_the_edition_count(edition, chair, submission):
    cast.join(edition, chair, Role.AREA_CHAIR)
    cast.join(edition, chair, Role.REVIEWER)

    assert standing_of(chair, submission) == stands(is_chair=True, is_area_chair=True, is_reviewer=True)


def test_roles_of_another_edition_do_not_count(outsider, submission):
    cast.join(cast.make_edition("other"), outsider, Role.CHAIR)

    assert standing_of(outsider, submission) == stands()


def test_superuser_has_broken_no_glass(submission):
    keeper = cast.make_user("Kim Keeper", is_superuser=True)

    assert standing_of(keeper, submission) == stands(is_superuser=True)


def test_first_author_is_the_contact_and_second_an_author(author, coauthor, submission):
    assert standing_of(author, submission) == stands(is_author=True, is_contact=True)
    assert standing_of(coauthor, submission) == stands(is_author=True)


def test_author_of_another_paper_is_an_author_elsewhere(edition, outsider, submission):
    cast.make_submission(edition, outsider)

    assert standing_of(outsider, submission) == stands(is_author_elsewhere=True)


def test_person_listed_under_an_unverified_address_is_no_author(outsider, submission):
    EmailAddress.objects.create(user=outsider, email="otto@elsewhere.example", verified=False)
    listed(submission, "otto@elsewhere.example")

    assert standing_of(outsider, submission) == stands(is_unverified_author=True)


def test_person_listed_under_their_own_address_but_not_linked_yet_is_no_author(outsider, submission):
    listed(submission, outsider.email)

    assert standing_of(outsider, submission) == stands(is_unverified_author=True)


def test_address_of_another_author_added_without_proof_makes_a_conflict(author, reviewer, submission):
    EmailAddress.objects.create(user=reviewer, email=author.email, verified=False)

    assert standing_of(reviewer, submission) == stands(is_reviewer=True, is_unverified_author=True)


def test_removed_author_is_a_former_author(coauthor, submission):
    submission.authors.filter(user=coauthor).update(removed_at=cast.at(15))

    assert standing_of(coauthor, submission) == stands(is_former_author=True)


def test_author_listed_again_after_removal_is_an_author(coauthor, submission):
    submission.authors.filter(user=coauthor).update(removed_at=cast.at(15))
    again = listed(submission, coauthor.email)
    Author.objects.filter(pk=again.pk).update(user=coauthor)

    assert standing_of(coauthor, submission) == stands(is_author=True, is_former_author=True)


def test_conflict_is_known(conflicted_chair, submission):
    assert standing_of(conflicted_chair, submission) == stands(is_chair=True, is_conflicted=True)


@pytest.mark.parametrize(
    ("is_reviewed", "is_removed", "state"),
    [
        (False, False, AssignmentState.OPEN),
        (True, False, AssignmentState.DONE),
        (False, True, AssignmentState.REMOVED),
        (True, True, AssignmentState.REMOVED),
    ],
)
def test_assignment_is_open_done_or_removed(reviewer, submission, is_reviewed, is_removed, state):
    assignment = cast.assign(submission, reviewer)
    if is_reviewed:
        cast.review(assignment)
    if is_removed:
        assignment.removed_at = cast.at(40)
        assignment.save()

    assert standing_of(reviewer, submission) == stands(is_reviewer=True, assignment=state)


def test_reviewer_assigned_again_after_removal_is_assigned(reviewer, submission):
    assignment = cast.assign(submission, reviewer)
    assignment.removed_at = cast.at(40)
    assignment.save()
    cast.assign(submission, reviewer)

    assert standing_of(reviewer, submission) == stands(is_reviewer=True, assignment=AssignmentState.OPEN)


def test_area_chair_leads_until_taken_off(area_chair, submission):
    assignment = cast.assign(submission, area_chair, Role.AREA_CHAIR)
    leading = standing_of(area_chair, submission)
    assignment.removed_at = cast.at(40)
    assignment.save()

    assert leading == stands(is_area_chair=True, is_assigned_area_chair=True)
    assert standing_of(area_chair, submission) == stands(is_area_chair=True)


@pytest.mark.parametrize(
    ("state", "flag"), [("pending", "has_pending_invitation"), ("declined", "has_declined_invitation")]
)
def test_unanswered_and_declined_invitations_are_known(edition, outsider, chair, submission, state, flag):
    Invitation.objects.create(
        edition=edition,
        role=Role.REVIEWER,
        email=outsider.email,
        state=state,
        invited_by=chair,
        answered_at=cast.at(1) if state == "declined" else None,
    )

    assert standing_of(outsider, submission) == stands(**{flag: True})


def test_ties_to_one_paper_do_not_touch_another(edition, author, reviewer, submission):
    other = cast.make_submission(edition, author)
    cast.assign(other, reviewer)
    cast.declare(other, reviewer)

    assert standing_of(reviewer, submission) == stands(is_reviewer=True)


def test_many_papers_cost_one_query_and_give_the_same_answers(
    edition, author, reviewer, submission, django_assert_num_queries
):
    papers = [submission, *(cast.make_submission(edition, author) for _ in range(5))]
    cast.assign(papers[1], reviewer)
    cast.declare(papers[2], reviewer)
    one_by_one = {paper.pk: standing_of(reviewer, paper) for paper in papers}

    with django_assert_num_queries(1):
        together = standings_of(reviewer, papers)

    assert together == one_by_one
    assert len(set(together.values())) == 3


def test_seeing_one_paper_costs_one_query(edition, reviewer, submission, django_assert_num_queries):
    moment = edition.moment(cast.play_to(edition, Stage.BIDDING))

    with django_assert_num_queries(1):
        seen = see(reviewer, submission, moment)

    assert seen.may(Fact.TITLE_ABSTRACT)
    assert not seen.may(Fact.TITLE_ABSTRACT, Fact.PDF)
    assert seen.verdict(Fact.PDF).reason


def test_see_many_answers_as_see_does(edition, author, reviewer, submission):
    moment = edition.moment(cast.play_to(edition, Stage.REVIEWING))
    other = cast.make_submission(edition, author)
    cast.assign(other, reviewer)

    seen = see_many(reviewer, [submission, other], moment)

    assert seen == {submission.pk: see(reviewer, submission, moment), other.pk: see(reviewer, other, moment)}
    assert seen[submission.pk].facts != seen[other.pk].facts


def test_terms_are_what_the_edition_settled(edition):
    edition.bid_pdf = True
    edition.scores_to_authors = False

    assert terms_of(edition, edition.moment(cast.at(1))) == Terms(
        bid_pdf=True, scores_to_authors=False, four_eyes=False
    )


@pytest.mark.parametrize(("day", "has_begun"), [(43.9, False), (44, True), (60, True)])
def test_terms_know_whether_the_response_has_begun(edition, day, has_begun):
    assert terms_of(edition, edition.moment(cast.at(day))).rebuttal_has_begun is has_begun


@pytest.mark.parametrize(("stage", "is_published"), [(Stage.RELEASED, False), (Stage.PUBLISHED, True)])
def test_terms_know_whether_the_programme_is_published(edition, stage, is_published):
    moment = edition.moment(cast.play_to(edition, stage))

    assert terms_of(edition, moment).is_published is is_published


def test_edition_archived_unpublished_shows_no_paper_to_the_public(edition, author):
    instant = cast.play_to(edition, Stage.ARCHIVED)
    edition.published_at = None
    edition.save()
    edition.__dict__.pop("calendar", None)
    paper = cast.make_submission(edition, author, status="accepted")

    assert not see(AnonymousUser(), paper, edition.moment(instant)).may(Fact.EXISTENCE)


def test_without_a_response_window_it_never_begins(edition):
    edition.windows.filter(stage=Stage.REBUTTAL).delete()

    assert not terms_of(edition, edition.moment(cast.at(60))).rebuttal_has_begun
