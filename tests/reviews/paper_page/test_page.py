"""The page of a paper: what each viewer finds on it, and at what cost."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Comment, Decision, MetaReview, Rebuttal
from reviews.paper_page.queries import paper_page
from reviews.visibility.doors import Opened
from reviews.visibility.standing import see
from submissions.models import CameraReady
from tests import cast
from tests.prove.comparing import counting
from want.venues.models import Role, Topic
from want.venues.stages import Stage


@pytest.fixture
def full(edition, submission, author, reviewer, second_reviewer, area_chair, chair, conflicted_chair):
    """A paper about which everything has been said that can be said."""
    cast.review(cast.assign(submission, reviewer), strengths="STRENGTH-A", confidential="SECRET-A")
    cast.review(cast.assign(submission, second_reviewer), strengths="STRENGTH-B", confidential="SECRET-B")
    leading = cast.assign(submission, area_chair, Role.AREA_CHAIR)
    MetaReview.objects.create(assignment=leading, text="META-TEXT", recommendation="oral")
    Rebuttal.objects.create(submission=submission, text="RESPONSE-TEXT", written_by=author)
    Comment.objects.create(
        submission=submission, writer=reviewer, signature="Reviewer 1", text="COMMENT-TEXT", key=uuid.uuid4()
    )
    Decision.objects.create(submission=submission, outcome="oral", note="NOTE-TEXT", decided_by=chair)
    return submission


# What stands on the page for each fact.
MARKS = {
    "author": "Ada Author",
    "abstract": "Abstract 101",
    "review A": "STRENGTH-A",
    "review B": "STRENGTH-B",
    "remarks A": "SECRET-A",
    "remarks B": "SECRET-B",
    "reviewer": "Rita Reviewer",
    "other reviewer": "Sam Second",
    "area chair": "Alma Areachair",
    "response": "RESPONSE-TEXT",
    "comment": "COMMENT-TEXT",
    "meta-review": "META-TEXT",
    "prepared": "Prepared decision",
    "note": "NOTE-TEXT",
    "aggregate": "score-marks",
}


def page_for(user, submission, during, stage):
    during(stage)
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(reverse("papers:page", args=[submission.edition.slug, submission.code]))


def marks_on(answer, viewer_name=""):
    """Return what is found on the page's main part, the viewer's own name aside."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return {name for name, text in MARKS.items() if text in body and text != viewer_name}


REVIEWS = {"review A", "review B"}
ALL_OF_COMMITTEE = {"abstract", *REVIEWS, "remarks A", "remarks B", "reviewer", "other reviewer", "response", "comment"}
EXPECTED = {
    ("author", Stage.SUBMISSION): {"author", "abstract"},
    ("author", Stage.REVIEWING): {"author", "abstract"},
    ("author", Stage.REBUTTAL): {"author", "abstract", *REVIEWS, "response"},
    ("author", Stage.DISCUSSION): {"author", "abstract", *REVIEWS, "response"},
    ("author", Stage.DECIDING): {"author", "abstract", *REVIEWS, "response"},
    ("reviewer", Stage.REVIEWING): {"abstract", "review A", "remarks A"},
    ("reviewer", Stage.REBUTTAL): {"abstract", *REVIEWS, "remarks A"},
    ("reviewer", Stage.DISCUSSION): {"abstract", *REVIEWS, "remarks A", "response", "comment"},
    ("area_chair", Stage.DISCUSSION): {*ALL_OF_COMMITTEE, "meta-review", "aggregate"},
    ("chair", Stage.DISCUSSION): {
        *ALL_OF_COMMITTEE, "author", "area chair", "meta-review", "aggregate", "prepared", "note",
    },
    ("conflicted_chair", Stage.REVIEWING): {"author", "abstract"},
    ("conflicted_chair", Stage.DISCUSSION): {"author", "abstract"},
    ("conflicted_chair", Stage.DECIDING): {"author", "abstract"},
}  # fmt: skip


@pytest.mark.parametrize(("who", "stage"), EXPECTED, ids=str)
def test_each_viewer_finds_what_the_policy_gives_and_no_more(request, full, during, who, stage):
    viewer = request.getfixturevalue(who)

    found = marks_on(page_for(viewer, full, during, stage), viewer_name=viewer.name if who != "author" else "")

    assert found == EXPECTED[who, stage]


def test_area_chair_on_the_page_is_named_to_chairs_alone(full, during, chair, reviewer):
    to_chair, to_reviewer = (page_for(user, full, during, Stage.DISCUSSION) for user in (chair, reviewer))

    assert b"Alma Areachair" in to_chair.content
    assert b"Alma Areachair" not in to_reviewer.content


def decided(paper, outcome="oral"):
    Decision.objects.filter(submission=paper).update(outcome=outcome, released_at=cast.at(52))
    paper.status = "rejected" if outcome == "reject" else "accepted"
    paper.presentation = "" if outcome == "reject" else outcome
    paper.save()
    return paper


