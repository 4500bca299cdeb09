"""The table of similarities: right, kept, and brought up to date by as little work as it takes."""

import numpy as np
import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from reviews.affinity.encoder import NAME
from reviews.assignment.inputs import inputs_of
from reviews.expertise.actions import add_papers, choose_papers
from reviews.expertise.bibtex import read_bibtex
from reviews.matching import table
from reviews.matching.table import refresh
from reviews.matching.tasks import PATIENCE, table_changed
from reviews.models import ExpertisePaper, MatchFormula, TextBlock, TextRow, TextTable, TextVector, UploadedScore
from tests import cast
from want.core import clock
from want.venues.models import Role
from want.venues.stages import Stage

WORDS = {
    "pruning": "We prune attention heads of transformers by magnitude and keep accuracy with sparse matrices.",
    "climate": "We forecast rainfall with satellite images of clouds and neural weather models for farmers.",
    "privacy": "We bound the leakage of gradients under differential privacy in federated learning of hospitals.",
}


class FakeEncoder:
    """Counts what it is asked; the vector of a text is the share of a few letters in it."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        rows = np.array([[text.count(letter) for letter in "abcdefgh"] for text in texts], dtype=np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


@pytest.fixture
def words_alone(monkeypatch):
    monkeypatch.setattr(table, "encoder", lambda: None)
    monkeypatch.setattr(table, "DRIFT", 0.1)  # so that thirty papers will do


@pytest.fixture
def papers(edition, author, during):
    during(Stage.ASSIGNMENT)
    made = {}
    for name, abstract in WORDS.items():
        made[name] = cast.make_submission(edition, author, title=f"About {name}", abstract=abstract)
        made[name].topics.clear()
    return made


def knows(person, name):
    add_papers(read_bibtex(f"@a{{x, title={{My {name}}}, abstract={{{WORDS[name]} Again.}}}}"), by=person)


def best_of(edition, person):
    inputs = inputs_of(edition, Role.REVIEWER)
    return inputs.papers[int(np.argmax(inputs.affinity[:, inputs.column[person.pk]]))]


def test_own_papers_bring_the_near_paper_with_its_reason(words_alone, edition, papers, reviewer, second_reviewer):
    knows(reviewer, "climate")
    knows(second_reviewer, "privacy")
    assert refresh(edition) == 6

    assert best_of(edition, reviewer) == papers["climate"].pk
    assert best_of(edition, second_reviewer) == papers["privacy"].pk
    match = inputs_of(edition, Role.REVIEWER).match(papers["climate"].pk, reviewer.pk)
    assert match.reasons[0].startswith("similar to their “My climate” (1.00)")
    assert match.value == pytest.approx(inputs_of(edition, Role.REVIEWER).affinity.max(), abs=1e-6)


def test_table_follows_by_rows_and_columns(words_alone, edition, author, papers, reviewer, second_reviewer):
    knows(reviewer, "climate")
    for number in range(30):  # so many that one more is not a tenth
        cast.make_submission(edition, author, title=f"Filler {number}", abstract=f"Some words {number}")
    whole = refresh(edition)

    assert (whole, refresh(edition)) == (33, 0)
    knows(second_reviewer, "privacy")
    assert refresh(edition) == 33
    papers["pruning"].abstract = WORDS["climate"]
    papers["pruning"].save()
    cast.make_submission(edition, author, title="New", abstract=WORDS["privacy"])
    assert refresh(edition) == 4

    kept = inputs_of(edition, Role.REVIEWER).text.scores
    TextTable.objects.all().delete()
    TextRow.objects.all().delete()
    assert refresh(edition) == 68
    anew = inputs_of(edition, Role.REVIEWER).text.scores
    assert kept == pytest.approx(anew, abs=0.07)
    assert np.argmax(kept, axis=0).tolist() == np.argmax(anew, axis=0).tolist()


def test_only_what_is_new_is_written(words_alone, edition, author, papers, reviewer, second_reviewer):
    knows(reviewer, "climate")
    for number in range(30):
        cast.make_submission(edition, author, title=f"Filler {number}", abstract=f"Some words {number}")
    refresh(edition)
    before = versions()

    knows(second_reviewer, "privacy")
    refresh(edition)

    assert versions()[reviewer.pk] == before[reviewer.pk], "the row of somebody else was written anew"
    before = versions()
    papers["pruning"].abstract = WORDS["climate"]
    papers["pruning"].save()
    refresh(edition)
    assert versions() == before, "a row was written anew for the sake of a paper"
    assert (TextTable.objects.get().gone, [block.start for block in TextBlock.objects.all()]) == ([0], [33])
    inputs = inputs_of(edition, Role.REVIEWER)
    assert inputs.text.of(inputs.row[papers["pruning"].pk], inputs.column[reviewer.pk]) > 0.8
    assert inputs.text.nearest_title(inputs.row[papers["pruning"].pk], inputs.column[reviewer.pk]) == "My climate"


def versions():
    """Return which version of each person's row is stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id, xmin::text || ctid::text FROM reviews_textrow")
        return dict(cursor.fetchall())


