"""Two requests at the same instant: the database lets one of them be first."""

from collections.abc import Callable
from threading import Barrier, Event, Thread

import pytest
from django.db import connection

from submissions.manuscripts.actions import add_manuscript
from submissions.models import Submission
from submissions.submitting import actions
from submissions.submitting.actions import save_draft, start_draft, submit
from tests import cast
from tests.submissions import papers
from want.accounts.actions import verify_address
from want.accounts.models import User
from want.core import clock
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do the acts in threads of their own, started together; return what each returned or raised."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def do(place: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def draft(edition, author):
    with clock.frozen(cast.play_to(edition, Stage.SUBMISSION)):
        yield start_draft(edition, by=author)


def test_two_clicks_begin_one_paper(edition, author, draft):
    begun = at_once(*[lambda: start_draft(edition, by=author, code="abcdefghjk")] * 4)

    assert {paper.pk for paper in begun} == {Submission.objects.get(code="abcdefghjk").pk}


def test_two_edits_of_one_version_do_not_overwrite_each_other(author, draft):
    results = at_once(
        lambda: save_draft(draft, {"title": "One"}, None, seen_version=1, by=author),
        lambda: save_draft(draft, {"title": "Two"}, None, seen_version=1, by=author),
    )

    refused = [result for result in results if isinstance(result, EditedMeanwhile)]
    stored = Submission.objects.get(pk=draft.pk)
    assert len(refused) == 1
    assert refused[0].theirs == {"title": stored.title}
    assert stored.version == 2


def test_two_clicks_submit_once(edition, author, draft):
    papers.add_pdf(draft, author)
    line = papers.line(author, is_contact=True)
    save_draft(draft, papers.content(edition), [line], seen_version=None, by=author)

    results = at_once(*[lambda: submit(draft, by=author)] * 3)

    assert [result.status for result in results] == ["submitted"] * 3
    assert Message.objects.filter(key__startswith="received:").count() == 1


def test_author_who_proves_the_address_at_the_instant_of_being_listed_has_the_paper(author, draft, monkeypatch):
    cora = User.objects.create_user("cora@lab.example", name="Cora")
    listed, proved = Event(), Event()
    real = actions.refresh_after_change_of_authors

    def wait_for_the_other(*arguments: object) -> None:
        listed.set()
        proved.wait(0.5)  # in vain: the other waits for the end of this
        real(*arguments)

    monkeypatch.setattr(actions, "refresh_after_change_of_authors", wait_for_the_other)
    lines = [papers.line(author, is_contact=True), papers.line(cora)]

    def prove() -> None:
        listed.wait()
        verify_address(cora, cora.email)
        proved.set()

    results = at_once(lambda: save_draft(draft, {"title": "One"}, lines, seen_version=1, by=author), prove)

    assert [error for error in results if isinstance(error, Exception)] == []
    assert draft.authors.get(email=cora.email).user == cora


def test_two_uploads_become_two_versions(author, draft):
    at_once(
        lambda: add_manuscript(draft, papers.upload("one"), by=author),
        lambda: add_manuscript(draft, papers.upload("two"), by=author),
    )

    assert sorted(draft.manuscripts.values_list("version", flat=True)) == [1, 2]
