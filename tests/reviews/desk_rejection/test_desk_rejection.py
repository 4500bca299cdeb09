import pytest
from django.urls import reverse

from reviews.desk_rejection.actions import desk_reject, take_back
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.stages import Stage
from want.venues.wordings import Wording


@pytest.fixture(autouse=True)
def papers_are_being_checked(edition, during):
    during(Stage.CHECKS)


def test_rejecting_moves_the_paper_and_tells_every_author_why(submission, chair):
    desk_reject(submission, "Twelve pages; the limit is eight.", by=chair)

    letters = Message.objects.order_by("to")
    assert submission.status == "desk_rejected"
    assert [letter.to for letter in letters] == ["ada.author@ada-author.example", "cora.coauthor@cora-coauthor.example"]
    assert all("Twelve pages; the limit is eight." in letter.body for letter in letters)
    assert {letter.submission_id for letter in letters} == {submission.pk}
    assert Entry.objects.get(verb="submission.desk_rejected").submission_id == submission.pk


def test_taking_it_back_tells_them_too_and_it_can_be_rejected_again(submission, chair):
    desk_reject(submission, "Too long.", by=chair)
    take_back(submission, by=chair)
    assert submission.status == "submitted"

    desk_reject(submission, "Not anonymous.", by=chair)

    assert Message.objects.filter(to="ada.author@ada-author.example").count() == 3


def test_paper_withdrawn_by_mistake_comes_back(edition, author, chair):
    paper = cast.make_submission(edition, author, status="withdrawn")

    take_back(paper, by=chair)

    paper.refresh_from_db()
    assert (paper.status, paper.withdrawn_at) == ("submitted", None)
    assert list(Message.objects.values_list("to", flat=True)) == [author.email]


@pytest.mark.parametrize("who", ["conflicted_chair", "reviewer", "area_chair", "author", "outsider"])
def test_nobody_else_rejects(request, submission, who):
    person = request.getfixturevalue(who)

    with pytest.raises(Refused):
        desk_reject(submission, "No.", by=person)

    assert not Message.objects.exists()
    submission.refresh_from_db()
    assert submission.status == "submitted"


def test_superuser_does_not_reject(submission):
    with pytest.raises(Refused, match="Only the chairs"):
        desk_reject(submission, "No.", by=cast.make_user("Kim Keeper", is_superuser=True))


@pytest.mark.parametrize(("reason", "wording"), [("  ", None), ("Too long.", Wording("Sorry", "No reason here."))])
def test_without_a_reason_that_the_authors_read_nothing_happens(submission, chair, reason, wording):
    with pytest.raises(Refused):
        desk_reject(submission, reason, wording=wording, by=chair)

    assert not Message.objects.exists()


def test_reason_with_a_place_in_it_is_told_as_typed(submission, chair):
    desk_reject(submission, "Write {name} & <b> less.", by=chair)

    assert "Write {name} & <b> less." in Message.objects.first().body


def test_pages_show_the_letter_first_and_then_send_it(client, edition, submission, chair):
    client.force_login(chair)
    url = reverse("desk:desk_reject", args=[edition.slug, submission.code])

    preview = client.post(url, {"reason": "Too long.", "do": "preview"})
    assert "Too long." in preview.context["sample"].body
    assert not Message.objects.exists()
    letter = preview.context["letter"].initial
    client.post(url, letter | {"reason": "Too long.", "do": "reject"})
    client.post(reverse("desk:take_back_rejection", args=[edition.slug, submission.code]))

    submission.refresh_from_db()
    assert submission.status == "submitted"
    assert Message.objects.count() == 4


def test_conflicted_chair_finds_neither_page_nor_button(client, edition, submission, conflicted_chair, chair):
    record = reverse("desk:submissions_submission_change", args=[submission.pk])
    client.force_login(chair)
    assert "Reject without review" in client.get(record).content.decode()
    client.force_login(conflicted_chair)

    pages = [client.get(reverse(f"desk:{name}", args=[edition.slug, submission.code])) for name in PAGES]

    assert [page.status_code for page in pages] == [404, 404]
    assert "Reject without review" not in client.get(record).content.decode()


PAGES = ("desk_reject", "take_back_rejection")
