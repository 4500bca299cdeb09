"""Parts of files, files that are known already, and files that nginx sends: the policy is asked first."""

import hashlib

import pytest

from tests.reviews.paper_page.files import BLIND, HEADERS, ORIGINAL, get
from want.venues.stages import Stage


def test_range_and_condition_are_nothing_without_the_policy(paper, during, outsider):
    during(Stage.REVIEWING)

    answers = [get(who, paper, range=asked) for who in (outsider, None) for asked in ("bytes=0-3", "bytes=99-")]

    assert [answer.status_code for answer in answers] == [404] * 4


class TestBehindNginx:
    """With WANT_X_ACCEL the view decides and nginx sends."""

    @pytest.fixture(autouse=True)
    def _accelerated(self, settings):
        settings.X_ACCEL = "/protected/"

    def test_view_names_the_file_and_sends_no_byte(self, paper, during, reviewer):
        during(Stage.REVIEWING)

        answer = get(reviewer, paper, range="bytes=0-3")

        sha256 = hashlib.sha256(BLIND).hexdigest()
        assert (answer.status_code, answer.body) == (200, b"")
        assert answer["X-Accel-Redirect"] == f"/protected/{sha256[:2]}/{sha256}.pdf"
        assert answer["Content-Disposition"] == 'inline; filename="icml2024-101.pdf"'
        assert {name: answer[name] for name in HEADERS if name != "Content-Length"} == {
            name: value for name, value in HEADERS.items() if name != "Content-Length"
        }

    def test_who_may_not_see_the_file_is_told_no_place(self, paper, during, outsider):
        during(Stage.REVIEWING)

        answer = get(outsider, paper)

        assert answer.status_code == 404
        assert "X-Accel-Redirect" not in answer

    def test_unchanged_file_is_not_asked_of_nginx(self, paper, during, reviewer):
        during(Stage.REVIEWING)

        known = get(reviewer, paper, if_none_match=get(reviewer, paper)["ETag"])

        assert known.status_code == 304
        assert "X-Accel-Redirect" not in known


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-3", 206, b"%PDF", "bytes 0-3/13"),
        ("bytes=5-", 206, b"original", "bytes 5-12/13"),
        ("bytes=-8", 206, b"original", "bytes 5-12/13"),
        ("bytes=5-999", 206, b"original", "bytes 5-12/13"),
        ("bytes=-999", 206, ORIGINAL, "bytes 0-12/13"),
        ("bytes=13-", 416, b"", "bytes */13"),
        ("bytes=4-2", 416, b"", "bytes */13"),
    ],
)
def test_one_range_is_sent_as_asked(paper, during, author, asked, status, body, content_range):
    during(Stage.REVIEWING)

    answer = get(author, paper, range=asked)

    assert (answer.status_code, answer.body, answer["Content-Range"]) == (status, body, content_range)


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "pages=1-2", "bytes=-", "bytes=a-b"])
def test_range_that_is_not_understood_gets_the_whole_file(paper, during, author, asked):
    during(Stage.REVIEWING)

    answer = get(author, paper, range=asked)

    assert (answer.status_code, answer.body) == (200, ORIGINAL)


def test_range_of_another_version_gets_the_whole_new_one(paper, during, author):
    during(Stage.REVIEWING)

    answer = get(author, paper, range="bytes=0-3", if_range='"old"')

    assert (answer.status_code, answer.body) == (200, ORIGINAL)
