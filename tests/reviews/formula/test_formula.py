"""The formula on the desk: in words, tried on real papers, kept; scores up and down, without papers in conflict."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.affinity.score import Formula, score
from reviews.formula import scores
from reviews.formula.actions import change_formula, upload_scores
from reviews.formula.scores import read_scores
from reviews.models import MatchFormula, UploadedScore
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.models import Role
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/matching/"


@pytest.fixture
def papers(edition, author, reviewer, second_reviewer, during):
    """Two papers; the reviewer knows the topic of both, the second reviewer nothing we know of."""
    made = [cast.make_submission(edition, author, title=f"Hidden gem {number}") for number in (1, 2)]
    edition.memberships.get(user=reviewer).topics.set(edition.topics.all()[:1])
    during(Stage.ASSIGNMENT)
    return made


@pytest.fixture
def conflicted_chair(edition, papers):
    user = cast.make_user("Connie Conflicted")
    cast.join(edition, user, Role.CHAIR)
    cast.declare(papers[0], user)
    return user


def test_weights_and_bids_do_what_the_words_say():
    half = score({1: 1.0}, {1}, text=0.5)
    texts = score({1: 1.0}, {1}, text=0.5, formula=Formula(text=1, topics=0))
    no_bids = [score({1: 1.0}, {1}, bid, formula=Formula(step=1.0)).value for bid in ("eager", "not_willing")]

    assert half.value == pytest.approx(0.775 / 2.25)
    assert texts.value == pytest.approx(0.55 / 2.25)
    assert no_bids == [1.0, 1.0]


def test_trying_a_formula_changes_nothing_and_shows_who_fits_then(client, edition, chair, papers, second_reviewer):
    UploadedScore.objects.create(submission=papers[1], user=second_reviewer, value=1)
    client.force_login(chair)

    page = client.get(PAGE, {"text": "100", "bid": "2", "use": "join"})

    assert not MatchFormula.objects.exists()
    shown = {
        one.number: ([r.name for r in one.before], [r.name for r in one.after]) for one in page.context["examples"]
    }
    assert set(shown) == {101, 102}
    assert "to 100 % how near the paper is" in page.content.decode()


def test_examples_are_there_while_bids_are_taken(client, chair, papers, during):
    during(Stage.BIDDING)
    client.force_login(chair)

    page = client.get(PAGE, {"text": "10", "bid": "1.5", "use": "join"})

    assert sorted(one.number for one in page.context["examples"]) == [101, 102]


def test_examples_leave_out_papers_in_conflict(client, edition, conflicted_chair, papers):
    client.force_login(conflicted_chair)

    page = client.get(PAGE, {"text": "10", "bid": "1.5", "use": "join"})

    assert [one.number for one in page.context["examples"]] == [102]
    assert "Hidden gem 1" not in page.content.decode()


def test_formula_is_kept_once_and_not_over_another_chairs(client, edition, chair, papers):
    client.force_login(chair)
    mark = client.get(PAGE, {"text": "70", "bid": "2", "use": "join"}).context["mark"]

    client.post(PAGE, {"text": "70", "bid": "2", "use": "replace", "seen": mark})

    row = MatchFormula.objects.get()
    assert (row.text, row.topics, row.bid_base, row.uploaded_use) == (0.7, pytest.approx(0.3), 2.0, "replace")
    with pytest.raises(EditedMeanwhile):
        change_formula(edition, text=0.2, bid_base=1.5, uploaded_use="join", by=chair, seen=mark)


def test_formula_is_the_chairs(edition, reviewer, papers):
    with pytest.raises(Refused, match="Only the chairs"):
        change_formula(edition, text=0.2, bid_base=1.5, uploaded_use="join", by=reviewer)
    with pytest.raises(Refused, match="Only the chairs"):
        upload_scores(edition, {}, by=reviewer)


def test_scores_are_read_as_openreview_writes_them():
    read = read_scores(
        "paper,reviewer,score\n101,Rita@X.example,0.5\ncode1,rita@x.example,0.7\n9,rita@x.example,1\n101,nobody@x,1\n"
        "101,rita@x.example,nan\n101",
        {"101": 1, "code1": 2},
        {"rita@x.example": 7},
    )

    assert read.scores == {(1, 7): 0.5, (2, 7): 0.7}
    assert [problem.split(":")[0] for problem in read.problems] == ["Line 4", "Line 5", "Line 6", "Line 7"]


def test_scores_of_profiles_are_read_by_name():
    names = {"jose diaz": [7], "ada lovelace": [8, 9]}
    read = read_scores(
        "101,~José_Díaz1,0.5\n101,~Ada_Lovelace2,0.5\n101,~No_Body1,0.5\nk3s,~Jose_Diaz1,1\nk3s,~Ada_Lovelace1,1\n",
        {"101": 1},
        {},
        names,
    )

    assert read.scores == {(1, 7): 0.5}
    assert [problem.split(":")[0] for problem in read.problems] == ["Line 2", "Line 3", "Lines 4, 5"]
    assert ["several people" in one for one in read.problems] == [True, False, False]
    assert "Use its number or its code" in read.problems[2]


def test_lines_that_can_be_taken_are_taken_after_the_others_were_seen(
    client, edition, chair, conflicted_chair, papers, reviewer
):
    client.force_login(conflicted_chair)
    lines = "102,~Rita_Reviewer1,0.53\n101,~Rita_Reviewer1,0.1\n999,~Rita_Reviewer1,0.1\n"

    seen = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", lines.encode())})
    hidden, missing = seen.context["read"].problems
    client.force_login(chair)
    client.post(f"{PAGE}scores/", {"lines": seen.context["lines"]})

    assert hidden.replace("Line 2", "Line 3").replace("101", "999") == missing
    assert list(UploadedScore.objects.values_list("submission__number", "value")) == [(102, 0.53)]


def test_uploaded_scores_are_kept_whole_or_not_at_all(client, edition, chair, papers, reviewer):
    client.force_login(chair)
    good, bad = f"101,{reviewer.email},0.4\n", f"102,{reviewer.email},much\n"

    refused = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", (good + bad).encode())})
    assert (UploadedScore.objects.count(), refused.context["read"].faulty) == (0, 1)
    client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", good.encode())})

    assert list(UploadedScore.objects.values_list("submission__number", "user__name", "value")) == [
        (101, "Rita Reviewer", 0.4)
    ]


def test_the_same_scores_once_more_change_nothing(client, edition, chair, papers, reviewer):
    client.force_login(chair)
    good = f"101,{reviewer.email},0.4\n102,{reviewer.email},0.1\n".encode()

    for _ in range(2):
        client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", b"\xef\xbb\xbf" + good)})

    assert Entry.objects.filter(verb="matching.scores_uploaded").count() == 1
    assert UploadedScore.objects.count() == 2


def test_file_beyond_the_limits_is_refused_in_words_and_the_scores_stay(
    client, edition, chair, papers, reviewer, settings, monkeypatch
):
    UploadedScore.objects.create(submission=papers[0], user=reviewer, value=0.9)
    client.force_login(chair)
    lines = f"101,{reviewer.email},0.4\n".encode() * 5
    monkeypatch.setattr(scores, "MOST_LINES", 4)
    many = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", lines)}, follow=True)
    settings.MANUSCRIPT_MAX_BYTES = 2**20
    large = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", lines * 10_000)}, follow=True)

    assert "lines, so nothing of it was taken" in many.content.decode()
    assert "This file is bigger than 1 MB, so nothing of it was taken" in large.content.decode()
    assert UploadedScore.objects.get().value == 0.9


def test_conflicted_chair_reads_no_scores_of_their_paper_and_sets_none_once_papers_are_in(
    client, edition, conflicted_chair, papers, reviewer, second_reviewer
):
    UploadedScore.objects.create(submission=papers[0], user=reviewer, value=0.9)
    client.force_login(conflicted_chair)
    own, other = (f"{number},{reviewer.email},0.1\n".encode() for number in (101, 102))

    unknown = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", own)})
    kept = client.post(f"{PAGE}scores/", {"scores": SimpleUploadedFile("s.csv", other)}, follow=True)
    formula = client.post(PAGE, {"text": "100", "bid": "1", "use": "replace", "seen": ""}, follow=True)
    download = b"".join(client.get(f"{PAGE}affinities.csv").streaming_content).decode()

    assert "there is no paper “101” that you may see" in unknown.content.decode()
    assert ["another chair changes how papers are matched" in page.content.decode() for page in (kept, formula)] == [
        True,
        True,
    ]
    assert list(UploadedScore.objects.values_list("submission__number", "value")) == [(101, 0.9)]
    assert not MatchFormula.objects.exists()
    rows = list(csv.DictReader(io.StringIO(download)))
    assert {row["paper"] for row in rows} == {"102"}
    assert {row["reviewer"] for row in rows} == {reviewer.email, second_reviewer.email}


def test_scores_that_a_chair_replaces_leave_those_of_papers_they_do_not_see(edition, chair, papers, reviewer, during):
    UploadedScore.objects.create(submission=papers[0], user=reviewer, value=0.9)
    hidden = cast.declare(papers[0], chair)
    during(Stage.SUBMISSION)

    upload_scores(edition, {(paper.pk, reviewer.pk): 0.1 for paper in papers}, by=chair)

    assert hidden
    assert UploadedScore.objects.get(submission=papers[0]).value == 0.9


def test_scores_of_a_hidden_paper_move_no_affinity_that_a_tied_chair_reads(
    client, edition, conflicted_chair, papers, reviewer, second_reviewer
):
    UploadedScore.objects.create(submission=papers[1], user=reviewer, value=0.9)
    client.force_login(conflicted_chair)
    before = b"".join(client.get(f"{PAGE}affinities.csv").streaming_content)

    UploadedScore.objects.create(submission=papers[0], user=second_reviewer, value=50)

    assert b"".join(client.get(f"{PAGE}affinities.csv").streaming_content) == before
