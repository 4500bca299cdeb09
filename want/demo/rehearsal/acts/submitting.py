"""Authors hand papers in, change them, replace files, withdraw; some are too late. One deadline is extended."""

import hashlib
from datetime import timedelta

from want.demo.people import Figure
from want.demo.rehearsal.acts.accounts import sign_up
from want.demo.rehearsal.acts.desk import button_beginning, go
from want.demo.rehearsal.casting import COMES_LATER, NEVER_HERE
from want.demo.rehearsal.files import manuscript
from want.demo.rehearsal.forms import Upload
from want.demo.rehearsal.person import Person, Surprise
from want.demo.rehearsal.work import Fate, Work
from want.demo.rehearsal.world import World
from want.venues.stages import Stage

TOO_LATE = "Papers were due"


def nobody_can_submit_before_it_opens(world: World) -> None:
    """Come too early and read when it opens."""
    person = world.person(world.cast.latecomer)
    page = person.open(world.path("submit/"))
    world.checks.holds("Submission opens on" in page.text, "who comes too early reads when submission opens", page.text)
    world.checks.holds(not page.has_button("Submit the paper"), "nothing can be submitted before submission opens")


def papers_are_handed_in(world: World) -> None:
    """Begin each paper as a draft, list its authors, add the file, submit; some stay drafts."""
    world.go_into(Stage.SUBMISSION, 0.3)
    world.each("the contact author hands in {}", lambda work: _hand_in(world, work), world.cast.works)


def _hand_in(world: World, work: Work) -> None:
    person = world.person(work.contact)
    with person.hands:
        person.open(world.path())
        person.follow("Submit a paper")
        person.press("Save as draft", {"Title": work.title, "Abstract": work.paper.abstract})
        _read_off_number(work, person)
        refused = person.press_in_vain("Submit the paper")
        if "missing" not in " ".join(refused):
            raise Surprise(f"an incomplete paper was refused without saying what is missing: {refused}")
        _list_authors(world, work, person)
        if work.fate is Fate.UNFINISHED:
            person.press("Save as draft")
            return
        _submit(world, work, person)


def _read_off_number(work: Work, person: Person) -> None:
    work.code = person.page.path.rstrip("/").split("/")[-1]
    said = next((words for words in person.page.text.split("Paper ")[1:]), "")
    work.number = int("".join(c for c in said.split()[0] if c.isdigit()))


def _list_authors(world: World, work: Work, person: Person) -> None:
    for place, author in enumerate(work.authors[1:], start=2):
        person.press("Add an author")
        form = person.form("Add an author")
        answers = {"Name": author.name, "E-mail address": author.email, "Affiliation": author.affiliation}
        for label, words in answers.items():
            form.fill(f"Author {place}: {label}", words)
        person.press("Save as draft")
        world.expect_mail("listed", author.email, number=work.number)


def _submit(world: World, work: Work, person: Person) -> None:
    paper, file = work.paper, manuscript(work)
    form = person.form("Submit the paper")
    topics = [control.label for control in form.find("Topics")]
    areas = [control.label for control in form.find("Where the work is applied")]
    answers = {
        "In one sentence (TL;DR)": paper.tldr,
        "Type of paper": "Paper",
        "Track": work.track,
        "Topics": [topics[place] for place in paper.topics],
        "Where the work is applied": [areas[place] for place in paper.areas],
        "Keywords": ", ".join(paper.keywords),
        "PDF": Upload("our paper.pdf", file),
    }
    page = person.press("Submit the paper", answers)
    world.expect_mail("received", *work.addresses, number=work.number)
    missing = [word for word in (str(work.number), hashlib.sha256(file).hexdigest()) if word not in page.text]
    if missing or not page.path.endswith("/receipt/"):
        raise Surprise(f"{person} submitted and got no receipt with {missing} at {page.path}")


def receipts_come_by_mail(world: World) -> None:
    """Let an author without an account read the receipt: number, hash and title."""
    work = world.cast.works[0]
    letter = world.person(NEVER_HERE).letter(f"paper {work.number} is received")
    file = hashlib.sha256(manuscript(work)).hexdigest()
    missing = [word for word in (str(work.number), file, work.title) if word not in letter.text]
    world.checks.none(missing, "the receipt tells number, hash and title to an author without an account")


def papers_change(world: World) -> None:
    """Let papers meet their fates before the deadline."""
    world.go_into(Stage.SUBMISSION, 0.8)
    acts = {Fate.EDITED: _edit, Fate.REPLACED: _replace, Fate.REORDERED: _reorder, Fate.WITHDRAWN: _withdraw}
    changing = [work for work in world.cast.works if work.fate in acts]
    world.each("{} meets its fate", lambda work: acts[work.fate](world, work), changing)


