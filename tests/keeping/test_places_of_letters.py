"""The places of every wording that chairs can edit give only what both its sender and its recipient may see."""

import gc

import pytest

from reviews.visibility.facts import Fact
from reviews.visibility.standing import see
from tests import cast
from tests.access.world import make_world
from want.core import clock
from want.venues.stages import Stage
from want.venues.wordings import LetterKind, Wording, problems_of, usual_wording

# What everybody may know, what the recipient is told of themselves, and the sender's own words.
OPEN = {
    "name": "the recipient's own",
    "edition": "public",
    "title of edition": "public",
    "dates": "public",
    "stage": "public",
    "deadline": "public",
    "deadline_utc": "public",
    "old_deadline": "public",
    "moved": "public: the dates that move along",
    "link": "an address; whoever opens it is asked for their right anew",
    "role": "the recipient's own",
    "load": "the recipient's own",
    "inviter": "the sender",
    "until": "how long the recipient's own link works",
    "sender": "the sender",
    "reason": "the sender's own words",
}
PAPER = {"number": Fact.EXISTENCE, "title": Fact.TITLE_ABSTRACT}
DECISION = PAPER | {"note": Fact.DECISION_AFTER_RELEASE}
PAPERS = {"papers": Fact.TITLE_ABSTRACT}

# Letters about papers: when they leave, to whom, and which fact of the policy each place tells.
ABOUT_PAPERS: dict[str, tuple[Stage, str, dict[str, Fact]]] = {
    "decision_oral": (Stage.RELEASED, "author", DECISION),
    "decision_poster": (Stage.RELEASED, "coauthor", DECISION),
    "decision_reject": (Stage.RELEASED, "author", DECISION),
    "desk_rejected": (Stage.CHECKS, "author", PAPER),
    "desk_rejection_taken_back": (Stage.CHECKS, "coauthor", PAPER),
    "camera_ready_due": (Stage.CAMERA_READY, "author", PAPERS),
    "opens_reviewing": (Stage.REVIEWING, "reviewer", PAPERS),
    "opens_rebuttal": (Stage.REBUTTAL, "author", PAPERS),
    "opens_discussion": (Stage.DISCUSSION, "reviewer", PAPERS),
    "opens_camera_ready": (Stage.CAMERA_READY, "author", PAPERS),
}


def kinds() -> list[LetterKind]:
    """Return every kind of letter there is, wherever it was made."""
    found = {one.name: one for one in gc.get_objects() if type(one) is LetterKind}
    return [found[name] for name in sorted(found)]


def test_every_place_of_every_wording_is_judged():
    known = kinds()

    unjudged = [
        f"{kind.name} {{{place}}}"
        for kind in known
        for place in kind.places
        if place not in ABOUT_PAPERS.get(kind.name, (None, None, {}))[2]
        and (place not in OPEN and (place, kind.name.partition("_")[0]) != ("title", "invite"))
    ]

    assert len(known) >= 14
    assert unjudged == []
    assert sorted(ABOUT_PAPERS.keys() - {kind.name for kind in known}) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ABOUT_PAPERS)
def test_places_about_a_paper_tell_what_sender_and_recipient_may_see_and_a_conflicted_chair_may_not(name):
    stage, recipient, places = ABOUT_PAPERS[name]
    with clock.frozen(cast.at(cast.INSIDE[stage])):
        world = make_world(stage)
        cast.play_to(world.edition, stage)
        world.paper.edition = world.edition
        seen = {who: see(world.people[who], world.paper) for who in (recipient, "chair", "conflicted")}

    for place, fact in places.items():
        assert seen[recipient].may(fact), f"{{{place}}} tells its recipient what they may not see"
        assert seen["chair"].may(fact), f"{{{place}}} tells its sender what they may not see"
    assert not seen["conflicted"].may(Fact.REVIEW_TEXT_OTHERS)
    assert Fact.REVIEWER_IDENTITY not in places.values()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_wording_can_put_in_nothing_but_its_places(kind):
    usual = usual_wording(kind)

    for foreign in ("reviewer", "score", "author.email", "edition.secret", "__class__"):
        body = f"{usual.body}\n{{{foreign}}}"
        found = problems_of(kind, Wording(usual.subject, body))
        filled = Wording(usual.subject, body).filled(dict.fromkeys(kind.places, "x"))
        assert found or f"{{{foreign}}}" in filled.body, f"{{{foreign}}} means something in {kind.name}"
    assert problems_of(kind, usual) == []
