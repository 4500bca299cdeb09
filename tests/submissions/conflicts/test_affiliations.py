"""A new affiliation makes conflicts at once, and ends none once papers are in; nor can one try place after place."""

import pytest
from django.urls import reverse

from reviews.visibility.lists import visible_submissions
from submissions.conflicts.actions import refresh_edition
from submissions.models import Conflict
from tests import cast
from want.accounts.signals import profile_changed
from want.audit.models import Entry
from want.venues.stages import Stage


def conflicts_of(user):
    found = Conflict.objects.filter(user=user).order_by("submission__number", "reason")
    return [(one.submission.number, one.reason) for one in found]


def test_new_affiliation_of_a_reviewer_counts_at_once(edition, author, reviewer):
    paper = cast.make_submission(edition, author)

    reviewer.affiliation = author.affiliation
    reviewer.save()
    profile_changed.send(sender=type(reviewer), user=reviewer, fields={"affiliation"})

    assert conflicts_of(reviewer) == [(paper.number, "affiliation")]


@pytest.mark.parametrize(("stage", "reasons"), [(Stage.SUBMISSION, []), (Stage.BIDDING, ["kept"])])
def test_conflict_does_not_end_by_typing_another_affiliation_once_papers_are_in(
    edition, author, reviewer, during, stage, reasons
):
    paper = cast.make_submission(edition, author)
    for place, now in ((author.affiliation, Stage.SUBMISSION), ("Nowhere", stage)):
        during(now)
        reviewer.affiliation = place
        reviewer.save()
        profile_changed.send(sender=type(reviewer), user=reviewer, fields={"affiliation"})

    refresh_edition(edition)

    assert conflicts_of(reviewer) == [(paper.number, reason) for reason in reasons]
    assert Entry.objects.filter(verb="conflict.kept", submission_id=paper.pk).count() == len(reasons)


def test_a_reviewer_does_not_try_one_affiliation_after_the_other_to_learn_where_authors_are(
    client, edition, author, reviewer, during
):
    cast.make_submission(edition, author)
    cast.make_submission(edition, cast.make_user("Nora Novel", affiliation="Nora Novelties"))
    during(Stage.BIDDING)
    client.force_login(reviewer)
    page = reverse("profile")

    for place, known in (("Ada College", {102}), ("Nora Novelties", {102})):
        typed = {"name": reviewer.name, "affiliation": place, "seen": client.get(page).context["form"]["seen"].value()}
        answer = client.post(page, typed)
        assert set(visible_submissions(reviewer, edition).values_list("number", flat=True)) == known

    assert "You have changed your affiliation once" in answer.content.decode()
    reviewer.refresh_from_db()
    assert reviewer.affiliation == "Ada College"
    assert Entry.objects.filter(verb="committee.moved", actor_id=reviewer.pk).count() == 1
    during(Stage.RELEASED)
    assert client.post(page, typed).status_code == 302


def test_an_author_does_not_shed_a_colleague_either(edition, author, reviewer, during):
    paper = cast.make_submission(edition, author)
    paper.authors.update(affiliation="")
    for now, place in ((Stage.SUBMISSION, reviewer.affiliation), (Stage.BIDDING, "Nowhere")):
        during(now)
        author.affiliation = place
        author.save()
        profile_changed.send(sender=type(author), user=author, fields={"affiliation"})

    assert conflicts_of(reviewer) == [(paper.number, "kept")]


def test_one_change_does_not_name_all_the_places_there_are(client, edition, author, reviewer, during):
    cast.make_submission(edition, author)
    during(Stage.BIDDING)
    client.force_login(reviewer)
    page = reverse("profile")

    def moved_to(place: str):
        seen = client.get(page).context["form"]["seen"].value()
        return client.post(page, {"name": reviewer.name, "affiliation": place, "seen": seen})

    refused = moved_to("Ada College; Mila; ETH Zurich; KAIST")

    assert "a new affiliation names 3 places at most" in refused.content.decode()
    assert not Entry.objects.filter(verb="committee.moved").exists()
    assert visible_submissions(reviewer, edition).count() == 1
    assert moved_to("LIP, ENS de Lyon and Inria").status_code == 302


def test_new_affiliation_of_an_author_counts_at_once(edition, author, reviewer):
    paper = cast.make_submission(edition, author)

    author.affiliation = reviewer.affiliation
    author.save()
    profile_changed.send(sender=type(author), user=author, fields={"affiliation"})

    assert conflicts_of(reviewer) == [(paper.number, "affiliation")]
