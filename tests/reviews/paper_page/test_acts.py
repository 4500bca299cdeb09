"""What the page of a paper offers each viewer to do, and how it says where the paper stands."""

import pytest

from reviews.paper_page.queries import paper_page
from reviews.visibility.doors import Opened
from reviews.visibility.standing import see
from tests import cast
from want.venues.stages import Stage


def page_of(user, submission, stage):
    edition = submission.edition
    moment = edition.moment(cast.play_to(edition, stage))
    return paper_page(Opened(edition, moment, submission, see(user, submission, moment)), user)


def labels(page):
    return [(action.label, bool(action.why_not)) for action in page.actions]


@pytest.mark.parametrize(
    ("who", "stage", "actions"),
    [
        ("author", Stage.SUBMISSION, [("Change the paper", False), ("Withdraw it", False)]),
        ("author", Stage.REVIEWING, [("Change the paper", True), ("Withdraw it", False)]),
        ("author", Stage.REBUTTAL, [("Change the paper", True), ("Answer the reviews", False), ("Withdraw it", False)]),
        ("reviewer", Stage.BIDDING, [("Place a bid", False)]),
        ("reviewer", Stage.REVIEWING, [("Revise your review", False), ("Declare a conflict", False)]),
        ("reviewer", Stage.REBUTTAL, [("Revise your review", True), ("Declare a conflict", False)]),
        ("reviewer", Stage.DECIDING, [("Revise your review", True)]),
        (
            "area_chair",
            Stage.REVIEWING,
            [("Choose its reviewers", False), ("Write the meta-review", True), ("Declare a conflict", False)],
        ),
        ("area_chair", Stage.DISCUSSION, [("Write the meta-review", False), ("Declare a conflict", False)]),
        ("chair", Stage.DISCUSSION, [("Write the meta-review", False), ("Decide in the desk", False)]),
        ("conflicted_chair", Stage.DISCUSSION, []),
    ],
)
def test_page_offers_what_the_viewer_can_do_now_or_says_why_not(request, full, who, stage, actions):
    if stage is Stage.BIDDING:
        full.assignments.all().delete()

    page = page_of(request.getfixturevalue(who), full, stage)

    assert labels(page) == actions


def test_refused_act_is_told_in_a_sentence_and_not_as_a_button(client, full, reviewer, during):
    during(Stage.REBUTTAL)
    client.force_login(reviewer)

    words = client.get(f"/{full.edition.slug}/papers/{full.code}/").content.decode()

    assert "You cannot revise your review now. Reviews rest while the authors answer them." in words
    assert "Revise your review" not in words


def test_reviewer_with_an_open_review_is_asked_to_write_it_and_may_hand_it_back(submission, reviewer):
    cast.assign(submission, reviewer)

    page = page_of(reviewer, submission, Stage.REVIEWING)

    assert labels(page) == [("Write your review", False), ("Hand this paper back", False)]


TO_AUTHORS = "You, your co-author and the chairs can see this page."


WHO_SEES = {
    ("author", Stage.SUBMISSION): TO_AUTHORS,
    ("author", Stage.BIDDING): f"{TO_AUTHORS} Reviewers see title and abstract, to bid on what they know.",
    ("author", Stage.REVIEWING): "You, your co-author, the chairs and the paper's committee can see this page. "
    "Reviewers do not see who wrote it.",
    (
        "reviewer",
        Stage.REVIEWING,
    ): "You see this page as a reviewer of the paper. Its authors do not learn who you are.",
    ("conflicted_chair", Stage.REVIEWING): "You have a conflict of interest with this paper. You see that it exists, "
    "who wrote it and what became of it; another chair takes care of it.",
}


@pytest.mark.parametrize(("who", "stage"), WHO_SEES, ids=str)
def test_page_says_who_can_see_it(request, full, who, stage):
    assert page_of(request.getfixturevalue(who), full, stage).who_sees == WHO_SEES[who, stage]


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.SUBMISSION, "This paper is submitted. The authors can change it until 28 May 2024, 00:00 AoE."),
        (Stage.ASSIGNMENT, "This paper is submitted; its reviewers are being found."),
        (Stage.REVIEWING, "This paper is under review; reviews are due on 9 Jun 2024, 00:00 AoE."),
        (Stage.REBUTTAL, "The authors can answer the reviews until 12 Jun 2024, 00:00 AoE."),
        (Stage.DISCUSSION, "The committee discusses this paper until 15 Jun 2024, 00:00 AoE."),
        (
            Stage.DECIDING,
            "The chairs are preparing their decision, which the authors hear by 17 Jun 2024, 00:00 AoE.",
        ),
        (Stage.RELEASED, "No decision on this paper has been released."),
    ],
)
def test_page_says_how_the_paper_stands_with_dates(submission, author, stage, sentence):
    assert page_of(author, submission, stage).state.sentence == sentence


def test_reason_of_a_withdrawal_is_for_authors_and_chairs(submission, author, chair, reviewer):
    cast.assign(submission, reviewer)
    submission.status, submission.withdrawn_at, submission.withdrawal_reason = "withdrawn", cast.at(38), "A mistake"
    submission.save()

    reasons = [page_of(user, submission, Stage.REVIEWING).withdrawal_reason for user in (author, chair, reviewer)]

    assert reasons == ["A mistake", "A mistake", ""]
