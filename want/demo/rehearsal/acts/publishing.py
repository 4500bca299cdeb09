"""Authors of accepted papers hand in the final version; chairs publish; everybody reads."""

from datetime import timedelta

from want.demo.rehearsal.acts.desk import button_beginning, go
from want.demo.rehearsal.files import final_version
from want.demo.rehearsal.forms import Upload, Value
from want.demo.rehearsal.person import Surprise
from want.demo.rehearsal.story import OUTCOMES
from want.demo.rehearsal.work import Fate, Work
from want.demo.rehearsal.world import EDITION, World
from want.venues.stages import Stage

HAND_IN, REPLACE = "Hand in the final version", "Replace the final version"
LATE = "https://code.example/too-late"
SURE = "I have looked at what becomes public. This cannot be undone."
DESK = f"/desk/e/{EDITION}/"


def nothing_is_public_yet(world: World) -> None:
    """Let the public look for accepted papers after the release and before publication."""
    page = world.public.open(world.path("papers/"))
    shown = [work.title for work in world.cast.works if work.title in page.text]
    world.checks.none(shown, "no paper is listed publicly before publication")
    for work in world.accepted[:2]:
        world.stranger().open(world.path(f"papers/{work.code}/"), expect=404)
        world.stranger().open(world.path(f"papers/{work.code}/paper.pdf"), expect=404)


def final_versions_are_handed_in(world: World) -> None:
    """Let the authors of accepted papers hand in; one forgets, the last does not consent to publication of the file."""
    world.go_into(Stage.CAMERA_READY, 0.4)
    forgotten = _forgotten(world)
    world.each(
        "the authors of {} hand in the final version",
        lambda work: _hand_in(world, work),
        (work for work in world.accepted if work is not forgotten),
    )


def who_forgot_is_reminded(world: World) -> None:
    """Come near the end: the worker writes to who forgot, once; on the same day the chairs cannot write again."""
    world.go_into(Stage.CAMERA_READY, 0.95)
    work = _forgotten(world)
    chair = world.chair_of(work)
    letter = world.person(work.contact).letter("final version due")
    world.expect_mail("camera-ready-due", work.contact.email, number=work.number)
    world.checks.holds(work.title in letter.text, "who forgot reads which final version is due", letter.text)
    go(chair, "Publication")
    page = chair.follow("Remind those still due…")
    world.checks.holds("has had a reminder today" in page.text, "nobody is reminded twice a day", page.text[:600])
    _hand_in(world, work)


def the_rejected_hand_in_nothing(world: World) -> None:
    """Let the author of a rejected paper try."""
    rejected = next(work for work in world.cast.under_review if work not in world.accepted)
    page = world.person(rejected.contact).open(world.path(f"submissions/{rejected.code}/camera-ready/"))
    world.checks.holds("Only accepted papers" in page.text, "authors of a rejected paper read why there is no form")


def a_late_final_version_is_refused(world: World) -> None:
    """Open the form in time and send it too late: nothing is taken, and why is said."""
    work = world.accepted[0]
    person = world.person(work.contact)
    person.open(world.path(f"submissions/{work.code}/camera-ready/"))
    world.go_past(Stage.CAMERA_READY, timedelta(hours=1))
    said = person.press_in_vain(REPLACE, {"Final PDF": Upload("late.pdf", final_version(work)), "Link to code": LATE})
    world.checks.holds("were due" in " ".join(said), "a late final version is refused in words", str(said))
    world.checks.holds(LATE in person.page.text, "what was typed too late is shown, so that it is not lost")


def the_chairs_publish(world: World) -> None:
    """Publish all accepted papers in one act."""
    world.go_past(Stage.CAMERA_READY, timedelta(days=1))
    chair = world.organiser
    chair.open(DESK)
    chair.follow("Publish the accepted papers")
    chair.follow("Publish the accepted papers…")
    chair.press(button_beginning(chair, "Publish"), {SURE: True})


def everybody_reads_the_programme(world: World) -> None:
    """Let the public open the list, each paper, its PDF and its citation."""
    page = world.public.open(world.path("papers/"))
    listed = [work.title for work in world.cast.works if work.title in page.text]
    world.checks.alike(listed, (work.title for work in world.accepted), "the accepted papers are listed, and no other")
    talks = next((part.text for part in page.tree.all("section") if part.text.startswith("Talks")), "")
    told = [work.title for work in world.accepted if work.title in talks]
    wanted = [work.title for work in world.accepted if world.outcomes[work.code] == OUTCOMES[0]]
    world.checks.alike(told, wanted, "the talks stand among the talks")
    names = [a.name for work in world.accepted for a in work.authors if a.name not in page.text]
    world.checks.none(names, "the list names the authors of each paper")
    world.each("the public reads {}", lambda work: _read(world, work), world.accepted)
    others = [work for work in world.cast.works if work not in world.accepted]
    world.each("the public finds nothing of {}", lambda work: _find_nothing(world, work), others)


def _forgotten(world: World) -> Work:
    """Return the accepted paper whose authors do not think of the final version until they are reminded."""
    return next(work for work in world.accepted[1:-1] if work.fate is not Fate.REORDERED)


def code_of(work: Work) -> str:
    """Return where the authors of a paper have put its code."""
    return f"https://code.example/{work.code}"


def _hand_in(world: World, work: Work) -> None:
    person = world.person(work.contact)
    with person.hands:
        person.open(world.path("submissions/"))
        person.follow("Hand in the final version", near=work.title)
        answers: dict[str, Value] = {
            "Final PDF": Upload("final.pdf", final_version(work)),
            "Link to code": code_of(work),
            "The paper may be published here with the names of its authors": True,
        }
        if work is world.accepted[-1]:
            del answers["The paper may be published here with the names of its authors"]
        person.press(HAND_IN, answers)
        world.expect_mail("camera-ready", *work.addresses, number=work.number)


def _read(world: World, work: Work) -> None:
    reader = world.stranger()
    page = reader.open(world.path(f"papers/{work.code}/"))
    missing = [author.name for author in work.authors if author.name not in page.text]
    if missing:
        raise Surprise(f"the public page of {work} does not name {missing}")
    if work.paper.abstract.split(".")[0] not in page.text:
        raise Surprise(f"the public page of {work} does not show its abstract: {page.text[:600]}")
    cited = reader.open(world.path(f"papers/{work.code}/bibtex")).content.decode()
    unsaid = [words for words in (work.title, *(author.name for author in work.authors)) if words not in cited]
    if unsaid:
        raise Surprise(f"the citation of {work} does not hold {unsaid}: {cited}")
    if work is world.accepted[-1]:
        reader.open(world.path(f"papers/{work.code}/paper.pdf"), expect=404)
    else:
        file = reader.open(world.path(f"papers/{work.code}/paper.pdf"))
        if file.content != final_version(work):
            raise Surprise(f"the public PDF of {work} is not the final version that was handed in")


def _find_nothing(world: World, work: Work) -> None:
    """Look for a paper that is not accepted: neither page, file nor citation is there."""
    for rest in ("", "paper.pdf", "bibtex"):
        world.stranger().open(world.path(f"papers/{work.code}/{rest}"), expect=404)
