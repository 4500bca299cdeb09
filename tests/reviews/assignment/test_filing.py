"""Chairs put a paper into another track: logged, without a mail, never in a conflict, never over another's choice."""

import pytest
from django.urls import reverse

from reviews.assignment.filing import mark_of_track, put_in_track
from reviews.models import Assignment
from submissions.states import Status
from submissions.submitting.actions import save_draft
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracks(edition):
    return [edition.tracks.create(name=name, position=place) for place, name in enumerate(("Main", "AI for science"))]


@pytest.fixture
def paper(edition, author, tracks):
    return cast.make_submission(edition, author, title="On pipes", track=tracks[0])


@pytest.fixture
def address(edition, paper):
    return reverse("desk:paper_track", args=[edition.slug, paper.code])


def test_chair_puts_paper_into_another_track_from_its_record(client, edition, chair, paper, tracks, address, during):
    during(Stage.CHECKS)
    client.force_login(chair)
    record = reverse("desk:submissions_submission_change", args=[paper.pk])
    offered = client.get(record).content.decode()
    seen = client.get(address).context["form"].initial["seen"]

    answer = client.post(address, {"track": tracks[1].pk, "seen": seen})

    paper.refresh_from_db()
    [entry] = Entry.objects.filter(verb="submission.track_set")
    assert f'href="{address}"' in offered
    assert (answer.url, paper.track, paper.version) == (record, tracks[1], 2)
    assert (entry.submission_id, entry.detail) == (paper.pk, {"track": "AI for science", "instead_of": "Main"})
    assert not Message.objects.exists()
    assert "put the paper into another track" in client.get(record).content.decode()


def test_paper_without_a_track_gets_one_and_twice_changes_nothing(edition, chair, author, tracks, during):
    during(Stage.REVIEWING)
    paper = cast.make_submission(edition, author)
    seen = mark_of_track(paper)

    put_in_track(paper, tracks[1], by=chair, seen=seen)
    put_in_track(paper, tracks[1], by=chair, seen=seen)

    paper.refresh_from_db()
    assert (paper.track, paper.version) == (tracks[1], 2)
    assert Entry.objects.filter(verb="submission.track_set").count() == 1


def test_second_chair_reads_what_the_first_chose(client, edition, chair, paper, tracks, address, during):
    during(Stage.CHECKS)
    client.force_login(chair)
    third = edition.tracks.create(name="Posters", position=2)
    seen = client.get(address).context["form"].initial["seen"]
    put_in_track(paper, tracks[1], by=chair)

    page = client.post(address, {"track": third.pk, "seen": seen})
    paper.refresh_from_db()
    kept = paper.track
    again = client.post(address, {"track": third.pk, "seen": page.context["form"]["seen"].value()})

    paper.refresh_from_db()
    assert page.context["theirs"] == [("Track", "AI for science")]
    assert "Somebody saved this while you were writing" in page.content.decode()
    assert (kept, again.status_code, paper.track) == (tracks[1], 302, third)


def test_authors_form_shows_it_and_an_older_page_does_not_undo_it(client, author, chair, paper, tracks, during):
    during(Stage.SUBMISSION)
    opened = paper.version
    put_in_track(paper, tracks[1], by=chair)
    client.force_login(author)

    form = client.get(reverse("submissions:edit", args=[paper.edition.slug, paper.code])).context["form"]

    assert form["track"].value() == tracks[1].pk
    with pytest.raises(EditedMeanwhile) as meanwhile:
        save_draft(paper, {"track": tracks[0].pk, "tldr": "New."}, None, seen_version=opened, by=author)
    assert meanwhile.value.theirs == {"track": tracks[1].pk, "tldr": ""}


def test_page_names_those_who_have_the_paper_and_do_not_serve_there(
    client, edition, chair, area_chair, reviewer, paper, tracks, address, during
):
    during(Stage.REVIEWING)
    everywhere, gone = (cast.make_user(name) for name in ("Eve Everywhere", "Gus Gone"))
    for person, role, serves in (
        (reviewer, Role.REVIEWER, tracks[:1]),
        (area_chair, Role.AREA_CHAIR, tracks[:1]),
        (everywhere, Role.REVIEWER, []),
        (gone, Role.REVIEWER, tracks[:1]),
    ):
        cast.join(edition, person, role) if person in (everywhere, gone) else None
        edition.memberships.get(user=person).tracks.set(serves)
        Assignment.objects.create(
            submission=paper, reviewer=person, role=role, pseudonym=person.name, assigned_by=chair
        )
    paper.assignments.filter(reviewer=gone).update(removed_at=edition.moment().at)
    client.force_login(chair)

    [told] = client.get(address).context["strangers"]
    client.post(address, {"track": tracks[1].pk})

    names = sorted([area_chair.name, reviewer.name])
    assert (told.track, sorted(told.names)) == (tracks[1], names)
    assert told.told.endswith(" have the paper, and do not serve in “AI for science”.")
    assert paper.assignments.filter(removed_at=None).count() == 3


@pytest.mark.parametrize("stage", [Stage.CHECKS, Stage.REVIEWING, Stage.CAMERA_READY])
def test_chair_in_conflict_and_others_find_no_such_page(
    client, edition, conflicted_chair, area_chair, author, paper, tracks, address, during, stage
):
    during(stage)
    cast.declare(paper, conflicted_chair)
    record = reverse("desk:submissions_submission_change", args=[paper.pk])

    for person in (conflicted_chair, area_chair, author):
        client.force_login(person)
        assert client.get(address).status_code == client.post(address, {"track": tracks[1].pk}).status_code == 404
        with pytest.raises(Refused):
            put_in_track(paper, tracks[1], by=person)
    client.force_login(conflicted_chair)
    assert address not in client.get(record).content.decode()
    paper.refresh_from_db()
    assert paper.track == tracks[0]


@pytest.mark.parametrize(
    ("stage", "status", "why"),
    [
        (Stage.PUBLISHED, Status.ACCEPTED, "The papers are published"),
        (Stage.SUBMISSION, Status.DRAFT, "Its authors choose the track"),
        (Stage.REVIEWING, Status.WITHDRAWN, "This paper is withdrawn"),
    ],
)
def test_published_unsubmitted_and_withdrawn_papers_stay(
    client, edition, chair, author, tracks, during, stage, status, why
):
    during(stage)
    paper = cast.make_submission(edition, author, status=status, track=tracks[0])
    client.force_login(chair)

    page = client.get(reverse("desk:paper_track", args=[edition.slug, paper.code])).content.decode()

    assert why in page
    assert "Put it into this track" not in page
    with pytest.raises(Refused, match=why):
        put_in_track(paper, tracks[1], by=chair)


def test_track_of_another_edition_is_refused_and_without_tracks_there_is_no_page(client, chair, paper, address, during):
    during(Stage.CHECKS)
    elsewhere = cast.make_edition("neurips2023").tracks.create(name="Other")
    bare = cast.make_submission(cast.make_edition("want2025"), cast.make_user("Bea Bare"))
    cast.join(bare.edition, chair, Role.CHAIR)
    client.force_login(chair)

    with pytest.raises(Refused, match="is gone"):
        put_in_track(paper, elsewhere, by=chair)

    assert client.get(reverse("desk:paper_track", args=["want2025", bare.code])).status_code == 404
    assert client.get(address).status_code == 200
