"""The reviewer's list, the review form with and without JavaScript, and handing a paper back."""

import pytest
from django.urls import reverse

from reviews.models import Assignment, Review, ReviewDraft
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage

ANSWERS = {name: str(value) for name, value in cast.ANSWERS.items()}


@pytest.fixture
def assignment(submission, reviewer):
    return cast.assign(submission, reviewer)


@pytest.fixture
def form(assignment, during, reviewer, client):
    """Return the address of the review form, with its reviewer signed in and reviewing open."""
    during(Stage.REVIEWING)
    client.force_login(reviewer)
    return reverse("reviewing:review", args=["icml2024", assignment.submission.code])


def body(answer):
    return answer.content.decode()


def test_header_says_that_writing_a_review_belongs_to_reviewing(form, client):
    links = client.get(form).context["navigation"]

    assert [link.label for link in links if link.is_current] == ["Reviewing"]


def test_list_shows_what_is_due_first_and_how_far_each_paper_is(edition, author, reviewer, during, client):
    papers = [cast.make_submission(edition, author) for _ in range(4)]
    assignments = [cast.assign(paper, reviewer) for paper in papers]
    cast.review(assignments[0])
    ReviewDraft.objects.create(assignment=assignments[2], content={"strengths": "x"}, saved_at=cast.at(39))
    papers[3].status, papers[3].withdrawn_at = "withdrawn", cast.at(38)
    papers[3].save()
    during(Stage.REVIEWING)
    client.force_login(reviewer)

    answer = client.get(reverse("reviewing:home", args=["icml2024"]))

    duties = answer.context["duties"]
    assert [duty.number for duty in duties] == [102, 103, 101, 104]
    assert [duty.is_due for duty in duties] == [True, True, False, False]
    assert [duty.draft_at for duty in duties] == [None, cast.at(39), None, None]
    assert "1 of 4" in body(answer)


def test_list_shows_no_paper_before_reviewing_begins_and_none_in_conflict(assignment, reviewer, during, client):
    client.force_login(reviewer)
    numbers = {}
    for stage in (Stage.ASSIGNMENT, Stage.REVIEWING):
        during(stage)
        answer = client.get(reverse("reviewing:home", args=["icml2024"]))
        numbers[stage] = [duty.number for duty in answer.context["duties"]]
    cast.declare(assignment.submission, reviewer)

    hidden = client.get(reverse("reviewing:home", args=["icml2024"]))

    assert numbers == {Stage.ASSIGNMENT: [], Stage.REVIEWING: [101]}
    assert hidden.context["duties"] == []


def test_area_chair_sees_reviews_in_of_due_with_their_scores(
    assignment, second_reviewer, area_chair, submission, during, client
):
    cast.review(cast.assign(submission, second_reviewer), overall=4)
    cast.assign(submission, area_chair, Role.AREA_CHAIR)
    during(Stage.REVIEWING)
    client.force_login(area_chair)

    (led,) = client.get(reverse("reviewing:home", args=["icml2024"])).context["led"]

    assert (led.number, led.scores, led.due, led.written_at) == (101, (4,), 2, None)


def test_person_without_a_role_finds_no_list(edition, outsider, client):
    client.force_login(outsider)

    assert client.get(reverse("reviewing:home", args=["icml2024"])).status_code == 404


def test_form_shows_paper_scales_and_deadline(form, client):
    answer = client.get(form)

    assert 'src="/icml2024/papers/' in body(answer)
    assert "Award quality" in body(answer)
    assert "The authors read this as “Reviewer 1”" in body(answer)
    assert answer.context["desk"].closes_at == cast.at(44)


def test_saving_a_draft_by_the_button_keeps_it_and_shows_it_again(form, client):
    typed = {"strengths": "Half a sent", "overall": "6"}

    answer = client.post(form, typed | {"action": "save", "version": "0"}, follow=True)

    assert ReviewDraft.objects.get().content == typed
    assert "Half a sent" in body(answer)
    assert 'value="6" id="id_overall_4" checked' in body(answer)
    assert 'name="version" value="1"' in body(answer)


def test_complete_review_is_submitted(form, client, assignment):
    answer = client.post(form, ANSWERS | {"action": "submit", "version": "0"}, follow=True)

    assert Review.objects.get().assignment == assignment
    assert [str(message) for message in answer.context["messages"]] == ["Your review of paper 101 is submitted."]


def test_incomplete_review_is_kept_as_a_draft_and_says_what_is_missing(form, client):
    answer = client.post(form, ANSWERS | {"action": "submit", "version": "0", "overall": "", "weaknesses": " "})

    assert answer.status_code == 422
    assert not Review.objects.exists()
    assert ReviewDraft.objects.get().content["strengths"] == "Clear."
    assert set(answer.context["form"].errors) == {"overall", "weaknesses"}
    assert 'name="version" value="1"' in body(answer)
    assert 'href="#field-overall"' in body(answer)


@pytest.mark.parametrize("nonsense", ["11", "0", "seven", "7.5"])
def test_score_that_is_not_on_the_scale_is_not_taken(form, client, nonsense):
    answer = client.post(form, ANSWERS | {"action": "submit", "version": "0", "overall": nonsense})

    assert set(answer.context["form"].errors) == {"overall"}
    assert not Review.objects.exists()


