"""The desk's page of publication: what accepted papers lack, and the one button."""

import re

import pytest

from reviews.publication.queries import accepted_papers
from reviews.visibility.lists import sight_of
from submissions.models import CameraReady, Manuscript
from tests import cast
from want.venues.models import Edition
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

PAGE = "/desk/e/icml2024/publish/"
CONFIRM = PAGE + "confirm/"
SURE = {"is_sure": "on"}


@pytest.fixture
def papers(edition, author, during):
    """An accepted paper that is complete, two that are not, and a rejected one."""
    during(Stage.CAMERA_READY)
    cast.make_submission(edition, author, status="rejected")
    made = [cast.make_submission(edition, author, status="accepted", presentation="poster") for _ in range(3)]
    for paper, consents in zip(made[:2], (True, False), strict=True):
        CameraReady.objects.create(
            submission=paper, title=paper.title, abstract="x", consents=consents, submitted_by=author
        )
    Manuscript.objects.create(
        submission=made[0], kind="camera_ready", version=1, sha256="0" * 64, size=1, uploaded_by=author
    )
    return made


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_each_paper_says_what_it_lacks_incomplete_ones_first(edition, papers, chair):
    found = accepted_papers(sight_of(chair, edition))

    assert [(paper.number, paper.lacks) for paper in found] == [
        (papers[1].number, ["its PDF", "the authors' consent"]),
        (papers[2].number, ["the final version", "its PDF"]),
        (papers[0].number, []),
    ]


def test_publishing_is_confirmed_with_a_tick_and_done_once(client, edition, papers, chair):
    client.force_login(chair)

    before = text_of(client.get(PAGE))
    client.post(CONFIRM, SURE)
    first = Edition.objects.get(pk=edition.pk).published_at
    client.post(CONFIRM, SURE)

    assert "1 <small>of 3</small>" in before
    assert "Remind those still due" in before
    assert f'href="{CONFIRM}">Publish the accepted papers…</a>' in before
    assert first is not None
    assert Edition.objects.get(pk=edition.pk).published_at == first


def test_before_the_camera_ready_stage_the_reason_stands_there(client, edition, papers, chair, during):
    client.force_login(chair)
    during(Stage.RELEASED)

    page = text_of(client.get(PAGE))
    client.post(CONFIRM, SURE)

    assert "the camera-ready stage opens first" in page
    assert "Remind those still due" not in page
    assert Edition.objects.get(pk=edition.pk).published_at is None


def test_conflicted_chair_may_publish_for_it_is_one_act_for_all(client, edition, papers, chair):
    cast.declare(papers[0], chair)
    client.force_login(chair)

    client.post(CONFIRM, SURE)

    assert Edition.objects.get(pk=edition.pk).published_at is not None


def test_nobody_but_chairs_publishes(client, edition, papers, author, area_chair):
    for person in (author, area_chair):
        client.force_login(person)
        assert client.post(CONFIRM, SURE).status_code == 404
    assert Edition.objects.get(pk=edition.pk).published_at is None


def test_without_the_tick_nothing_is_published_and_the_page_says_why(client, edition, papers, chair):
    client.force_login(chair)

    page = text_of(client.post(CONFIRM))
    client.post(PAGE, SURE)

    assert "Please tick that you have looked. Nothing was published." in page
    assert Edition.objects.get(pk=edition.pk).published_at is None


def test_page_says_what_everybody_will_see(client, edition, papers, chair):
    client.force_login(chair)

    page = text_of(client.get(CONFIRM))

    assert "3 accepted papers" in page
    assert "The PDF and the link to code of 1 paper," in page
    assert "No PDF of 1 paper," in page
    assert f"{papers[2].number} {papers[2].title}" in page
