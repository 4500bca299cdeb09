"""Put a paper into another track, or into one where its authors chose none. Chairs do so; called by filing_views.py."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from reviews.assignment.rules import may_file
from reviews.models import Assignment
from reviews.visibility.facts import Fact
from reviews.visibility.standing import Seen, see
from submissions.models import Submission
from want.accounts.models import User
from want.audit.actions import record
from want.core import clock
from want.core.verdict import Refused, require
from want.core.versions import EditedMeanwhile, is_another, mark_of
from want.venues.models import Edition, Membership, Role, Track

GONE = "A track that you chose is gone. Look at the tracks that there are now, and choose again."


@dataclass(frozen=True, slots=True)
class Strangers:
    """Who has the paper and does not serve in a track."""

    track: Track
    names: list[str]

    @property
    def told(self) -> str:
        """Say it in a sentence."""
        who = self.names[0] if len(self.names) == 1 else f"{', '.join(self.names[:-1])} and {self.names[-1]}"
        have, do = ("has", "does") if len(self.names) == 1 else ("have", "do")
        return f"{who} {have} the paper, and {do} not serve in “{self.track}”."


@transaction.atomic
def put_in_track(submission: Submission, track: Track, *, by: User, seen: str = "") -> None:
    """Let the paper belong to this track from now on. Whoever has it keeps it, and nobody is sent a mail.

    `seen` is the mark of the track that the form showed. Raises EditedMeanwhile when somebody has chosen another
    since; storing what is stored already changes nothing. The authors' form shows the new track, and saved over from an
    older page it shows them both.
    """
    # The edition is held, so that the track is not removed meanwhile; then the paper, as its authors hold it.
    edition = Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.edition_id)
    paper = Submission.objects.select_for_update(of=("self",), no_key=True).get(pk=submission.pk)
    paper.edition = edition
    require(may_file(see(by, paper).case))
    own = edition.tracks.filter(pk=track.pk).first()
    if own is None:
        raise Refused(GONE)
    if paper.track_id == own.pk:
        return
    if is_another(seen, mark_of_track(paper)):
        raise EditedMeanwhile({"Track": str(paper.track or "none")}, version=mark_of_track(paper))
    before = paper.track.name if paper.track else ""
    Submission.objects.filter(pk=paper.pk).update(track=own, version=F("version") + 1, updated_at=clock.now())
    record(
        "submission.track_set", by=by, edition=edition.slug, submission_id=paper.pk, track=own.name, instead_of=before
    )


def mark_of_track(paper: Submission) -> str:
    """Return what the form carries to say which track it showed."""
    return mark_of(paper.track_id)


def strangers_to(paper: Submission, tracks: Collection[Track], seen: Seen) -> list[Strangers]:
    """Return, of each of these tracks, who has the paper now and does not serve there, as far as one may know."""
    roles = [
        role
        for role, fact in ((Role.REVIEWER, Fact.REVIEWER_IDENTITY), (Role.AREA_CHAIR, Fact.AC_IDENTITY))
        if seen.may(fact)
    ]
    present = Assignment.objects.current().filter(submission=paper, role__in=roles).select_related("reviewer")
    have = [(one.reviewer_id, one.role, one.reviewer.name) for one in present.order_by("role", "reviewer__name")]
    serving = _serving(paper.edition, [person for person, _, _ in have])
    found = [
        Strangers(track, [name for *key, name in have if track.pk not in serving.get(tuple(key), {track.pk})])
        for track in tracks
    ]
    return [one for one in found if one.names]


def _serving(edition: Edition, people: Collection[int]) -> dict[tuple[int, str], set[int]]:
    """Return the tracks that these people name, by person and role; who names none is not there."""
    links = Membership.tracks.through.objects.filter(membership__edition=edition, membership__user__in=people)
    found: dict[tuple[int, str], set[int]] = {}
    for person, role, track in links.values_list("membership__user", "membership__role", "track"):
        found.setdefault((person, role), set()).add(track)
    return found