def test_second_tab_sees_both_texts_and_can_then_replace_the_first(form, client):
    client.post(form, {"action": "save", "version": "0", "strengths": "From the first tab"})

    conflict = client.post(form, ANSWERS | {"action": "submit", "version": "0", "strengths": "From the second tab"})
    replaced = client.post(form, ANSWERS | {"action": "submit", "version": "1", "strengths": "From the second tab"})

    assert conflict.status_code == 409
    assert "From the first tab" in body(conflict)
    assert "From the second tab" in body(conflict)
    assert 'name="version" value="1"' in body(conflict)
    assert replaced.status_code == 302
    assert Review.objects.get().strengths == "From the second tab"


def test_text_is_not_lost_when_the_deadline_passes_while_it_is_typed(form, client, edition, during):
    during(Stage.REBUTTAL)

    answer = client.post(form, ANSWERS | {"action": "submit", "version": "0", "strengths": "Typed for an hour"})

    assert answer.status_code == 403
    assert "Typed for an hour" in body(answer)
    assert "The deadline for reviews was" in body(answer)
    assert not Review.objects.exists()


def test_submitted_review_is_shown_for_revision_until_it_rests(form, client, assignment, during):
    cast.review(assignment, strengths="As submitted")

    open_form, resting = body(client.get(form)), None
    during(Stage.REBUTTAL)
    resting = body(client.get(form))

    assert "As submitted" in open_form
    assert "Submit the revision" in open_form
    assert "As submitted" in resting
    assert "Submit the revision" not in resting
    assert "Reviews rest while the authors answer them. You can revise yours again from 12 Jun 2024" in resting


def test_autosave_answers_with_version_and_time(form, client, assignment):
    address = reverse("reviewing:draft", args=["icml2024", assignment.submission.code])

    answer = client.post(address, {"version": "0", "strengths": "x"})

    assert (answer.status_code, answer.json()) == (200, {"version": 1, "saved_at": cast.at(40).isoformat()})


def test_autosave_tells_a_conflict_and_a_refusal_apart(form, client, assignment, during):
    address = reverse("reviewing:draft", args=["icml2024", assignment.submission.code])
    client.post(address, {"version": "0", "strengths": "x"})

    conflict = client.post(address, {"version": "0", "strengths": "y"})
    during(Stage.DECIDING)
    refused = client.post(address, {"version": "1", "strengths": "y"})

    assert (conflict.status_code, conflict.json()["version"]) == (409, 1)
    assert refused.status_code == 403
    assert refused.json()["reason"].startswith("The deadline for reviews was")


def test_next_and_previous_lead_along_the_list(edition, author, reviewer, during, client):
    papers = [cast.make_submission(edition, author) for _ in range(3)]
    for paper in papers:
        cast.assign(paper, reviewer)
    during(Stage.REVIEWING)
    client.force_login(reviewer)

    around = client.get(reverse("reviewing:review", args=["icml2024", papers[1].code])).context["neighbours"]

    assert (around.place, around.count, around.previous.number, around.following.number) == (2, 3, 101, 103)


def test_paper_is_handed_back_with_a_reason(form, client, assignment):
    address = reverse("reviewing:decline", args=["icml2024", assignment.submission.code])

    without = client.post(address, {"reason": " "})
    answer = client.post(address, {"reason": "No time"})

    assert "Please give a reason" in body(without)
    assert answer.status_code == 302
    assert Assignment.objects.get().removal_reason == "No time"
    assert client.get(form).status_code == 404


def test_conflict_is_declared_by_handing_back(form, client, assignment, reviewer):
    address = reverse("reviewing:decline", args=["icml2024", assignment.submission.code])

    client.post(address, {"reason": "My student's paper", "is_conflict": "on"})

    assert assignment.submission.conflicts.get(user=reviewer).because == "My student's paper"
    assert Assignment.objects.get().removed_at is not None


def test_late_in_the_process_only_a_conflict_takes_one_off_a_paper(assignment, reviewer, during, client):
    cast.review(assignment)
    during(Stage.DISCUSSION)
    client.force_login(reviewer)
    address = reverse("reviewing:decline", args=["icml2024", assignment.submission.code])

    answer = client.get(address)
    client.post(address, {"reason": "My student's paper"})

    assert "only because of a conflict of interest" in body(answer)
    assert assignment.submission.conflicts.filter(user=reviewer).exists()


@pytest.mark.parametrize("name", ["reviewing:home", "reviewing:review"])
def test_pages_cost_no_more_with_thirty_papers_than_with_three(
    edition, author, reviewer, area_chair, during, client, django_assert_max_num_queries, name
):
    cast.join(edition, reviewer, Role.AREA_CHAIR)
    during(Stage.DISCUSSION)
    client.force_login(reviewer)
    counts = []
    for count in (3, 27):
        for _ in range(count):
            paper = cast.make_submission(edition, author)
            cast.review(cast.assign(paper, reviewer))
            led = cast.make_submission(edition, author)
            cast.assign(led, reviewer, Role.AREA_CHAIR)
            cast.review(cast.assign(led, area_chair))
        places = ["icml2024"] if name == "reviewing:home" else ["icml2024", paper.code]
        with django_assert_max_num_queries(9) as asked:
            assert client.get(reverse(name, args=places)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
