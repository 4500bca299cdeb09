"""The area chair's summary and recommendation."""

import pytest

from reviews.metareview.actions import write_meta_review
from reviews.models import MetaReview
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.models import Role
from want.venues.stages import Stage

SAID = {"text": "They agree.", "recommendation": "poster"}


@pytest.fixture
def leading(submission, reviewer, area_chair, during):
    cast.review(cast.assign(submission, reviewer), strengths="STRENGTH")
    during(Stage.DISCUSSION)
    return cast.assign(submission, area_chair, Role.AREA_CHAIR)


@pytest.fixture
def address(leading, area_chair, client):
    client.force_login(area_chair)
    return f"/icml2024/papers/{leading.submission.code}/meta-review/"


def test_area_chair_writes_and_revises(leading, area_chair):
    first = write_meta_review(leading, **SAID, by=area_chair, seen_version=0)
    second = write_meta_review(leading, text="They differ.", recommendation="reject", by=area_chair, seen_version=1)

    assert (first.version, second.version, second.text, second.recommendation) == (1, 2, "They differ.", "reject")
    verbs = Entry.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["metareview.submitted", "metareview.revised"]


def test_chair_may_write_it_in_the_area_chairs_place(leading, chair):
    write_meta_review(leading, **SAID, by=chair)

    assert MetaReview.objects.get().assignment == leading


@pytest.mark.parametrize("who", ["reviewer", "author", "conflicted_chair"])
def test_others_do_not(request, leading, who):
    with pytest.raises(Refused, match="written by its area chair"):
        write_meta_review(leading, **SAID, by=request.getfixturevalue(who))


def test_area_chair_does_not_write_in_anothers_name(leading, edition):
    other = cast.make_user("Olaf Otherchair")
    cast.join(edition, other, Role.AREA_CHAIR)
    cast.assign(leading.submission, other, Role.AREA_CHAIR)

    with pytest.raises(Refused, match="of their own"):
        write_meta_review(leading, **SAID, by=other)


def test_area_chair_taken_off_writes_no_more(leading, area_chair):
    leading.removed_at = cast.at(47)
    leading.save()

    with pytest.raises(Refused, match="another area chair"):
        write_meta_review(leading, **SAID, by=area_chair)


def test_what_was_saved_meanwhile_is_not_overwritten(leading, area_chair, chair):
    write_meta_review(leading, **SAID, by=chair, seen_version=0)

    with pytest.raises(EditedMeanwhile) as conflict:
        write_meta_review(leading, text="Mine", recommendation="oral", by=area_chair, seen_version=0)

    assert conflict.value.theirs == SAID


def test_page_shows_reviews_with_names_and_scores_beside_the_form(address, client):
    body = client.get(address).content.decode()

    assert "STRENGTH" in body
    assert "Rita Reviewer" in body
    assert "score-marks" in body


def test_page_saves_and_shows_it_again(address, client):
    client.post(address, SAID | {"version": "0"})

    body = client.get(address).content.decode()
    assert "They agree." in body
    assert 'value="poster" id="id_recommendation_1" checked' in body


def test_page_asks_for_text_and_recommendation(address, client):
    answer = client.post(address, {"text": "", "version": "0"})

    assert set(answer.context["form"].errors) == {"text", "recommendation"}
    assert not MetaReview.objects.exists()


def test_page_shows_both_texts_when_two_write(address, leading, chair, client):
    write_meta_review(leading, **SAID, by=chair)

    answer = client.post(address, {"text": "Mine", "recommendation": "reject", "version": "0"})

    assert answer.status_code == 409
    assert "They agree." in answer.content.decode()
    assert "Mine" in answer.content.decode()


def test_page_says_before_the_discussion_when_it_opens(address, client, during):
    during(Stage.REVIEWING)

    assert "Meta-reviews are written from 12 Jun 2024" in client.get(address).content.decode()


def test_chair_finds_no_page_where_no_area_chair_is_assigned(leading, chair, client):
    leading.delete()
    client.force_login(chair)

    assert client.get(f"/icml2024/papers/{leading.submission.code}/meta-review/").status_code == 404
