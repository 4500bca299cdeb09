"""Refreshes beside each other and beside a person who leaves: nothing is undone, nothing comes back, nobody waits."""

import numpy as np
import pytest
from django.db import connection

from reviews.matching import table
from reviews.matching.kept import kept_similarities
from reviews.matching.table import refresh
from reviews.matching.tasks import refresh_table
from reviews.models import ExpertisePaper, TextRow, TextTable
from submissions.models import Submission
from tests import cast
from tests.side_by_side import beside
from want.core import clock
from want.keeping.erasure import erase
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ivo(edition, monkeypatch):
    """Somebody of the committee with a row; papers come later without new counts."""
    monkeypatch.setattr(table, "encoder", lambda: None)
    monkeypatch.setattr(table, "DRIFT", 100)
    with clock.frozen(cast.play_to(edition, Stage.ASSIGNMENT)):
        ivo = cast.make_user("Ivo Invited")
        cast.join(edition, ivo, Role.REVIEWER)
        ExpertisePaper.objects.create(user=ivo, title="Rain on clouds", title_key="x", digest="y")
        hand_in(edition)
        refresh(edition)
        yield ivo


@pytest.fixture
def in_the_midst(monkeypatch):
    """Let something happen once, when the texts are read and the table is not held yet."""
    real = table.read_all

    def happens(act):
        def read_all(*given):
            monkeypatch.setattr(table, "read_all", real)
            act()
            return real(*given)

        monkeypatch.setattr(table, "read_all", read_all)

    return happens


def hand_in(edition):
    author = cast.make_user("Ada Author") if not Submission.objects.exists() else Submission.objects.first().created_by
    return cast.make_submission(edition, author, title="Clouds", abstract=f"Rain {Submission.objects.count()}")


def test_refresh_that_read_before_another_one_was_done_undoes_nothing(edition, ivo, in_the_midst):
    papers = [Submission.objects.get().pk]

    def another():
        papers.append(hand_in(edition).pk)
        assert refresh(edition) == 1

    in_the_midst(another)
    assert refresh(edition) == 0

    kept = kept_similarities(edition, papers, [ivo.pk])
    assert (TextTable.objects.get().gone, np.isnan(kept.words).tolist()) == ([], [[False], [False]])


def test_refresh_that_read_before_somebody_was_erased_makes_no_row_of_theirs(edition, ivo, in_the_midst):
    in_the_midst(lambda: erase(ivo))
    hand_in(edition)

    refresh(edition)

    assert not TextRow.objects.exists()


def test_somebody_is_erased_while_their_row_is_made(edition, ivo, monkeypatch):
    ExpertisePaper.objects.update(digest="z")
    real, threads, failed = table.put_beside, [], []

    def erased():
        try:
            erase(ivo)
        except Exception as error:
            failed.append(error)
            raise

    def put_beside(*given):
        threads.append(beside(erased))
        real(*given)

    monkeypatch.setattr(table, "put_beside", put_beside)
    hand_in(edition)
    refresh(edition)
    threads[0].join()

    assert (failed, TextRow.objects.count(), len(threads)) == ([], 0, 1)


def test_refresh_that_loses_a_deadlock_is_done_again(edition, ivo, monkeypatch):
    paper, real, lost = hand_in(edition), table.put_beside, []

    def put_beside(*given):
        real(*given)
        if len(lost) < 2:
            lost.append(given)
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40P01'; END $$")

    monkeypatch.setattr(table, "put_beside", put_beside)
    refresh_table.func(edition.pk)

    assert len(lost) == 2
    assert not np.isnan(kept_similarities(edition, [paper.pk], [ivo.pk]).words).any()
