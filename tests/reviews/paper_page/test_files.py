"""Which bytes each viewer gets behind "PDF", under which name, and with which headers."""

import hashlib

import pytest
from django.urls import reverse

from submissions.models.manuscript import Kind
from tests import cast
from tests.reviews.paper_page.files import BLIND, FINAL, FIRST, HEADERS, ORIGINAL, accept, add, get
from want.venues.stages import Stage


@pytest.mark.parametrize("who", ["author", "coauthor", "chair"])
def test_authors_and_chairs_get_the_original_under_a_name_of_ours(request, paper, during, who):
    during(Stage.REVIEWING)

    answer = get(request.getfixturevalue(who), paper)

    assert answer.body == ORIGINAL
    assert answer["Content-Disposition"] == 'inline; filename="icml2024-101-v2.pdf"'


@pytest.mark.parametrize("who", ["reviewer", "area_chair"])
def test_readers_get_the_blind_copy_under_a_name_that_tells_nothing(request, paper, during, who):
    during(Stage.REVIEWING)

    answer = get(request.getfixturevalue(who), paper)

    assert answer.body == BLIND
    assert answer["Content-Disposition"] == 'inline; filename="icml2024-101.pdf"'


@pytest.mark.parametrize("who", ["outsider", "second_reviewer", "conflicted_chair"])
def test_others_get_nothing(request, paper, during, who):
    viewer = request.getfixturevalue(who)
    during(Stage.REVIEWING)

    assert get(viewer, paper).status_code == 404
    assert get(None, paper).status_code == 404


def test_nobody_gets_the_original_in_place_of_a_missing_blind_copy(paper, during, reviewer):
    paper.manuscripts.update(blind_sha256="")
    during(Stage.REVIEWING)

    assert get(reviewer, paper).status_code == 404


def test_published_paper_is_its_final_version_for_everybody(paper, during, author, outsider):
    accept(paper)
    during(Stage.PUBLISHED)

    answers = [get(user, paper) for user in (None, outsider, author)]

    assert [answer.body for answer in answers] == [FINAL, FINAL, FINAL]
    assert answers[0]["Content-Disposition"] == 'inline; filename="icml2024-101-camera-ready.pdf"'


def test_without_consent_the_final_version_stays_with_authors_and_chairs(paper, during, author, chair, outsider):
    accept(paper, consents=False)
    during(Stage.PUBLISHED)

    answers = [get(user, paper, "papers:file", "camera_ready") for user in (author, chair, None, outsider)]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert get(None, paper).status_code == 404


def test_before_publication_authors_still_get_what_was_reviewed_and_the_final_version_apart(paper, during, author):
    accept(paper)
    during(Stage.CAMERA_READY)

    assert get(author, paper).body == ORIGINAL
    assert get(author, paper, "papers:file", "camera_ready").body == FINAL


def test_conflicted_chair_gets_the_final_version_alone(paper, during, conflicted_chair):
    accept(paper)
    during(Stage.CAMERA_READY)

    assert get(conflicted_chair, paper).body == FINAL
    assert get(conflicted_chair, paper, "papers:file", "paper").status_code == 404


def test_earlier_versions_are_for_those_who_follow_the_history(paper, during, author, chair, reviewer):
    during(Stage.REVIEWING)

    answers = [get(user, paper, "papers:version", "paper", 1) for user in (author, chair, reviewer)]

    assert [(answer.status_code, answer.body) for answer in answers[:2]] == [(200, FIRST), (200, FIRST)]
    assert answers[2].status_code == 404
    assert get(author, paper, "papers:version", "paper", 3).status_code == 404


@pytest.mark.parametrize("kind", ["supplement", "camera_ready", "nonsense"])
def test_kind_that_is_not_there_is_missing(paper, during, author, kind):
    during(Stage.REVIEWING)

    assert get(author, paper, "papers:file", kind).status_code == 404


@pytest.mark.parametrize("header", HEADERS)
def test_headers_keep_the_file_from_caches_and_from_the_page_around_it(paper, during, author, header):
    during(Stage.REVIEWING)

    assert get(author, paper)[header] == HEADERS[header]


def test_no_header_differs_between_two_papers_but_for_name_and_tag(paper, edition, during, author, reviewer):
    during(Stage.REVIEWING)
    other = cast.make_submission(edition, author)
    add(other, Kind.PAPER, 1, b"%PDF other", BLIND + b" also")
    cast.assign(other, reviewer)

    first, second = (dict(get(reviewer, one).headers) for one in (paper, other))

    differing = {name for name in first | second if first.get(name) != second.get(name)}
    assert differing == {"Content-Disposition", "ETag", "Content-Length"}
    assert "Last-Modified" not in first


@pytest.mark.parametrize(("who", "body"), [("author", b"%PDF more"), ("reviewer", b"%PDF more, blind")])
def test_supplement_is_saved_and_not_shown(request, paper, during, who, body):
    add(paper, Kind.SUPPLEMENT, 1, b"%PDF more", b"%PDF more, blind")
    during(Stage.REVIEWING)

    answer = get(request.getfixturevalue(who), paper, "papers:file", "supplement")

    assert answer.body == body
    assert answer["Content-Disposition"].startswith('attachment; filename="icml2024-101-supplement')


def test_etag_is_compared_after_the_policy(paper, during, author, outsider):
    during(Stage.REVIEWING)
    etag = get(author, paper)["ETag"]

    known = get(author, paper, if_none_match=etag)

    assert (known.status_code, known.body, known["ETag"]) == (304, b"", etag)
    assert known["Cache-Control"] == "private, no-store"
    assert get(outsider, paper, if_none_match=etag).status_code == 404
    assert get(None, paper, if_none_match=etag).status_code == 404


def test_etag_tells_neither_the_original_nor_the_copy(paper, during, author, reviewer):
    during(Stage.REVIEWING)

    tags = [get(user, paper)["ETag"].strip('"') for user in (author, reviewer)]

    assert tags[0] != tags[1]
    for told in (ORIGINAL, BLIND):
        assert not any(hashlib.sha256(told).hexdigest().startswith(tag) for tag in tags)


def test_sending_the_paper_costs_six_queries(paper, during, reviewer, client, django_assert_num_queries):
    during(Stage.REVIEWING)
    client.force_login(reviewer)
    address = reverse("papers:pdf", args=["icml2024", paper.code])
    b"".join(client.get(address))

    with django_assert_num_queries(6):
        b"".join(client.get(address))
