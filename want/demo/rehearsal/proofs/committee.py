"""Who serves, as which role and with which load: exactly those who said yes."""

from reviews.models import ExpertisePaper, Invitation
from reviews.models.invitation import InvitationState
from want.accounts.models import User
from want.audit.models import Entry
from want.core.countries import name_of
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
    serving = Membership.objects.filter(edition__slug=EDITION).exclude(tracks=None)
    wanted_tracks = [(guest.figure.email, guest.track) for guest in cast.working_reviewers if guest.track]
    checks.alike(
        serving.values_list("user__email", "tracks__name"),
        wanted_tracks,
        "those serve in one track who were asked for it",
    )
    log = Entry.objects.filter(edition=EDITION, verb="committee.accepted").count()
    checks.equal(log, len(wanted) - 1, "the log tells once of each who accepted")


def profiles_say_what_people_told(world: World) -> None:
    """Compare own papers and countries with what people said of themselves."""
    papers = ExpertisePaper.objects.values_list("user__email", "title")
    told = [(email, title) for email, titles in world.story.own_papers.items() for title in titles]
    world.checks.alike(papers, told, "profiles hold the papers that people pasted")
    stated = User.objects.exclude(country="").values_list("email", "country")
    named = [(email, name_of(country)) for email, country in stated]
    world.checks.alike(named, world.story.countries.items(), "profiles state the countries that people named")