def _edit(world: World, work: Work) -> None:
    """Change the words: done by the last author with an account, who is an author like the first."""
    person = world.person(_at_home(work)[-1])
    with person.hands:
        person.open(world.path("submissions/"))
        person.follow("Change the paper", near=work.title)
        work.title = f"{work.title} (with corrections)"
        person.press("Save changes", {"Title": work.title})
        if "the version that counts" not in person.page.text:
            raise Surprise(f"{person} saved changes and is not told that they count: {person.page.notices}")


def _at_home(work: Work) -> list[Figure]:
    """Return the authors of a paper who have an account from the first day."""
    return [author for author in work.authors if author not in {NEVER_HERE, COMES_LATER}]


def _replace(world: World, work: Work) -> None:
    person, file = world.person(work.contact), manuscript(work, version=2)
    with person.hands:
        person.open(world.path(f"submissions/{work.code}/"))
        person.press("Save changes", {"PDF": Upload("our paper v2.pdf", file)})
        world.expect_mail("file", *work.addresses, number=work.number)
        if hashlib.sha256(file).hexdigest() not in person.page.text:
            raise Surprise(f"{person} replaced the PDF and does not find its hash on the page")


def _reorder(world: World, work: Work) -> None:
    """Add an author and move them to the front."""
    person, joining = world.person(work.contact), work.joining
    assert joining is not None
    with person.hands:
        person.open(world.path(f"submissions/{work.code}/"))
        person.press("Add an author")
        place = len(work.authors) + 1
        answers = {"Name": joining.name, "E-mail address": joining.email, "Affiliation": joining.affiliation}
        person.press("Save changes", {f"Author {place}: {label}": words for label, words in answers.items()})
        for at in range(place, 1, -1):
            person.press(f"Move up author {at}")
        person.press("Save changes")
        first = person.form("Save changes").value_of("Author 1: Name")
        if first != joining.name:
            raise Surprise(f"{joining.name} was moved to the front, and {first} stands there")
    work.authors.insert(0, joining)
    world.expect_mail("listed", joining.email, number=work.number)


def _withdraw(world: World, work: Work) -> None:
    person = world.person(work.contact)
    with person.hands:
        person.open(world.path("submissions/"))
        person.follow("Withdraw it", near=work.title)
        person.press("Withdraw the paper", {"Reason": "We found an error in the main experiment."})
        world.expect_mail("withdrawn", *work.addresses, number=work.number)
        if "Withdrawn" not in person.page.text:
            raise Surprise(f"{person} withdrew {work} and its page does not say so")


def two_authors_change_one_paper_at_once(world: World) -> None:
    """Let two people open the same form; the second to save is shown what the first has saved, and decides."""
    work = next(w for w in world.cast.under_review if len(_at_home(w)) > 1)
    first, second = (world.person(author) for author in _at_home(work)[:2])
    for person in (first, second):
        person.open(world.path(f"submissions/{work.code}/"))
    first.press("Save changes", {"Keywords": "alpha, beta"})
    said = second.press_in_vain("Save changes", {"Keywords": "gamma, delta"})
    world.checks.holds("alpha, beta" in second.page.text, "the second is shown what the first has saved", str(said))
    kept = second.form("Save changes").value_of("Keywords")
    world.checks.equal(kept, "gamma, delta", "what the second typed is not lost")
    second.press("Save changes")
    first.open(world.path(f"submissions/{work.code}/"))
    stands = first.form("Save changes").value_of("Keywords")
    world.checks.equal(stands, "gamma, delta", "what the second saved again stands now")


def a_listed_author_signs_up_and_finds_the_paper(world: World) -> None:
    """Let somebody make an account whose address a paper lists: it is theirs at once."""
    person, work = world.person(COMES_LATER), world.cast.works[1]
    sign_up(person)
    world.expect_mail("account", person.email)
    page = person.open(world.path("submissions/"))
    world.checks.holds(
        work.title in page.text, "who proves a listed address finds the paper among their own", page.text
    )
    person.open(world.path(f"submissions/{work.code}/receipt/"))


def a_paper_that_lists_a_second_address_is_theirs(world: World) -> None:
    """Let somebody look for a paper that lists another of their addresses."""
    other, work = world.cast.other_address, world.cast.works[3]
    page = world.person(other).open(world.path("submissions/"))
    world.checks.holds(work.title in page.text, "a paper that lists any verified address of a person is theirs")


