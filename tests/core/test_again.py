"""A request that lost against another one of the same instant is answered anew, whole, and three times at most."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from want.accounts.models import User
from want.core import clock
from want.core.again import tried_again
from want.venues.errors import server_error

pytestmark = pytest.mark.django_db(transaction=True)

DEADLOCK, BUSY, GONE, NONSENSE = "40P01", "55P03", "23503", "23514"
seen: list[dict[str, object]] = []


@login_not_required
def loses(request: HttpRequest, code: str, times: int) -> HttpResponse:
    """Lose so many times by this error of the database, then answer."""
    file = request.FILES.get("file")
    found = {"text": request.POST.get("text"), "file": file and file.read(), "at": clock.now()}
    seen.append(found | {"session": dict(request.session), "user": request.user.is_authenticated})
    request.session["stage"] = "done"
    if len(seen) <= times:
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '{code}'; END $$")
    return HttpResponse("done")


@login_not_required
def looks(request: HttpRequest, times: int) -> HttpResponse:
    """Look for a row that is gone so many times."""
    seen.append({})
    User.objects.get(pk=0) if len(seen) <= times else None
    return HttpResponse("done")


urlpatterns = [path("loses/<code>/<int:times>/", loses), path("looks/<int:times>/", looks)]
handler500 = server_error


@pytest.fixture
def browser(settings):
    settings.ROOT_URLCONF = __name__
    seen.clear()
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("code", [DEADLOCK, GONE])
def test_request_that_lost_is_answered_anew_from_what_it_brought(browser, code):
    browser.force_login(User.objects.create_user("ada@x.example", name="Ada"))
    file = SimpleUploadedFile("a.txt", b"bytes")

    answer = browser.post(f"/loses/{code}/2/", {"text": "words", "file": file})

    assert (answer.status_code, answer.content) == (200, b"done")
    assert [one["text"] for one in seen] == ["words"] * 3
    assert [one["file"] for one in seen] == [b"bytes"] * 3
    assert len({one["at"] for one in seen}) == 1  # it came in once
    assert ["stage" in one["session"] for one in seen] == [False] * 3  # what the loser put into it is forgotten
    assert [one["user"] for one in seen] == [True] * 3


def test_row_that_is_gone_is_looked_for_anew(browser):
    assert browser.get("/looks/1/").content == b"done"


def test_who_loses_three_times_reads_what_to_do(browser):
    answer = browser.post(f"/loses/{DEADLOCK}/9/", {"text": "words"})

    assert answer.status_code == 503
    assert "send the form once more" in answer.content.decode()
    assert len(seen) == 3


@pytest.mark.parametrize(("code", "times"), [(GONE, 3), (NONSENSE, 1)])
def test_fault_stays_a_fault(browser, code, times):
    answer = browser.post(f"/loses/{code}/9/", {"text": "words"})

    assert answer.status_code == 500
    assert len(seen) == times


@pytest.mark.parametrize(
    ("code", "times", "tried"), [(DEADLOCK, 2, 3), (DEADLOCK, 3, 3), (NONSENSE, 1, 1), (BUSY, 1, 2)]
)
def test_work_that_lost_is_done_again_at_most_three_times(code, times, tried):
    seen.clear()

    def work():
        seen.append({})
        if len(seen) <= times:
            with connection.cursor() as cursor:
                cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '{code}'; END $$")
        return "done"

    if tried > times:
        assert tried_again(work) == "done"
    else:
        with pytest.raises(DatabaseError):
            tried_again(work)

    assert len(seen) == tried


def test_work_within_a_transaction_of_a_caller_is_done_once():
    seen.clear()

    def work():
        seen.append({})
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '{DEADLOCK}'; END $$")

    with pytest.raises(DatabaseError), transaction.atomic():
        tried_again(work)

    assert len(seen) == 1
