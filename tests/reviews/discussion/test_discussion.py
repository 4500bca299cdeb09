"""The committee's discussion: under signatures, posted once, told to those who take part."""

import uuid

import pytest

from reviews.discussion.actions import post_comment
from reviews.models import Comment
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

KEY = uuid.UUID(int=7)


@pytest.fixture
def paper(submission, reviewer, second_reviewer, area_chair, during):
    cast.review(cast.assign(submission, reviewer))
    cast.review(cast.assign(submission, second_reviewer))
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    during(Stage.DISCUSSION)
    return submission


@pytest.mark.parametrize(
    ("who", "signature"), [("second_reviewer", "Reviewer 2"), ("area_chair", "Area chair"), ("chair", "Chair")]
)
def test_comment_is_signed_by_what_its_writer_is(request, paper, who, signature):
    comment = post_comment(paper, "I agree.", key=KEY, by=request.getfixturevalue(who))

    assert (comment.signature, comment.text) == (signature, "I agree.")
    assert list(Entry.objects.values_list("verb", "detail")) == [("comment.posted", {})]


def test_double_click_posts_once(paper, reviewer):
    first = post_comment(paper, "I agree.", key=KEY, by=reviewer)
    second = post_comment(paper, "I agree.", key=KEY, by=reviewer)

    assert first == second
    assert Comment.objects.count() == Entry.objects.count() == 1


def test_key_of_somebody_else_takes_no_comment_away(paper, reviewer, second_reviewer):
    for person in (reviewer, second_reviewer):
        post_comment(paper, "I agree.", key=KEY, by=person)

    assert list(Comment.objects.order_by("pk").values_list("writer", flat=True)) == [reviewer.pk, second_reviewer.pk]


def test_another_text_in_a_form_that_the_browser_showed_again_is_another_comment(paper, reviewer, client):
    client.force_login(reviewer)
    for text in ("First thought: accept.", "I have found an error in Theorem 2: reject."):
        page = f"/icml2024/papers/{paper.code}/discussion/"
        answer = client.post(page, {"text": text, "key": str(KEY)}, follow=True).content.decode()
        assert "Your comment is posted." in answer
        assert text in answer

    assert Comment.objects.count() == Entry.objects.filter(verb="comment.posted").count() == 2


@pytest.mark.parametrize("who", ["author", "conflicted_chair", "outsider"])
def test_others_do_not_speak(request, paper, who):
    with pytest.raises(Refused):
        post_comment(paper, "x", key=KEY, by=request.getfixturevalue(who))


def test_reviewer_speaks_after_their_own_review(submission, reviewer, during):
    cast.assign(submission, reviewer)
    during(Stage.DISCUSSION)

    with pytest.raises(Refused, match="submit your own review first"):
        post_comment(submission, "x", key=KEY, by=reviewer)


def test_those_who_take_part_are_told_with_the_text_and_without_a_name(paper, reviewer, second_reviewer, area_chair):
    post_comment(paper, "Is Table 2 right?", key=KEY, by=reviewer)

    letters = list(Message.objects.order_by("to"))
    assert [letter.to for letter in letters] == sorted([second_reviewer.email, area_chair.email])
    assert all("Is Table 2 right?" in letter.body for letter in letters)
    assert not any("Rita" in letter.subject + letter.body for letter in letters)


def test_reviewer_who_turned_out_to_have_a_conflict_is_told_no_more(paper, reviewer, second_reviewer, area_chair):
    cast.declare(paper, second_reviewer)

    post_comment(paper, "Is Table 2 right?", key=KEY, by=reviewer)

    assert [letter.to for letter in Message.objects.all()] == [area_chair.email]


def test_comment_is_posted_from_the_papers_page(paper, reviewer, client):
    client.force_login(reviewer)
    page = f"/icml2024/papers/{paper.code}/"
    key = client.get(page).context["comment_form"].initial["key"]

    answer = client.post(f"{page}discussion/", {"text": "I agree.", "key": key}, follow=True)

    assert answer.redirect_chain == [(f"{page}#discussion", 302)]
    assert "I agree." in answer.content.decode()
    assert answer.context["comment_form"].initial["key"] != key


def test_comment_that_comes_too_late_is_shown_again_with_the_reason(paper, reviewer, client, during):
    client.force_login(reviewer)
    during(Stage.DECIDING)

    answer = client.post(f"/icml2024/papers/{paper.code}/discussion/", {"text": "Typed for an hour", "key": str(KEY)})

    assert answer.status_code == 422
    assert "The discussion closed on 15 Jun 2024" in answer.content.decode()
    assert "Typed for an hour" in answer.content.decode()


def test_empty_comment_is_not_posted(paper, reviewer, client):
    client.force_login(reviewer)

    answer = client.post(f"/icml2024/papers/{paper.code}/discussion/", {"text": " ", "key": str(KEY)})

    assert "Please write something" in answer.content.decode()
    assert not Comment.objects.exists()


def test_author_finds_no_discussion(paper, author, client):
    client.force_login(author)

    answer = client.post(f"/icml2024/papers/{paper.code}/discussion/", {"text": "x", "key": str(KEY)})

    assert answer.status_code == 404
