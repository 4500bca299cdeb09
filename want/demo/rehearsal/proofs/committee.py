"""Who serves, as which role and with which load: exactly those who said yes."""

from reviews.models import Invitation
from reviews.models.invitation import InvitationState
from want.audit.models import Entry
from want.demo.rehearsal.casting import Answer
from want.demo.rehearsal.world import EDITION, World
from want.venues.models import Membership, Role

STATES = {Answer.YES: "accepted", Answer.NO: "declined", Answer.SILENCE: "pending"}


def opening_a_link_has_answered_nothing(world: World) -> None:
    """See that all who have opened their invitation can still answer it."""
    asked = Invitation.objects.filter(edition__slug=EDITION).exclude(role=Role.CHAIR)
    states = set(asked.values_list("state", flat=True))
    world.checks.equal(states, {InvitationState.PENDING.value}, "opening an invitation answers nothing")


def those_serve_who_said_yes(world: World) -> None:
    """Compare roles, loads and answers with what people said."""
    cast, checks = world.cast, world.checks
    rows = Membership.objects.filter(edition__slug=EDITION).values_list("role", "user__email", "max_load")
    wanted = [(Role.CHAIR.value, figure.email, None) for figure in cast.chairs]
    wanted += [(Role.AREA_CHAIR.value, guest.figure.email, guest.load) for guest in cast.working_area_chairs]
    wanted += [(Role.REVIEWER.value, guest.figure.email, guest.load) for guest in cast.working_reviewers]
    checks.alike(rows, wanted, "those serve who said yes, with the load they named")
    asked = Invitation.objects.filter(edition__slug=EDITION).exclude(role=Role.CHAIR)
    said = [(guest.figure.email, STATES[guest.answer]) for guest in [*cast.area_chairs, *cast.reviewers]]
    checks.alike(asked.values_list("email", "state"), said, "each invitation is in the state of its answer")
    log = Entry.objects.filter(edition=EDITION, verb="committee.accepted").count()
    checks.equal(log, len(wanted) - 1, "the log tells once of each who accepted")
