"""One person's files keep nobody else's out."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache

from submissions.manuscripts import turns
from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.turns import ENOUGH, HARD_ONES, LARGEST_A_DAY, PAUSED, SLOW, require_room, turn_of
from submissions.manuscripts.workbench import BUSY, SPENT, TooHard
from want.core import clock


@pytest.fixture(autouse=True)
def nothing_tried_yet(db):
    cache.clear()


def test_an_account_has_two_files_looked_at_at_once_and_others_are_let_in(author, coauthor):
    with turn_of(author), turn_of(author):
        with pytest.raises(Problem) as third, turn_of(author):
            pass
        with turn_of(coauthor):
            pass

    assert str(third.value) == ENOUGH
    with turn_of(author):
        pass


def test_whoever_sends_files_that_cannot_be_read_waits_for_a_while(author, coauthor):
    for _ in range(HARD_ONES):
        with pytest.raises(TooHard), turn_of(author):
            raise TooHard("It could not be read.")

    with pytest.raises(Problem) as problem, turn_of(author):
        pass

    assert str(problem.value) == PAUSED
    with turn_of(coauthor):
        pass


def test_files_that_take_long_count_though_they_are_taken(author):
    for _ in range(HARD_ONES):
        with turn_of(author):
            SPENT.set(SLOW + 1)

    with pytest.raises(Problem) as problem, turn_of(author):
        pass

    assert str(problem.value) == PAUSED


def test_files_that_are_refused_for_other_reasons_do_not_count(author):
    for _ in range(2 * HARD_ONES):
        with pytest.raises(Problem, match="encrypted"), turn_of(author):
            raise Problem("It is encrypted.")


def test_an_account_sends_so_much_a_day_and_no_more(author, coauthor, settings):
    settings.MANUSCRIPT_MAX_BYTES = 1024**2
    for _ in range(LARGEST_A_DAY):
        require_room(author, 1024**2)

    with pytest.raises(Problem, match="you sent today are 20 MB together"):
        require_room(author, 1)
    require_room(coauthor, 1)
    with clock.frozen(clock.now() + timedelta(days=1)):
        require_room(author, 1)


def test_a_process_keeps_a_thread_for_pages(author, monkeypatch):
    monkeypatch.setattr(turns, "SEATS", threading.BoundedSemaphore(1))
    monkeypatch.setattr(turns, "PATIENCE", 0.01)

    with turn_of(author), pytest.raises(Problem) as problem, turn_of(author):
        pass

    assert str(problem.value) == BUSY
    with turn_of(author):
        pass
