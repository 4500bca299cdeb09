"""What the pages of the assignment tell a chair in conflict: nothing of their paper."""

from reviews.assignment.actions import apply_plan
from tests import cast
from tests.reviews.assignment.pages.asked import BY_HAND, TOKEN, plan_by, plan_of_another, text_of, url_of, varied
from want.core.sealed import seal
from want.venues.stages import Stage


def test_conflicted_chair_sees_no_pair_of_their_paper_and_no_total(client, chair, conflicted, papers, reviewers):
    plan = plan_of_another(client, chair, conflicted)
    kept_from_them = {pair.reviewer.name for pair in plan.pairs.filter(submission=papers[0])}

    page = text_of(client.get(url_of(plan)))
    people = text_of(client.get(url_of(plan, "?by=people")))

    assert len(kept_from_them) == 2
    assert papers[1].title in page
    assert papers[0].title not in page
    assert "1 paper with which you have a conflict of interest is not shown" in page
    assert "Total affinity" not in page
    assert f">{papers[0].number}<" not in people
    assert people.count("1 of 3") == 2
    assert client.get(url_of(plan, f"papers/{papers[0].code}/")).status_code == 404
    assert client.get(f"{BY_HAND}{papers[0].code}/").status_code == 404
    assert papers[0].title not in text_of(client.get(f"{BY_HAND}"))


def test_conflicted_chair_changes_no_pair_of_their_paper_by_address(client, chair, conflicted, papers, reviewers):
    plan = plan_of_another(client, chair, conflicted)
    pair = plan.pairs.filter(submission=papers[0]).first()

    answer = client.post(url_of(plan, f"papers/{papers[0].code}/"), {"leaving": seal(pair.reviewer_id, "person")})

    assert answer.status_code == 404
    assert plan.pairs.filter(pk=pair.pk).exists()


def test_preview_of_the_letters_tells_a_conflicted_chair_nothing(client, chair, conflicted, papers, reviewers, during):
    plan = plan_of_another(client, chair, conflicted)
    during(Stage.REVIEWING)

    page = text_of(client.get(url_of(plan, "apply/")))

    assert "10 <small>assignments" in page
    assert "Papers with which you have a conflict of interest are left in the plan" in page
    assert papers[1].title in page
    assert papers[0].title not in page


def test_page_of_the_application_tells_a_conflicted_chair_not_what_waits_for_others(
    client, chair, conflicted, papers, reviewers, during
):
    plan = plan_of_another(client, chair, conflicted)
    during(Stage.REVIEWING)
    before = text_of(client.get(url_of(plan, "apply/")))

    cast.assign(papers[0], plan.pairs.filter(submission=papers[0]).first().reviewer)

    assert TOKEN.sub("", text_of(client.get(url_of(plan, "apply/")))) == TOKEN.sub("", before)


def test_dashboard_asks_each_chair_to_apply_what_is_theirs_and_no_more(client, chair, conflicted, papers, reviewers):
    def is_asked(person) -> bool:
        client.force_login(person)
        return "Look at the plan for reviewers and apply it" in text_of(client.get("/desk/e/icml2024/"))

    plan = plan_of_another(client, chair, conflicted)
    before = is_asked(conflicted)
    apply_plan(plan, by=conflicted)

    assert before
    assert not is_asked(conflicted)
    assert is_asked(chair)


def test_chair_in_conflict_compares_without_their_papers(client, desk, conflicted, papers, reviewers):
    plan = plan_by(desk)
    new = varied(desk, plan, demand=1)
    assert papers[0].title in text_of(desk.get(url_of(new, "compare/")))

    client.force_login(conflicted)
    page = text_of(client.get(url_of(new, "compare/")))

    assert papers[0].title not in page
    assert papers[1].title in page
    assert "Papers with which you have a conflict of interest are left out" in page
