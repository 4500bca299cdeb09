"""The organisers open an edition: from nothing but a migrated database to a call that everybody can read."""

from datetime import UTC, datetime

from django.core.management import call_command

from want.core import clock
from want.demo.rehearsal.acts.accounts import sign_in
from want.demo.rehearsal.acts.desk import go
from want.demo.rehearsal.casting import TRACKS
from want.demo.rehearsal.world import EDITION, World

BEFORE_THE_CALL = datetime(2024, 4, 2, 9, tzinfo=UTC)
NAME = "WANT@Rehearsal 2024"


def the_site_is_set_up(world: World) -> None:
    """Do what whoever installs the site types: the known editions, and the first account."""
    clock.move_to(BEFORE_THE_CALL)
    call_command("seed_editions", stdout=_Silence())
    first = world.organiser
    call_command("createsuperuser", interactive=False, email=first.email, name=first.name, verbosity=0)
    first.has_password = False


def an_edition_is_opened(world: World) -> None:
    """Open an edition in the desk, take the dates over from an earlier one, and put the call online."""
    chair = world.organiser
    sign_in(chair)
    world.expect_mail("account", chair.email, times=2)
    chair.press("Save", {"Affiliation": chair.affiliation})
    world.public.open(world.path(), expect=404)
    chair.open("/desk/editions/new/")
    answers = {
        "Take over from": "WANT@ICML 2024",
        "Name": NAME,
        "Short name": EDITION,
        "Full name": "The rehearsal of a workshop on advancing neural network training",
        "Day of the workshop": "2024-07-27",
    }
    chair.press("Open the edition", answers)
    world.public.open(world.path(), expect=404)
    go(chair, "Words and settings")
    chair.press("Save settings", {"The call is public": True, "A second chair confirms the release": True})
    page = world.public.open(world.path("call/"))
    world.checks.holds(NAME in page.text, "everybody can read the call")


def tracks_are_named(world: World) -> None:
    """Divide the workshop into two tracks, before anybody is asked to serve or hands a paper in."""
    chair = world.organiser
    go(chair, "Topics, areas, types")
    chair.follow("Tracks")
    chair.press("Save the list", {f"Name, line {line}": name for line, name in enumerate(TRACKS, start=1)})
    chair.follow("Tracks")
    found = [chair.form("Save the list").value_of(f"Name, line {line}") for line in (1, 2)]
    world.checks.equal(found, list(TRACKS), "the desk lists the two tracks in their order")


class _Silence:
    """Takes what a command says and keeps it to itself."""

    def write(self, _: str) -> int:
        return 0
