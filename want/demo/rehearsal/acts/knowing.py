"""Reviewers tell what the assignment goes by beside topics and bids: papers of their own, and where they are."""

from want.demo.rehearsal.casting import Guest
from want.demo.rehearsal.person import Surprise
from want.demo.rehearsal.world import World

AT_MOST = 6  # who do so: as many as show it
COUNTRIES = ("France", "France", "Japan")


def some_paste_papers_of_their_own(world: World) -> None:
    """Let some paste BibTeX: a paper near one of the play that they may read, and one without an abstract."""
    writing = world.cast.working_reviewers[::4][:AT_MOST]
    world.each("{} pastes papers of their own", lambda guest: _paste(world, guest), writing)


def some_state_a_country(world: World) -> None:
    """Let some say in their profiles where they are; two at least are of one region."""
    stating = world.cast.working_reviewers[1::4][:AT_MOST]
    for place, guest in enumerate(stating):
        world.story.countries[guest.figure.email] = COUNTRIES[place % len(COUNTRIES)]
    world.each("{} states a country", lambda guest: _state(world, guest), stating)


def _paste(world: World, guest: Guest) -> None:
    person, place = world.person(guest.figure), world.cast.working_reviewers.index(guest)
    near = next(work for work in world.cast.under_review if world.may_review(guest.figure.email, work))
    titles = [f"Field notes {place} on what is near", f"Field notes {place} without a summary"]
    abstract = near.paper.abstract.replace("\\", "\\\\")
    entries = [
        f"@article{{a, title={{{titles[0]}}}, abstract={{{abstract}}}, year=2023}}",
        f"@misc{{b, title={{{titles[1]}}}}}",
    ]
    person.open(world.path("my-service/papers/"))
    person.press("Add these papers", {"BibTeX": "\n".join(entries)})
    missing = [title for title in titles if title not in person.page.text]
    if missing:
        raise Surprise(f"{person} pasted {missing} and does not find it: {person.page.text[:400]}")
    with world.lock:
        world.story.own_papers[guest.figure.email] = titles


def _state(world: World, guest: Guest) -> None:
    person, country = world.person(guest.figure), world.story.countries[guest.figure.email]
    person.open("/accounts/profile/")
    person.press("Save", {"Country": country})
    person.open("/accounts/profile/")
    if person.form("Save").value_of("Country") != country:
        raise Surprise(f"{person} stated {country}, and the profile does not say so")
