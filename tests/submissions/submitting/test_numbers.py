"""Numbers tell neither order nor count, and there is always another one."""

import secrets

import pytest
from django.db import IntegrityError

from submissions.models import Submission
from submissions.submitting import numbers
from submissions.submitting.actions import start_draft
from tests import cast
from want.venues.stages import Stage


def test_numbers_come_from_thrice_the_expected_size(edition):
    edition.expected_size = 2

    drawn = {numbers.draw_number(edition) for _ in range(200)}

    assert drawn == {1, 2, 3, 4, 5, 6}


def test_taken_numbers_are_not_drawn_again(edition, author):
    edition.expected_size = 1
    for number in (1, 2):
        cast.make_submission(edition, author, number=number)

    assert {numbers.draw_number(edition) for _ in range(100)}.isdisjoint({1, 2})


def test_range_grows_when_all_are_taken(edition, author, monkeypatch):
    edition.expected_size = 1
    cast.make_submission(edition, author, number=1)
    bounds = []
    monkeypatch.setattr(
        secrets, "randbelow", lambda bound: bounds.append(bound) or (0 if len(bounds) < 3 else bound - 1)
    )

    number = numbers.draw_number(edition)

    assert bounds == [3, 6, 9]
    assert number == 9


def test_number_drawn_by_two_at_once_is_drawn_again(edition, author, outsider, during, monkeypatch):
    during(Stage.SUBMISSION)
    cast.make_submission(edition, outsider, number=7)
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("submissions.submitting.actions.draw_number", lambda *_, **__: next(drawn))

    paper = start_draft(edition, by=author)

    assert paper.number == 8


def test_number_is_unique_in_an_edition(edition, author):
    cast.make_submission(edition, author, number=7)

    with pytest.raises(IntegrityError):
        Submission.objects.create(edition=edition, number=7, created_by=author)
