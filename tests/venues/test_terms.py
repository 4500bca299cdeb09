"""Chairs settle who sees what in the open: once papers are in, the others hear of it, and nobody opens their own."""

import pytest

from tests import cast
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.actions import TERMS, change_settings
from want.venues.models import Edition, Role
from want.venues.stages import Stage


@pytest.fixture
def second(edition):
    user = cast.make_user("Clara Second")
    cast.join(edition, user, Role.CHAIR)
    return user


def switch(edition, name: str, by) -> None:
    fresh = Edition.objects.get(pk=edition.pk)
    change_settings(fresh, {name: not getattr(fresh, name)}, seen_version=fresh.version, by=by)


def test_other_chairs_are_told_of_new_terms_once_papers_are_in(edition, chair, second, during):
    during(Stage.SUBMISSION)
    switch(edition, "scores_to_authors", chair)
    before = Message.objects.count()
    during(Stage.REBUTTAL)

    switch(edition, "scores_to_authors", chair)
    switch(edition, "scores_to_authors", chair)

    letters = sorted(Message.objects.all(), key=lambda letter: "scores: no" in letter.body)
    assert (before, [letter.to for letter in letters]) == (0, [second.email] * 2)
    assert ["Authors see the scores: yes" in letter.body for letter in letters] == [True, False]
    assert ["Authors see the scores: no" in letter.body for letter in letters] == [False, True]


@pytest.mark.parametrize("name", TERMS)
def test_chair_with_a_paper_changes_no_terms_once_papers_are_in(edition, chair, during, name):
    during(Stage.SUBMISSION)
    cast.make_submission(edition, chair)
    switch(edition, name, chair)
    during(Stage.CHECKS)

    with pytest.raises(Refused, match="another chair changes who sees what"):
        switch(edition, name, chair)


def test_terms_left_as_they_are_keep_no_chair_from_the_words(edition, chair, during):
    cast.make_submission(edition, chair)
    during(Stage.REBUTTAL)
    fresh = Edition.objects.get(pk=edition.pk)

    change_settings(
        fresh, {"place": "Vienna", "scores_to_authors": fresh.scores_to_authors}, seen_version=fresh.version, by=chair
    )

    assert Edition.objects.get(pk=edition.pk).place == "Vienna"
