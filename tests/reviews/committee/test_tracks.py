"""People are asked for tracks, read it in the letter and on the page, and serve in these."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.committee.actions import invite
from reviews.committee.answering import accept
from reviews.committee.parsing import Candidate, as_text, read_addresses, read_csv
from reviews.committee.setting import Service, set_service
from reviews.committee.tracks import with_tracks
from reviews.models import Invitation
from tests import cast
from tests.reviews.committee.asked import ADA, link_of
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.models import Role
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db

NAMES = ("Main", "AI for science")


@pytest.fixture
def tracks(edition, during):
    during(Stage.SUBMISSION)
    return [edition.tracks.create(name=name, position=place) for place, name in enumerate(NAMES)]


@pytest.fixture
def member(edition, reviewer, tracks):
    return edition.memberships.get(user=reviewer)


def named(lines, usual=()) -> list[tuple[str, ...]]:
    return [line.candidate.tracks for line in with_tracks(lines, NAMES, usual)]


def test_tracks_are_read_from_a_column_and_from_brackets():
    table = b"name,email,affiliation,max_load,tracks\nAda,ada@x.example,X,3,ai for science; Main\nBo,bo@x.example,Y,,\n"
    pasted = "Cy <cy@x.example>, Z Lab [Main], 2\nDi <di@x.example>\nEv <ev@x.example> [Main | AI for science]"

    assert named(read_csv(table)) == [("AI for science", "Main"), ()]
    assert named(read_addresses(pasted), usual=("AI for science",)) == [("Main",), ("AI for science",), NAMES]
    assert [line.candidate.affiliation for line in with_tracks(read_addresses(pasted), NAMES, ())] == ["Z Lab", "", ""]


def test_what_was_read_is_written_so_that_it_is_read_again():
    lines = [Candidate("a@x.example", "Ann", "A, Inc", 3, NAMES), Candidate("b@x.example", tracks=("Main",))]
    text = "\n".join(map(str, lines))

    again = with_tracks(read_addresses(text), NAMES, ())

    assert [line.candidate for line in again] == lines
    assert as_text(again) == text


def test_unknown_track_is_said_and_brackets_mean_nothing_without_tracks():
    lines = read_addresses("Ann <a@x.example>, MIT [CSAIL]")

    [unknown], [plain] = with_tracks(lines, NAMES, ()), with_tracks(lines, (), ())

    assert unknown.problem == "There is no track “CSAIL”; there are Main, AI for science."
    assert plain.candidate == Candidate("a@x.example", "Ann", "MIT [CSAIL]")


def test_invitation_names_tracks_in_letter_and_page_and_service(client, edition, chair, tracks):
    client.force_login(chair)
    table = SimpleUploadedFile("people.csv", b"name,email,tracks\nAda,ada@college.example,AI for science\n")
    address = reverse("desk:invite", args=[edition.slug])
    preview = client.post(address, {"role": "reviewer", "people": "", "table": table, "do": "preview"})
    shown, people = preview.context["letter"].wording, preview.context["people"].initial["people"]
    sent = {"role": "reviewer", "people": people, "subject": shown.subject, "body": shown.body, "do": "send"}

    client.post(address, sent | {"seen_people": preview.context["mark"]})
    invitation = Invitation.objects.get()
    letter = Message.objects.get(to="ada@college.example").body
    client.logout()
    page = client.get(link_of(invitation)).content.decode()
    accept(invitation, name="Ada")

    said = "We ask you for the track “AI for science”: you would get papers of this track alone."
    assert said in preview.context["samples"][0].body
    assert said in letter
    assert "They ask you for the track “AI for science”" in page
    assert list(edition.memberships.get(user__email="ada@college.example").tracks.all()) == [tracks[1]]


def test_nobody_is_asked_for_all_tracks_because_theirs_is_gone(edition, chair, tracks):
    tracks[1].delete()

    with pytest.raises(Refused, match="There is no track “AI for science” any more"):
        invite(edition, Role.REVIEWER, [Candidate("ann@x.example", "Ann", tracks=("AI for science",))], by=chair)

    assert not Invitation.objects.exists()


def test_ticked_tracks_are_for_those_without_their_own_and_not_for_chairs(client, edition, chair, tracks):
    client.force_login(chair)
    address = reverse("desk:invite", args=[edition.slug])
    people = "Ann <a@x.example> [Main]\nBo <b@x.example>"
    sent = {"role": "reviewer", "people": people, "tracks": ["AI for science"], "do": "preview"}

    chosen = client.post(address, sent).context["chosen"]
    as_chairs = client.post(address, sent | {"role": "chair"}).context["chosen"]

    assert [one.tracks for one in chosen] == [("Main",), ("AI for science",)]
    assert [one.tracks for one in as_chairs] == [(), ()]


def test_who_serves_already_keeps_the_tracks_that_chairs_chose(edition, chair, tracks):
    [asked] = invite(edition, Role.REVIEWER, [Candidate(ADA.email, ADA.name, tracks=("Main",))], by=chair).invited
    member = accept(asked, name="Ada")
    set_service(member, Service(1, {}, tracks), by=chair)
    asked.refresh_from_db()

    accept(asked, name="Ada", max_load=1)

    assert set(member.tracks.all()) == set(tracks)


def test_lists_of_people_show_and_filter_tracks_at_the_same_cost(
    client, edition, chair, member, tracks, django_assert_num_queries
):
    member.tracks.set([tracks[1]])
    client.force_login(chair)
    address = reverse("desk:venues_membership_changelist")
    client.get(address)
    with django_assert_num_queries(COST_OF_THE_LIST):
        client.get(address)

    for number in range(3):
        one = cast.join(edition, cast.make_user(f"Another {number}"), Role.REVIEWER)
        one.tracks.set(tracks[:1] if number else [])
    with django_assert_num_queries(COST_OF_THE_LIST):
        page = client.get(address)
    found = client.get(f"{address}?track={tracks[0].pk}&role__exact=reviewer").context["cl"].result_list

    assert b"AI for science" in page.content
    assert sorted(row.track_names for row in found) == ["Main", "Main", "all tracks"]


COST_OF_THE_LIST = 13


def test_member_reads_for_which_tracks_they_serve(client, reviewer, edition, member, tracks):
    member.tracks.set(tracks)
    client.force_login(reviewer)

    page = client.get(reverse("committee:profile", args=[edition.slug]))

    assert "You serve for the tracks “Main” and “AI for science”" in page.content.decode()
