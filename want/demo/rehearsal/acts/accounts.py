"""People make accounts with the mailed code, with a password or without, and sign in again."""

import re

from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.world import World

CODE = re.compile(r"^[A-Z0-9]{3,6}-?[A-Z0-9]{3,6}$")


def everybody_signs_up(world: World) -> None:
    """Let all who come by themselves make an account; the chair who opened the edition has one."""
    people = [world.person(figure) for figure in world.cast.signing_up if figure is not world.cast.chairs[0]]
    world.each("{} signs up", sign_up, people)
    world.expect_mail("account", *(person.email for person in people))


def some_sign_out_and_in_again(world: World) -> None:
    """Let a few leave and come back, by password and by a mailed code."""
    people = [world.person(figure) for figure in world.cast.signing_up[1:7]]
    world.each("{} signs out and in again", _leave_and_come_back, people)
    world.expect_mail("account", *(person.email for person in people if not person.has_password))


def a_wrong_code_lets_nobody_in(world: World) -> None:
    """Let somebody guess at the code for another's address."""
    stranger = world.stranger()
    stranger.open("/accounts/login/code/")
    stranger.press("Mail me a code", {"E-mail address": world.cast.outsider.email})
    world.expect_mail("account", world.cast.outsider.email)
    said = stranger.press_in_vain("Sign in", {"Code": "AAAA-AAAA"})
    stranger.open("/accounts/profile/")
    world.checks.holds("not the code" in said[0], "a guessed code is refused in words", str(said))
    world.checks.holds(stranger.page.path != "/accounts/profile/", "a guessed code lets nobody in")


def somebody_adds_an_address(world: World) -> None:
    """Let a person prove a second address; a paper will list it."""
    other = world.cast.other_address
    person = world.person(other)
    person.open("/accounts/email/")
    person.press("Mail a code to it", {"Another address of yours": other.email})
    if person.page.has_button("Go on"):
        person.press("Go on", {"Password": person.password})
    world.expect_mail("account", other.email)
    person.press("Verify my address", {"Code": _code(person, to=other.email)})
    page = person.open("/accounts/profile/")
    world.checks.holds(other.email in page.text, "an address whose code was typed is theirs")


def sign_up(person: Person) -> None:
    """Make an account and prove the address by the mailed code."""
    person.open("/")
    person.follow("Sign up")
    answers = {"Full name": person.name, "Affiliation": person.affiliation, "E-mail address": person.email}
    password = {"Password (if you like)": person.password} if person.has_password else {}
    person.press("Sign up", answers | password)
    person.press("Verify my address", {"Code": _code(person)})
    _expect_to_be_in(person)


def sign_in(person: Person) -> None:
    """Sign in: by password if they chose one, else by a mailed code."""
    person.open("/accounts/login/")
    if person.has_password:
        person.press("Sign in", {"E-mail address": person.email, "Password": person.password})
    else:
        letters = len(person.letters("code"))
        person.follow("Mail me a code instead")
        person.press("Mail me a code", {"E-mail address": person.email})
        person.press("Sign in", {"Code": _code(person, newer_than=letters)})
        if person.page.has_button("Verify my address"):  # an account made by a command has proved no address yet
            person.press("Verify my address", {"Code": _code(person, newer_than=letters + 1)})
    _expect_to_be_in(person)


def _leave_and_come_back(person: Person) -> None:
    person.open("/")
    person.press("Sign out")
    person.open("/accounts/profile/")
    if person.page.path != "/accounts/login/":
        raise Surprise(f"{person} signed out and is still let in at {person.page.path}")
    sign_in(person)


def _expect_to_be_in(person: Person) -> None:
    person.open("/accounts/profile/")
    stands = person.form("Save").value_of("Full name")
    if stands != person.name:
        raise Surprise(f"{person} signed in and finds the profile of {stands}")


def _code(person: Person, *, newer_than: int = 0, to: str = "") -> str:
    letter = person.letter("code", newer_than=newer_than, to=to)
    code = letter.subject.split()[0]
    if not CODE.match(code):
        raise Surprise(f"the mail “{letter.subject}” does not begin with a code")
    return code