def others_find_nothing(world: World) -> None:
    """Let somebody else, and the public, try the addresses of others' papers: they answer as if there were none."""
    other = world.person(world.cast.outsider)
    for work in world.cast.works[:3]:
        for rest in ("", "receipt/", "withdraw/"):
            other.open(world.path(f"submissions/{work.code}/{rest}"), expect=404)
    page = world.public.open(world.path("submissions/"))
    world.checks.equal(page.path, "/accounts/login/", "the public is asked to sign in before it sees a list of papers")


def the_deadline_is_extended(world: World) -> None:
    """Let a chair extend the deadline by a day: everybody with a paper is told, once."""
    chair = world.organiser
    go(chair, "Dates")
    chair.follow("Extend and tell people", near="Submission")
    old = world.public.open(world.path("dates/")).text
    chair.press("Show who will be told", {"New end (AoE)": "2024-05-29T23:59", "Let the later dates move along": False})
    button = button_beginning(chair, "Extend and tell")
    chair.press(button)
    concerned = {address for work in world.cast.works if work.fate is not Fate.WITHDRAWN for address in work.addresses}
    world.expect_mail("deadline", *concerned)
    world.checks.equal(button, f"Extend and tell {len(concerned)} people", "the chair is shown how many are told")
    new = world.public.open(world.path("dates/")).text
    extended = "29 May 2024, 23:59 AoE" in new and "29 May 2024, 23:59 AoE" not in old
    world.checks.holds(extended, "the dates page shows the new deadline at once")


def changes_count_until_the_new_deadline(world: World) -> None:
    """Change a paper after the old deadline, and another in the minutes of grace after the new one."""
    edited = [work for work in world.cast.works if work.fate is Fate.EDITED]
    world.go_past(Stage.SUBMISSION, timedelta(hours=-3))
    world.checks.done("a change after the old deadline counts", lambda: _edit(world, edited[0]))
    world.go_past(Stage.SUBMISSION, timedelta(minutes=5))
    world.checks.done("a change in the minutes of grace counts", lambda: _edit(world, edited[1]))


def the_late_are_refused_in_words(world: World) -> None:
    """Open forms in time and send them too late: nothing is taken, why is said, what was typed is shown."""
    late = world.person(world.cast.latecomer)
    draft = next(work for work in world.cast.works if work.fate is Fate.UNFINISHED)
    submitted = next(work for work in world.cast.works if work.fate is Fate.PLAIN)
    drafter, changer = world.person(draft.contact), world.person(submitted.contact)
    late.open(world.path("submit/"))
    drafter.open(world.path(f"submissions/{draft.code}/"))
    changer.open(world.path(f"submissions/{submitted.code}/"))
    world.go_past(Stage.SUBMISSION, timedelta(hours=1))
    late.press("Submit the paper", {"Title": "Better late than never", "Abstract": "I slept too long."})
    drafter.press("Submit the paper", {"PDF": Upload("late.pdf", manuscript(draft))})
    changer.press("Save changes", {"Title": "A title that comes too late"})
    for person in (late, drafter, changer):
        said = person.page.text
        world.checks.holds(TOO_LATE in said, f"{person} comes too late and reads that papers were due", said[:300])
    world.checks.holds(
        "I slept too long." in late.page.text, "what was typed too late is shown, so that it is not lost"
    )
    late.open(world.path("submit/"))
    world.checks.holds(not late.page.has_button("Submit the paper"), "after the deadline there is no form any more")
    changer.open(world.path("submissions/"))
    world.checks.holds("A title that comes too late" not in changer.page.text, "a late change changes nothing")


def some_are_turned_away(world: World) -> None:
    """Let chairs reject papers without review, with a reason that their authors read."""
    for work in world.cast.works:
        if work.fate is Fate.TURNED_AWAY:
            world.checks.done(f"{work} is rejected without review", lambda work=work: _turn_away(world, work))


def _turn_away(world: World, work: Work) -> None:
    chair, reason = world.chair_of(work), "The paper is about cooking."
    go(chair, "Papers")
    chair.press("Search", {"q": str(work.number)})
    chair.follow(work.title)
    chair.follow("Reject without review")
    chair.press("Show the letter", {"Reason": reason})
    chair.press("Reject and tell the authors")
    world.expect_mail("desk_rejected", *work.addresses, number=work.number)
    if reason not in world.person(work.contact).letter(str(work.number)).text:
        raise Surprise(f"the authors of {work} do not read why it was rejected")
