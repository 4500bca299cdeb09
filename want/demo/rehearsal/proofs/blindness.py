"""Nobody was given what they may not know: every page and file of the stage is searched for names and secrets.

The public pages of an edition name its chairs; a person's own name stands in the head of their pages. Everything else
is looked for: names and addresses everywhere in the HTML, affiliations as whole words, and inside PDFs both the text
of the pages and what the file says of itself.
"""

import html
import io
import re
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2

from want.demo.people import Figure
from want.demo.rehearsal.acts.reviewing import HANDED_BACK, secret_of
from want.demo.rehearsal.page import Page
from want.demo.rehearsal.work import Work, main_address
from want.demo.rehearsal.world import World

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def reviewers_do_not_learn_authors(world: World) -> None:
    """Search all that reviewers were given of their papers, lists included, for who wrote them."""
    pages = world.seen.by_person()
    serving = [guest.figure for guest in [*world.cast.working_reviewers, *world.cast.working_area_chairs]]
    searched, told = 0, []
    for figure in serving:
        for page in pages.get(figure.email, []):
            for work in _works_shown(world, page, figure):
                searched += 1
                told += told_by(page, work.authors, places=True, spare=figure)
    _say(world, searched, told, "reviewers are given nothing that tells who wrote their papers")


def lists_of_the_committee_name_no_author(world: World) -> None:
    """Search the lists of papers (to bid on, to review) for the names of any author."""
    pages = world.seen.by_person()
    searched, told = 0, []
    for guest in [*world.cast.working_reviewers, *world.cast.working_area_chairs]:
        for page in pages.get(guest.figure.email, []):
            if page.path in {world.path("bids/"), world.path("reviewing/")}:
                searched += 1
                told += told_by(page, world.cast.authors, places=False, spare=guest.figure)
    _say(world, searched, told, "lists of papers tell the committee no author")


def reviewers_do_not_learn_each_other(world: World) -> None:
    """Search what reviewers were given of a paper for the other reviewers and the area chair."""
    pages = world.seen.by_person()
    searched, told = 0, []
    for guest in world.cast.working_reviewers:
        for page in pages.get(guest.figure.email, []):
            for work in _works_shown(world, page, guest.figure):
                searched += 1
                told += told_by(page, world.committee_of(work), places=False, spare=guest.figure)
    _say(world, searched, told, "reviewers are given nothing that tells who else reviews or leads their papers")


def authors_do_not_learn_reviewers(world: World) -> None:
    """Search all that authors were given for who reviews their papers, and for what is meant for the chairs alone."""
    pages = world.seen.by_person()
    searched, told = 0, []
    for work in world.cast.under_review:
        committee = world.committee_of(work)
        secrets = [secret_of(figure, work) for figure in committee]
        for author in work.authors:
            known = _listed_with(author, world)
            for page in pages.get(author.email, []):
                own_list = page.path == world.path("submissions/")
                if work.code in page.path or own_list:
                    searched += 1
                    sought = [figure for figure in committee if not (own_list and figure.email in known)]
                    told += told_by(page, sought, places=False, spare=author)
                    told += [f"{page.path}: {secret}" for secret in secrets if secret in page.text]
    _say(world, searched, told, "authors are given nothing that tells who reviews their papers")


def _listed_with(author: Figure, world: World) -> set[str]:
    """Return who stands beside an author on any paper: a draft makes nobody a co-author, and the list names them."""
    theirs = [work for work in world.cast.works if main_address(author) in {main_address(one) for one in work.authors}]
    return {main_address(one) for work in theirs for one in work.authors}


def chairs_learn_nothing_of_papers_they_are_tied_to(world: World) -> None:
    """Search the desk's rows and pages about such papers, and the papers' own pages, for who works on them."""
    pages = world.seen.by_person()
    searched, told = 0, []
    for figure in world.cast.chairs:
        for work in world.works_tied_to(figure.email):
            needles = [n for one in world.working_on(work) for n in (one.name, secret_of(one, work))] + [HANDED_BACK]
            for page in pages.get(figure.email, []):
                words = " ".join(words_about(page, work))
                searched += bool(words)
                told += [
                    f"{page.path} tells {figure.name} of {work}: {_around(words, n)}" for n in needles if n in words
                ]
    _say(world, searched, told, "chairs are given nothing that tells who works on papers they have a conflict with")


def words_about(page: Page, work: Work) -> Iterator[str]:
    """Yield what a page says of a paper: all of it when it is the paper's own, else the rows that name it."""
    if work.code in page.path or _names(page.heading, work):
        yield page.text
    elif page.path.startswith("/desk/"):
        yield from (row for row in page.rows if _names(row, work))


def _names(words: str, work: Work) -> bool:
    """Tell whether words name a paper; another's title may be the same with a subtitle."""
    titled = re.search(rf"(?<!\w){re.escape(work.title)}(?!\w|: )", words) is not None
    return titled or says(words, f"Paper {work.number}") or says(words, f"paper {work.number}")


def strangers_saw_no_paper(world: World) -> None:
    """Search what the public was given for titles, before publication."""
    pages = world.seen.by_person().get("", [])
    titles = [work.title for work in world.cast.works]
    told = [f"{page.path}: {title}" for page in pages if page.is_html for title in titles if title in page.text]
    _say(world, len(pages), told, "the public is given no paper before publication")


def nothing_went_wrong_inside(world: World) -> None:
    """See that no answer was an error of the server; then let the pages of the stage go."""
    world.checks.none(world.seen.faults, "no page answered with an error of the server")
    world.seen.faults.clear()
    world.seen.forget()


def _around(words: str, needle: str) -> str:
    """Return the words around what was found."""
    at = words.index(needle)
    return f"…{words[max(0, at - 60) : at + len(needle) + 60]}…"


def _works_shown(world: World, page: Page, figure: Figure) -> Iterator[Work]:
    """Yield the paper whose page or file this is, unless the viewer is its author or it answers as if missing."""
    for work in world.cast.under_review:
        if work.code in page.path and page.status == 200 and figure not in work.authors:
            yield work


def told_by(page: Page, people: Iterable[Figure], *, places: bool, spare: Figure) -> list[str]:
    """Return who is told of by a page or a file."""
    words = _words_of(page)
    found = []
    for person in people:
        if main_address(person) == spare.email:
            continue
        needles = [person.name, person.email]
        needles += [person.affiliation] if places and person.affiliation != spare.affiliation else []
        found += [f"{page.path} tells {n} to {spare.name}" for n in needles if says(words, n)]
    return found


def says(words: str, needle: str) -> bool:
    """Tell whether a name stands in some words, as a word of its own."""
    return needle in words and re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", words) is not None


def _words_of(page: Page) -> str:
    if page.kind == "application/pdf":
        return _inside(page.content)
    return html.unescape(TOKEN.sub("", page.content.decode("utf-8", "replace")))


def _inside(content: bytes) -> str:
    """Return the text of a PDF's pages and all that the file says of itself, attachments' names included."""
    document = pypdfium2.PdfDocument(content)
    try:
        text = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        text += [str(value) for value in pdf.docinfo.values()]
        text += [pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")] if "/Metadata" in pdf.Root else []
        text += list(pdf.attachments)
    return "\n".join(text)


def _say(world: World, searched: int, told: list[str], sentence: str) -> None:
    world.checks.holds(searched, f"there was something to search so that {sentence}")
    world.checks.none(told, f"{sentence} ({searched} pages and files searched)")
