"""No letter tells its reader what they may not know of a paper; the words of all mails are searched for names."""

from collections.abc import Iterator

from submissions.models import Submission
from want.demo.people import Figure
from want.demo.rehearsal.proofs.blindness import says
from want.demo.rehearsal.work import Work
from want.demo.rehearsal.world import EDITION, World
from want.mail.models import Message


def letters_name_nobody_they_should_not(world: World) -> None:
    """Search letters about papers: to authors for the committee; to the committee for authors and other reviewers."""
    works = {
        row.pk: world.work(row.code)
        for row in Submission.objects.filter(edition__slug=EDITION)
        if row.code in {work.code for work in world.cast.under_review}
    }
    searched, told = 0, []
    for message in Message.objects.filter(edition=EDITION):
        about = {*message.papers, message.submission_id} & works.keys()
        words = f"{message.subject}\n{message.body}"
        for work in (works[paper] for paper in about):
            for figure in _hidden(world, work, message.to):
                searched += 1
                told += [f"{message.key} tells {n}" for n in (figure.name, figure.email) if says(words, n)]
    world.checks.holds(searched, "there are letters that could tell a name")
    world.checks.none(told, f"no letter tells a name that its reader may not know ({searched} times a name was sought)")


def _hidden(world: World, work: Work, reader: str) -> Iterator[Figure]:
    """Yield whose names the reader of a letter about this paper must not find in it."""
    if reader in work.addresses:
        yield from world.committee_of(work)
        return
    reviews = reader in {email for email, codes in world.story.duties.items() if work.code in codes}
    leads = reader in {email for email, codes in world.story.led.items() if work.code in codes}
    if reviews or leads or (reader, work.code) in world.story.handed_back:
        yield from work.authors
    if reviews:
        yield from (figure for figure in world.committee_of(work) if figure.email != reader)
