"""The authors' one answer to their reviews."""

import time

import pytest

from reviews.models import Rebuttal
from reviews.rebuttal.actions import post_rebuttal
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.fixture
def paper(submission, reviewer, area_chair, during):
    cast.review(cast.assign(submission, reviewer), weaknesses="WEAK-POINT")
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    during(Stage.REBUTTAL)
    return submission


@pytest.fixture
def address(paper, author, client):
    client.force_login(author)
    return f"/icml2024/papers/{paper.code}/response/"


def test_any_author_answers_and_any_other_revises(paper, author, coauthor):
    first = post_rebuttal(paper, "Thank you.", seen_version=0, by=author)
    second = post_rebuttal(paper, "Thank you all.", seen_version=first.version, by=coauthor)

    assert (second.text, second.version, second.written_by) == ("Thank you all.", 2, coauthor)
    assert Rebuttal.objects.count() == 1
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == ["rebuttal.posted", "rebuttal.revised"]


def test_co_author_who_saved_meanwhile_is_not_overwritten(paper, author, coauthor):
    post_rebuttal(paper, "From Ada", seen_version=0, by=author)

    with pytest.raises(EditedMeanwhile) as conflict:
        post_rebuttal(paper, "From Cora", seen_version=0, by=coauthor)

    assert (conflict.value.theirs, conflict.value.version) == ({"text": "From Ada"}, 1)
    assert Rebuttal.objects.get().text == "From Ada"


def test_same_text_again_changes_nothing(paper, author):
    post_rebuttal(paper, "Thank you.", seen_version=0, by=author)

    assert post_rebuttal(paper, "Thank you.", seen_version=0, by=author).version == 1


@pytest.mark.parametrize("who", ["reviewer", "area_chair", "chair", "outsider"])
def test_others_do_not_answer_for_the_authors(request, paper, who):
    with pytest.raises(Refused, match="Only the authors"):
        post_rebuttal(paper, "x", seen_version=0, by=request.getfixturevalue(who))


def test_answer_is_refused_when_the_window_has_closed(paper, author, during):
    during(Stage.DISCUSSION)

    with pytest.raises(Refused, match="ended on 12 Jun 2024, 00:00 AoE"):
        post_rebuttal(paper, "x", seen_version=0, by=author)


def test_co_authors_and_area_chair_are_told_once(paper, author, coauthor, area_chair):
    response = post_rebuttal(paper, "Thank you.", seen_version=0, by=author)
    post_rebuttal(paper, "Thank you all.", seen_version=response.version, by=author)

    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([coauthor.email, area_chair.email])
    assert not Message.objects.filter(body__contains="Thank you").exists()


def test_letter_to_the_area_chair_does_not_name_the_authors(paper, author, area_chair):
    post_rebuttal(paper, "Thank you.", seen_version=0, by=author)

    letter = Message.objects.get(to=area_chair.email)
    assert "Ada" not in letter.subject + letter.body


def test_page_shows_the_reviews_beside_the_form(address, client):
    body = client.get(address).content.decode()

    assert "WEAK-POINT" in body
    assert "Rita Reviewer" not in body
    assert 'maxlength="10000"' in body


def test_page_saves_and_shows_the_response_again(address, client):
    client.post(address, {"text": "We thank you.", "version": "0"})

    assert "We thank you." in client.get(address).content.decode()


def test_page_shows_both_texts_when_two_write(address, paper, coauthor, client):
    post_rebuttal(paper, "From Cora", seen_version=0, by=coauthor)

    answer = client.post(address, {"text": "From Ada", "version": "0"})

    assert answer.status_code == 409
    assert "From Cora" in answer.content.decode()
    assert "From Ada" in answer.content.decode()
    assert 'name="version" value="1"' in answer.content.decode()
    assert "From <del>Cora</del><ins>Ada</ins>" in answer.content.decode()


def test_page_says_who_saved_last_and_the_paper_s_page_when_it_was_changed(address, paper, author, coauthor, client):
    first = post_rebuttal(paper, "Thank you.", seen_version=0, by=author)
    page = f"/icml2024/papers/{paper.code}/"
    before = client.get(page).content.decode()
    post_rebuttal(paper, "Thank you all.", seen_version=first.version, by=coauthor)

    assert "Cora Coauthor; this is its wording number 2." in " ".join(client.get(address).content.decode().split())
    assert ", changed <time" not in before
    assert ", changed <time" in client.get(page).content.decode()


@pytest.mark.parametrize("text", ["", "  ", "x" * 10_001])
def test_page_takes_neither_nothing_nor_too_much(address, client, text):
    answer = client.post(address, {"text": text, "version": "0"})

    assert answer.status_code == 422
    assert not Rebuttal.objects.exists()


def test_page_says_when_the_time_is_over_and_loses_no_text(address, client, during):
    during(Stage.DISCUSSION)

    answer = client.post(address, {"text": "Typed for an hour", "version": "0"})

    assert answer.status_code == 403
    assert "The time for answering the reviews ended on" in answer.content.decode()
    assert "Typed for an hour" in answer.content.decode()


def test_author_cannot_keep_the_site_busy_with_two_texts_of_few_words(address, client, paper, author):
    texts = [" ".join(str(place * every % modulo) for place in range(3000)) for every, modulo in ((1, 37), (7, 41))]
    client.post(address, {"text": texts[0], "version": 0})
    begun = time.monotonic()

    answer = client.post(address, {"text": texts[1], "version": 0})

    assert answer.status_code == 409
    assert time.monotonic() - begun < 10
