"""A paper goes to one track, where the workshop has tracks; where it has none, nobody reads of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from submissions.models import Submission
from submissions.submitting.actions import Incomplete, save_draft, start_draft, submit
from submissions.submitting.completeness import missing
from tests import cast
from tests.submissions import papers
from want.core.verdict import Refused
from want.venues.actions import set_list
from want.venues.models import Track
from want.venues.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def science(edition) -> Track:
    edition.tracks.create(name="Main", position=0)
    return edition.tracks.create(name="AI for science", description="Models of nature.", position=1)


def fresh(paper: Submission) -> Submission:
    return Submission.objects.select_related("edition").get(pk=paper.pk)


def test_draft_is_saved_without_track_and_submitted_with_one(edition, author, science, during):
    during(Stage.SUBMISSION)
    draft = start_draft(edition, by=author)
    save_draft(draft, papers.content(edition), None, seen_version=None, by=author)

    with pytest.raises(Incomplete) as lacking:
        submit(fresh(draft), by=author)
    save_draft(fresh(draft), {"track": science.pk}, None, seen_version=None, by=author)

    assert "Choose the track of the paper." in [one.sentence for one in lacking.value.missing]
    assert "track" not in [one.field for one in missing(fresh(draft))]
    assert fresh(draft).track == science


def test_form_offers_the_tracks_and_a_wrong_one_is_refused(client, edition, author, science, during):
    during(Stage.SUBMISSION)
    elsewhere = cast.make_edition("neurips2023").tracks.create(name="Other")
    client.force_login(author)
    page = client.get(reverse("submissions:start", args=[edition.slug]))
    sent = papers.form(edition, papers.line(author, is_contact=True), track=elsewhere.pk, save="1")

    refused = client.post(page.request["PATH_INFO"], sent)

    assert b"AI for science: Models of nature." in page.content
    assert "track" in refused.context["form"].errors
    assert not Submission.objects.filter(track=elsewhere).exists()


def test_edition_without_tracks_shows_nothing_of_them(client, edition, submission, author, chair, reviewer, during):
    during(Stage.SUBMISSION)
    pages = {
        author: [
            reverse("submissions:start", args=[edition.slug]),
            reverse("submissions:edit", args=[edition.slug, submission.code]),
            reverse("submissions:receipt", args=[edition.slug, submission.code]),
            reverse("papers:page", args=[edition.slug, submission.code]),
            reverse("venues:call", args=[edition.slug]),
        ],
        chair: [
            reverse("desk:submissions_submission_changelist"),
            reverse("desk:submissions_submission_csv"),
            reverse("desk:submissions_submission_change", args=[submission.pk]),
            reverse("desk:venues_membership_changelist"),
            reverse("desk:venues_membership_change", args=[edition.memberships.get(user=reviewer).pk]),
            reverse("desk:reviews_invitation_changelist"),
            reverse("desk:invite", args=[edition.slug]),
            reverse("desk:candidates", args=[edition.slug]),
            reverse("desk:dashboard", args=[edition.slug]),
        ],
        reviewer: [reverse("committee:profile", args=[edition.slug])],
    }
    told = []

    for person, addresses in pages.items():
        client.force_login(person)
        for address in addresses:
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code == 200
            body = body.replace(b'class="track"', b"")  # of the timeline's drawing
            told += [address] if b"track" in body.lower() else []

    assert told == []


def test_chairs_filter_papers_by_track_and_get_it_in_the_table(client, edition, author, chair, science, during):
    during(Stage.CHECKS)
    filed, other = cast.make_submission(edition, author, track=science), cast.make_submission(edition, author)
    client.force_login(chair)
    address = reverse("desk:submissions_submission_changelist")

    found = client.get(f"{address}?track={science.pk}").context["cl"].result_list
    unfiled = client.get(f"{address}?track=none").context["cl"].result_list
    table = b"".join(client.get(reverse("desk:submissions_submission_csv")).streaming_content).decode()
    dashboard = client.get(reverse("desk:dashboard", args=[edition.slug])).content.decode()

    assert ([row.pk for row in found], [row.pk for row in unfiled]) == ([filed.pk], [other.pk])
    assert table.count("AI for science") == 1
    assert "Track: AI for science" in dashboard
    assert "Track: none yet" in dashboard


def test_call_and_paper_tell_the_track(client, edition, author, science, during):
    during(Stage.SUBMISSION)
    paper = cast.make_submission(edition, author, track=science)

    call = client.get(reverse("venues:call", args=[edition.slug])).content
    client.force_login(author)
    own = client.get(reverse("papers:page", args=[edition.slug, paper.code])).content

    assert b"AI for science" in call
    assert b"Models of nature." in call
    assert b"<dt>Track</dt><dd>AI for science</dd>" in own


def test_track_in_use_is_not_removed(edition, author, chair, reviewer, science):
    paper = cast.make_submission(edition, author, track=science)
    main = edition.tracks.get(name="Main")
    edition.memberships.get(user=reviewer).tracks.add(main)

    with pytest.raises(Refused, match="it is used by 1 paper"):
        set_list(edition, [main], [science], by=chair)
    with pytest.raises(Refused, match="it is used by 1 membership"):
        set_list(edition, [science], [main], by=chair)
    paper.track = None
    paper.save()
    set_list(edition, [main], [science], by=chair)

    assert list(edition.tracks.values_list("name", flat=True)) == ["Main"]


def test_own_papers_cost_the_same_for_one_and_for_four(client, edition, author, science, during):
    during(Stage.SUBMISSION)
    client.force_login(author)
    address = reverse("submissions:mine", args=[edition.slug])
    costs = []

    for more in (1, 3):
        for _ in range(more):
            cast.make_submission(edition, author, status="draft")
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        costs.append(len(asked))

    assert page.content.count(b"Choose the track of the paper.") == 4
    assert costs[0] == costs[1]
