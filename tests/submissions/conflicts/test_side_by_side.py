import threading

import pytest
from django.db import connection, transaction

from submissions.submitting.actions import save_draft
from submissions.submitting.content import AuthorLine, lines_of
from tests import cast
from want.core import clock
from want.venues.models import Role
from want.venues.stages import Stage

PATIENCE = 5


def beside(act) -> threading.Thread:
    """Start an act in a thread with a connection of its own."""

    def do() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_saving_a_paper_does_not_wait_for_another_that_is_being_saved():
    """Both may have conflicts to store for each other's paper; waiting for each other they would deadlock."""
    edition = cast.make_edition()
    author, reviewer = cast.make_user("Ada Author"), cast.make_user("Rita Reviewer")
    cast.join(edition, reviewer, Role.REVIEWER)
    held, saved = [cast.make_submission(edition, author, status="draft") for _ in range(2)]
    moment = cast.play_to(edition, Stage.SUBMISSION)
    lines = [*lines_of(saved), AuthorLine(reviewer.name, reviewer.email, "Rita Institute")]

    def save() -> None:
        save_draft(saved, {}, lines, seen_version=None, by=author)

    with clock.frozen(moment), transaction.atomic():
        save_draft(held, {"title": "Another one"}, None, seen_version=None, by=author)
        thread = beside(save)
        thread.join(PATIENCE)
        has_finished = not thread.is_alive()
    thread.join()

    assert has_finished
    assert list(saved.conflicts.values_list("reason", flat=True)) == ["author"]
