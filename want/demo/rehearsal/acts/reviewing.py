"""Reviewers read and review: drafts that save themselves, submissions, revisions; one paper is handed back."""

import random
from dataclasses import dataclass
from datetime import timedelta

from want.demo.papers import review_of
from want.demo.people import Figure
from want.demo.rehearsal.acts.desk import button_beginning, go
from want.demo.rehearsal.casting import Guest, places_of
from want.demo.rehearsal.forms import Value
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

HANDED_BACK = "I have worked with somebody whose work this is."
SUBMIT, REVISE = "Submit the review", "Submit the revision"
SCORES = {
    "overall": "Overall score",
    "confidence": "Confidence",
    "soundness": "Soundness",
    "presentation": "Presentation",
    "contribution": "Contribution",
}
TEXTS = {
    "strengths": "Strengths",
    "weaknesses": "Weaknesses",
    "questions": "Questions to the authors",
    "confidential": "Confidential remarks to the chairs",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """A paper somebody has to review, as their own list says it."""

    code: str
    review: str  # address of the form


def nobody_reads_before_reviewing_opens(world: World) -> None:
    """Look too early: the list is empty and says when reviewing begins."""
    person = world.person(world.cast.working_reviewers[0].figure)
    page = person.open(world.path("reviewing/"))
    world.checks.holds("when reviewing begins" in page.text, "the list is empty before reviewing opens", page.text)


def everybody_reads_their_papers(world: World) -> None:
    """Let each reviewer open what they were given: the list, each paper's page, its PDF, the form."""
    world.go_into(Stage.REVIEWING, 0.1)
    world.each("{} reads their papers", lambda guest: _read(world, guest), world.cast.working_reviewers)
    leading = world.cast.working_area_chairs
    world.each("{} reads the papers they lead", lambda guest: _read_led(world, guest), leading)


def one_hands_a_paper_back(world: World) -> None:
    """Let a reviewer hand a paper back for a conflict; a chair gives it to somebody else by hand."""
    guest, duty = _one_that_another_can_take(world)
    world.story.duties[guest.figure.email].remove(duty)
    work, person = world.work(duty), world.person(guest.figure)
    person.open(world.path(f"papers/{duty}/review/"))
    person.follow("Hand this paper back")
    answers: dict[str, Value] = {"Reason": HANDED_BACK}
    person.press("Hand the paper back", answers | {"I have a conflict of interest with this paper": True})
    world.story.handed_back.add((guest.figure.email, duty))
    world.story.declared.add((guest.figure.email, duty))
    person.open(world.path(f"papers/{duty}/"), expect=404)
    chair = world.chair_of(work)
    told = [area_chair for area_chair, codes in world.story.led.items() if duty in codes]
    told += [figure.email for figure in world.cast.chairs if not world.is_tied(figure.email, work)]
    world.expect_mail("handed_back", *told, number=work.number)
    email = _assigned_by_hand(world, chair, duty)
    world.story.duties.setdefault(email, []).append(duty)
    world.expect_mail("assigned", email, number=work.number)


def _one_that_another_can_take(world: World) -> tuple[Guest, str]:
    """Return a reviewer and a paper of theirs for which somebody else has room; which it is hangs on the plan.

    Plans of equal worth differ from play to play, and with some the first paper's other readers are all full.
    """
    places = places_of(world.cast, world.edition().papers_per_reviewer)
    duties = world.story.duties
    with_room = [email for email, most in places.items() if len(duties.get(email, [])) < most]
    for guest in world.cast.working_reviewers:
        for code in duties.get(guest.figure.email, []):
            work = world.work(code)
            if any(code not in duties.get(email, []) and world.may_review(email, work) for email in with_room):
                return guest, code
    raise Surprise("everybody who has room is kept from every paper, so none can be handed back and given on")


def _assigned_by_hand(world: World, chair: Person, code: str) -> str:
    """Give a paper to the first who can take it, and return their address.

    A chair with conflicts is not shown loads whole, so some who seem free are refused when they are chosen.
    """
    address = _page_of_assignments(chair, world.work(code))
    offered = [b.label for form in chair.page.forms for b in form.buttons if b.label.startswith("Assign ")]
    for button in offered:
        chair.open(address)
        if not chair.press_but_listen(button):
            name = button.removeprefix("Assign ")
            return next(g.figure.email for g in world.cast.working_reviewers if g.figure.name == name)
    raise Surprise(f"nobody can take {code}; offered were {offered}")


def _page_of_assignments(chair: Person, work: Work) -> str:
    go(chair, "Who reviews what")
    return chair.follow(f"Change paper {work.number}").url


def reviews_are_written(world: World) -> None:
    """Let most write and submit; the last three only begin a draft."""
    world.go_into(Stage.REVIEWING, 0.5)
    working = [guest for guest in world.cast.working_reviewers if world.story.duties.get(guest.figure.email)]
    world.story.slow = [guest.figure.email for guest in working[-3:]]
    world.each("{} reviews", lambda guest: _review_all(world, guest), working)


def those_still_due_are_reminded(world: World) -> None:
    """Let each chair write to those who owe a review of a paper they look after; each gets one letter in all."""
    world.go_into(Stage.REVIEWING, 0.85)
    for figure in world.cast.chairs:
        _remind(world.person(figure))
    for email in world.story.slow:
        owed = [world.work(code).number for code in world.story.duties[email]]
        world.expect_mail("review_reminder", email, number=owed[0] if len(owed) == 1 else 0)


def _remind(chair: Person) -> None:
    if go(chair, "Progress").has_link("Remind who is due…"):
        chair.follow("Remind who is due…")
        if "has had a reminder today" not in chair.page.text:
            chair.press(button_beginning(chair, "Send"))


def the_slow_submit_and_some_revise(world: World) -> None:
    """Let the rest submit what they began, and a few revise what they wrote."""
    slow = [guest for guest in world.cast.working_reviewers if guest.figure.email in world.story.slow]
    world.story.slow = []
    world.each("{} reviews at last", lambda guest: _review_all(world, guest), slow)
    revising = [g for g in world.cast.working_reviewers if world.story.duties.get(g.figure.email)][:3]
    world.each("{} revises a review", lambda guest: _revise(world, guest), revising)


def reviews_rest_after_the_deadline(world: World) -> None:
    """Open the form in time and send it too late: nothing is taken, and the text is shown."""
    guest = next(g for g in world.cast.working_reviewers if world.story.duties.get(g.figure.email))
    person, code = world.person(guest.figure), world.story.duties[guest.figure.email][0]
    person.open(world.path(f"papers/{code}/review/"))
    world.go_past(Stage.REVIEWING, timedelta(hours=1))
    said = person.press_in_vain(REVISE, {"Strengths": "A strength that comes too late."})
    world.checks.holds(said, "a review that comes too late is refused in words", str(said))
    shown = "A strength that comes too late." in person.page.content.decode()
    world.checks.holds(shown, "a review that comes too late is shown and not lost")


def _read(world: World, guest: Guest) -> None:
    person = world.person(guest.figure)
    page = person.open(world.path("reviewing/"))
    found = [url.rstrip("/").split("/")[-2] for _, url in page.links() if url.endswith("/review/")]
    codes = list(dict.fromkeys(found))
    for code in codes:
        person.open(world.path(f"papers/{code}/"))
        pdf = person.open(world.path(f"papers/{code}/paper.pdf"))
        if pdf.kind != "application/pdf" or not pdf.content.startswith(b"%PDF"):
            raise Surprise(f"{person} opened the PDF of {code} and got {pdf.kind}")
        person.open(world.path(f"papers/{code}/review/"))
    with world.lock:
        world.story.duties[guest.figure.email] = codes


def _read_led(world: World, guest: Guest) -> None:
    person = world.person(guest.figure)
    page = person.open(world.path("reviewing/"))
    table = page.tree.first("table")
    links = [page.absolute(a.attrs["href"]) for a in table.all("a")] if table else []
    codes = list(dict.fromkeys(url.split("/papers/")[1].split("/")[0] for url in links if "/papers/" in url))
    for code in codes:
        person.open(world.path(f"papers/{code}/"))
        person.open(world.path(f"papers/{code}/paper.pdf"))
    with world.lock:
        world.story.led[guest.figure.email] = codes


def _review_all(world: World, guest: Guest) -> None:
    person = world.person(guest.figure)
    for code in world.story.duties[guest.figure.email]:
        _begin(world, person, code)
        if guest.figure.email not in world.story.slow:
            person.press(SUBMIT, answers_of(world, guest.figure, world.work(code)))
            _expect_submitted(person)


def _begin(world: World, person: Person, code: str) -> None:
    """Type a little, see that it is saved by itself and still there after a walk, and save a draft by hand."""
    person.open(world.path(f"papers/{code}/review/"))
    begun = f"I have begun to read {code}."
    person.keep_typing(SUBMIT, {"Strengths": begun})
    person.open(world.path(f"papers/{code}/review/"))
    stands = person.form(SUBMIT).value_of("Strengths")
    if stands != begun:
        raise Surprise(f"{person} typed, left, came back and found “{stands}”")
    person.press("Save draft", {"Weaknesses": "To be written."})


def _revise(world: World, guest: Guest) -> None:
    person, code = world.person(guest.figure), world.story.duties[guest.figure.email][0]
    person.open(world.path(f"papers/{code}/review/"))
    person.press(REVISE, {"Questions to the authors": "On second thought: how large was the batch?"})
    with world.lock:
        world.story.revised.append((guest.figure.email, code))


def _expect_submitted(person: Person) -> None:
    if not any("is submitted" in notice for notice in person.page.notices):
        raise Surprise(f"{person} submitted a review and is not told so: {person.page.notices}")


def answers_of(world: World, figure: Figure, work: Work) -> dict[str, Value]:
    """Return what a person answers about a paper: the same whenever asked, and with words that are theirs alone."""
    luck = random.Random(f"{world.seed}:review:{figure.email}:{work.place}")
    given = review_of(work.paper.quality, luck.gauss(0, 0.4), luck)
    answers: dict[str, Value] = {label: str(given[field]) for field, label in SCORES.items()}
    answers |= {label: str(given[field]) for field, label in TEXTS.items()}
    answers["Confidential remarks to the chairs"] = secret_of(figure, work)
    return answers


def secret_of(figure: Figure, work: Work) -> str:
    """Return what somebody tells the chairs alone; proofs search other people's pages for it."""
    return f"Between us, {figure.email.split('@')[0]} has doubts about the paper in place {work.place}."
