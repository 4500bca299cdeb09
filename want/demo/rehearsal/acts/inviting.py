"""Chairs ask people to serve, by pasted lines and by a table; these answer by the link in their mail."""

from datetime import timedelta

from want.core import clock
from want.demo.rehearsal.acts.accounts import sign_in
from want.demo.rehearsal.acts.desk import button_beginning, go, number_in
from want.demo.rehearsal.casting import Answer, Guest
from want.demo.rehearsal.forms import Upload
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.world import World
from want.venues.models import Role
from want.venues.stages import Stage

NO_ADDRESS = "Somebody whose address I have lost"
REASON = "I am on leave during the review period."


def the_chairs_are_invited(world: World) -> None:
    """Ask two to chair beside the organiser; both have accounts and say yes, and who chairs already is told."""
    world.go_into(Stage.SUBMISSION, 0.05)
    others = [Guest(figure, Answer.YES, None) for figure in world.cast.chairs[1:]]
    _paste(world, Role.CHAIR, others)
    for place, one in enumerate(others, start=1):
        world.each("{} agrees to chair", lambda guest: _answer(world, guest), [one])
        world.expect_mail("new-chair", *(figure.email for figure in world.cast.chairs[:place]))


def area_chairs_and_reviewers_are_invited(world: World) -> None:
    """Ask area chairs by a table, and reviewers by pasted lines, one of which is no address and one comes twice."""
    _upload(world, Role.AREA_CHAIR, world.cast.area_chairs)
    _paste(world, Role.REVIEWER, world.cast.reviewers, more=[NO_ADDRESS, _line(world.cast.reviewers[0])])
    said = world.organiser.page.text
    world.checks.holds(str(len(world.cast.reviewers)) in said, "the desk tells how many are invited", said[:400])


def everybody_opens_their_link(world: World) -> None:
    """Let everybody open their link twice before they answer; programs that scan mail do so too."""
    everybody = [*world.cast.area_chairs, *world.cast.reviewers]
    world.each("{} opens the link", lambda guest: _open(world, guest), everybody)


def the_invited_answer(world: World) -> None:
    """Let those who answer do so; who had no account has one now and signs in by a mailed code."""
    everybody = [*world.cast.area_chairs, *world.cast.reviewers]
    speaking = [guest for guest in everybody if guest.answer is not Answer.SILENCE]
    world.each("{} answers the invitation", lambda guest: _answer(world, guest), speaking)


def the_silent_are_reminded(world: World) -> None:
    """Write once more to those who have not answered, and to nobody else."""
    clock.move_to(clock.now() + timedelta(days=3))
    silent = [guest.figure.email for guest in world.cast.reviewers if guest.answer is Answer.SILENCE]
    chair = world.organiser
    go(chair, "Invitations")
    chair.follow("Remind")
    chair.press(button_beginning(chair, "Send"))
    world.expect_mail("invitation-reminder", *silent)


def a_used_or_invented_link_is_worth_nothing(world: World) -> None:
    """Try a link that nobody was sent."""
    world.stranger().open(world.path("invitation/an-invented-token/"), expect=404)


def _paste(world: World, role: Role, guests: list[Guest], more: list[str] | None = None) -> None:
    lines = [_line(guest) for guest in guests] + (more or [])
    _invite(world, role, guests, {"Addresses": "\n".join(lines)}, wrong=len(more or []))


def _upload(world: World, role: Role, guests: list[Guest]) -> None:
    rows = [f"{g.figure.name},{g.figure.email},{g.figure.affiliation}" for g in guests]
    table = "\n".join(["Name,E-mail,Affiliation", *rows]).encode()
    _invite(world, role, guests, {"Or a CSV file": Upload("area chairs.csv", table, "text/csv")})


def _invite(world: World, role: Role, guests: list[Guest], answers: dict[str, str | Upload], *, wrong: int = 0) -> None:
    chair = world.organiser
    go(chair, "Invitations")
    chair.follow("Invite people")
    chair.press("Show what will happen", {"Invite as": role.label, **answers})
    if wrong and "There is no e-mail address in this line." not in chair.page.text:
        raise Surprise(f"a line without an address was not said to be wrong: {chair.page.text[:500]}")
    button = button_beginning(chair, "Send")
    world.checks.equal(number_in(button), len(guests), f"the desk will write to each {role.label.lower()} once")
    chair.press(button)
    world.expect_mail("invitation", *(guest.figure.email for guest in guests))


def _open(world: World, guest: Guest) -> Person:
    person = world.person(guest.figure)
    link = person.letter("would you").address("/invitation/")
    person.open(link)
    person.open(link)
    return person


def _answer(world: World, guest: Guest) -> None:
    person = _open(world, guest)
    if guest.answer is Answer.NO:
        person.press("No, I cannot", {"A reason, if you like": REASON})
        return
    form = person.form("I will serve")
    if form.named("topics"):
        topics = [control.label for control in form.named("topics")]
        form.fill("topics", topics[guest.first_topic :: guest.topic_step])
        form.fill("Papers at most", "" if guest.load is None else str(guest.load))
    person.press("I will serve")
    world.expect_mail("committee-welcome", guest.figure.email)
    if "Thank you" not in person.page.text:
        raise Surprise(f"{person} accepted and is not thanked: {person.page.text[:300]}")
    if not person.is_signed_in:
        person.has_password = False
        sign_in(person)
        world.expect_mail("account", person.email)


def _line(guest: Guest) -> str:
    figure, track = guest.figure, f" [{guest.track}]" if guest.track else ""
    return f"{figure.name} <{figure.email}>, {figure.affiliation}{track}"
