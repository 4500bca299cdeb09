"""The page of a paper: what each viewer finds on it, and at what cost."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Comment, Decision
from submissions.models import CameraReady
from tests import cast
from tests.prove.comparing import counting
from want.venues.models import Role, Topic
from want.venues.stages import Stage

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