def test_after_the_release_authors_read_decision_note_and_meta_review_without_the_recommendation(full, during, author):
    answer = page_for(author, decided(full), during, Stage.RELEASED)

    assert {"meta-review", "note"} <= marks_on(answer)
    assert b"Decision: Accept (oral)" in answer.content
    assert answer.content.count(b"Accept (oral)") == 1


def test_reviewers_learn_the_outcome_but_not_the_note_to_the_authors(full, during, reviewer):
    answer = page_for(reviewer, decided(full), during, Stage.RELEASED)

    assert b"This paper was accepted as an oral presentation." in answer.content
    assert "note" not in marks_on(answer)


def test_once_published_everybody_sees_the_final_words_and_the_authors_and_no_review(full, during, author):
    paper = decided(full)
    CameraReady.objects.create(
        submission=paper, title="The final title", abstract="The final abstract", consents=True, submitted_by=author
    )

    answer = page_for(None, paper, during, Stage.PUBLISHED)

    assert answer.status_code == 200
    assert marks_on(answer) == {"author"}
    assert b"The final title" in answer.content
    assert b"The final abstract" in answer.content
    assert b"Everybody can see this page." not in answer.content  # it is said to those who knew the paper before
    assert f"/papers/{paper.code}/bibtex" in answer.content.decode()


def test_without_consent_the_final_words_stay_unpublished(full, during, author):
    paper = decided(full)
    CameraReady.objects.create(submission=paper, title="The final title", abstract="The final", submitted_by=author)

    answer = page_for(None, paper, during, Stage.PUBLISHED)

    assert b"Title 101" in answer.content
    assert b"The final" not in answer.content


def test_rejected_paper_stays_hidden_when_the_programme_is_published(full, during, author):
    paper = decided(full, "reject")

    assert page_for(author, paper, during, Stage.PUBLISHED).status_code == 200
    assert page_for(None, paper, during, Stage.PUBLISHED).status_code == 404


def test_stranger_gets_the_same_answer_for_a_hidden_paper_and_for_none(full, during, client):
    during(Stage.REVIEWING)
    addresses = [reverse("papers:page", args=["icml2024", code]) for code in (full.code, "2222222222")]

    hidden, missing = (client.get(address) for address in addresses)

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content.decode().replace(addresses[0], "") == missing.content.decode().replace(addresses[1], "")
    assert f"?next={addresses[0]}" in hidden.content.decode()


def test_hidden_and_missing_papers_cost_the_same_queries(full, during, outsider, client):
    during(Stage.REVIEWING)
    client.force_login(outsider)
    asked = []
    for code in (full.code, "2222222222"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("papers:page", args=["icml2024", code])).status_code == 404
        asked.append([query["sql"].replace(code, "") for query in queries if "django_session" not in query["sql"]])

    assert asked[0] == asked[1]
    assert len(asked[0]) == 3  # who may know of no paper at all costs no query for one


def grow(paper, number):
    """Add one of everything that a page lists."""
    edition = paper.edition
    person = cast.make_user(f"Person {number}")
    cast.join(edition, person, Role.REVIEWER)
    cast.review(cast.assign(paper, person))
    cast.declare(paper, cast.make_user(f"Enemy {number}"))
    paper.authors.create(position=number + 5, name=f"Writer {number}", email=f"w{number}@w.example")
    paper.topics.add(Topic.objects.create(edition=edition, name=f"Topic {number}"))
    Comment.objects.create(submission=paper, writer=person, signature=f"Reviewer {number}", text="x", key=uuid.uuid4())


@pytest.mark.parametrize("who", ["author", "reviewer", "area_chair", "chair"])
def test_page_costs_no_more_with_thirty_of_everything_than_with_three(request, full, during, who, client):
    during(Stage.DISCUSSION)
    client.force_login(request.getfixturevalue(who))
    address = reverse("papers:page", args=["icml2024", full.code])
    sizes, costs = [], []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            grow(full, number)
        with CaptureQueriesContext(connection) as queries:
            sizes.append(len(client.get(address).content))
        costs.append(len(queries))

    assert sizes[1] > sizes[0]
    assert costs[1] == costs[0] <= 18


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


def test_hidden_and_missing_papers_fetch_as_many_rows(full, edition, during, client):
    """A conflict that somebody else declared must not show as a row more, nor a hidden paper."""
    tied = cast.make_user("Theo Tied")
    cast.join(edition, tied, Role.REVIEWER)
    cast.declare(full, tied)
    during(Stage.BIDDING)
    client.force_login(tied)
    fetched = []
    for code in (full.code, "2222222222"):
        with counting() as rows:
            assert client.get(reverse("papers:page", args=["icml2024", code])).status_code == 404
        fetched.append(rows)

    assert fetched[0] == fetched[1]
    assert sum(fetched[0]) > 0
