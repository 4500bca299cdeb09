"""Chairs say what a member takes on: loads, tracks, topics; the member is told, and a chair in conflict is held off."""

import pytest
from django.urls import reverse

from reviews.committee.actions import change_service
from reviews.committee.setting import Service, mark_of_setting, set_service
from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.mail.models import Message
from want.venues.models import Degree, Membership, MembershipTopic, Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(edition, reviewer, submission, during):
    during(Stage.SUBMISSION)
    return edition.memberships.get(user=reviewer)


@pytest.fixture
def tracks(edition):
    return [edition.tracks.create(name=name, position=at) for at, name in enumerate(("Main", "AI for science"))]


def address_of(member: Membership) -> str:
    return reverse("desk:member_service", args=[member.edition.slug, member.pk])


def test_chair_changes_loads_tracks_and_topics_in_one_form(client, edition, chair, member, tracks):
    topic, other = edition.topics.all()[:2]
    client.force_login(chair)
    record = client.get(reverse("desk:venues_membership_change", args=[member.pk])).content.decode()
    seen = client.get(address_of(member)).context["form"].initial["seen"]
    typed = {"max_load": 3, "tracks": [tracks[1].pk], f"topics-{topic.pk}": 3, f"topics-{other.pk}": 1}

    answered = client.post(address_of(member), typed | {"seen": seen})

    member.refresh_from_db()
    assert f'href="{address_of(member)}"' in record
    assert answered.status_code == 302
    assert (member.max_load, list(member.tracks.all())) == (3, [tracks[1]])
    assert dict(MembershipTopic.objects.filter(membership=member).values_list("topic", "degree")) == {
        topic.pk: Degree.EXPERT,
        other.pk: Degree.SOME,
    }
    [entry] = Entry.objects.filter(verb="committee.service_set")
    assert entry.actor_id == chair.pk
    assert entry.detail == {"role": "reviewer", "person": member.user_id, "max_load": 3, "tracks": ["AI for science"]}


def test_member_is_told_by_mail(chair, member, tracks):
    set_service(member, Service(3, {member.edition.topics.all()[0]: 1}, [tracks[0]]), by=chair)

    [mail] = Message.objects.filter(to=member.user.email)
    assert "Papers at most: 3\nTracks: Main\nTopics: " in mail.body
    assert "(some)" in mail.body


def test_same_again_changes_nothing_and_writes_to_nobody(chair, member):
    topics = {member.edition.topics.all()[0]: 2}

    changed = [set_service(member, Service(3, topics), by=chair) for _ in range(2)]

    assert changed == [True, False]
    assert (Message.objects.count(), Entry.objects.filter(verb="committee.service_set").count()) == (1, 1)


def test_second_chair_is_shown_what_the_first_saved(client, chair, member, tracks):
    client.force_login(chair)
    seen = client.get(address_of(member)).context["form"].initial["seen"]
    set_service(member, Service(2, {}, [tracks[0]]), by=chair)

    page = client.post(address_of(member), {"max_load": 4, "seen": seen})
    again = client.post(address_of(member), {"max_load": 4, "seen": page.context["form"]["seen"].value()})

    said = dict(page.context["theirs"])
    assert said == {"Papers at most": "2", "Tracks": "Main", "Topics": "none"}
    member.refresh_from_db()
    assert (again.status_code, member.max_load, list(member.tracks.all())) == (302, 4, [])


def test_old_mark_unknown_track_and_strangers_are_refused(edition, chair, outsider, member, tracks):
    seen = mark_of_setting(member)
    elsewhere = cast.make_edition("neurips2023").tracks.create(name="Other")
    set_service(member, Service(3, {}), by=chair)

    with pytest.raises(EditedMeanwhile):
        set_service(member, Service(4, {}), by=chair, seen=seen)
    with pytest.raises(Refused, match="is gone"):
        set_service(member, Service(3, {}, [elsewhere]), by=chair)
    with pytest.raises(Refused, match="Only the chairs"):
        set_service(member, Service(5, {}), by=outsider)
    with pytest.raises(Refused, match="Only the person"):
        change_service(member, max_load=5, topics=[], is_listed=True, by=chair)


@pytest.mark.parametrize("stage", [Stage.CHECKS, Stage.BIDDING, Stage.ASSIGNMENT])
def test_chair_in_conflict_changes_nothing_once_papers_are_in(client, conflicted_chair, chair, member, during, stage):
    during(stage)
    client.force_login(conflicted_chair)

    page = client.get(address_of(member))
    client.post(address_of(member), {"max_load": 1})
    set_service(member, Service(2, {}), by=chair)

    member.refresh_from_db()
    assert "So another chair changes this now." in page.content.decode()
    assert 'name="max_load"' not in page.content.decode()
    assert member.max_load == 2


def test_papers_beyond_the_new_limit_stay_and_are_no_ground_for_a_refusal(chair, member, submission):
    for paper in (submission, cast.make_submission(member.edition, cast.make_user("Nora"))):
        cast.assign(paper, member.user)

    assert set_service(member, Service(1, {}), by=chair)


def test_chairs_have_no_such_page_and_one_who_reviews_changes_their_own_without_a_mail(client, chair, member):
    client.force_login(chair)
    as_chair = member.edition.memberships.get(user=chair)
    as_reviewer = cast.join(member.edition, chair, Role.REVIEWER)

    answered = client.post(address_of(as_reviewer), {"max_load": 2})

    as_reviewer.refresh_from_db()
    assert client.get(address_of(as_chair)).status_code == 404
    assert (answered.status_code, as_reviewer.max_load, Message.objects.count()) == (302, 2, 0)