def test_many_changes_ask_for_one_refresh_until_it_begins(
    words_alone, edition, papers, reviewer, django_capture_on_commit_callbacks
):
    def asked(times=3):
        before = DBTaskResult.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(times):
                table_changed(edition.pk)
        return DBTaskResult.objects.count() - before

    refresh(edition)

    assert (asked(), asked()) == (1, 0)
    refresh(edition)
    assert asked() == 1
    TextTable.objects.update(asked_at=clock.now() - PATIENCE)
    assert asked() == 1, "what was lost is asked for again"


def test_papers_that_leave_and_profiles_that_are_unticked_leave_the_table(
    words_alone, edition, papers, reviewer, second_reviewer
):
    knows(reviewer, "climate")
    knows(second_reviewer, "privacy")
    refresh(edition)
    papers["pruning"].status = "draft"
    papers["pruning"].submitted_at = None
    papers["pruning"].save()
    own = ExpertisePaper.objects.get(user=second_reviewer)
    choose_papers(set(), of={own.pk}, by=second_reviewer)

    refresh(edition)

    assert TextTable.objects.get().papers == [papers["climate"].pk, papers["privacy"].pk]
    assert [row.user for row in TextRow.objects.all()] == [reviewer]
    assert inputs_of(edition, Role.REVIEWER).text.of(0, 1) is None


def test_vectors_are_made_once_and_kept(monkeypatch, edition, papers, reviewer):
    fake = FakeEncoder()
    monkeypatch.setattr(table, "encoder", lambda: fake)
    knows(reviewer, "climate")

    refresh(edition)
    TextTable.objects.all().delete()
    refresh(edition)

    assert len(fake.asked) == len(set(fake.asked)) == TextVector.objects.filter(encoder=NAME).count() == 4
    assert TextTable.objects.get().encoder == NAME
    assert best_of(edition, reviewer) == papers["climate"].pk


@pytest.mark.parametrize(("use", "expected"), [("replace", 0.2), ("join", 0.6)])
def test_uploaded_scores_join_or_replace(words_alone, edition, papers, reviewer, use, expected):
    knows(reviewer, "climate")
    refresh(edition)
    MatchFormula.objects.create(edition=edition, uploaded_use=use)
    UploadedScore.objects.create(submission=papers["climate"], user=reviewer, value=0.2)

    inputs = inputs_of(edition, Role.REVIEWER)

    assert inputs.text.of(inputs.row[papers["climate"].pk], 0) == pytest.approx(expected, abs=0.01)


def test_without_any_text_topics_stand_alone(edition, papers, reviewer):
    inputs = inputs_of(edition, Role.REVIEWER)

    assert not inputs.text.is_known
    assert inputs.match(papers["climate"].pk, reviewer.pk).reasons == ("topics: not stated",)


def test_who_names_no_papers_counts_as_others_do_on_average(words_alone, edition, papers, reviewer, second_reviewer):
    topic = edition.topics.first()
    papers["climate"].topics.add(topic)
    edition.memberships.get(user=second_reviewer).topics.add(topic)
    knows(reviewer, "climate")
    refresh(edition)

    inputs = inputs_of(edition, Role.REVIEWER)
    match = inputs.match(papers["climate"].pk, second_reviewer.pk)

    assert match.reasons[-1] == "text: not compared, counted 1.00 as usual for the paper"
    place = inputs.row[papers["climate"].pk], inputs.column[second_reviewer.pk]
    assert match.value == pytest.approx(float(inputs.affinity[place]), abs=1e-6)
