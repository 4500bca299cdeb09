"""The lists on a paper's page in the desk. Who may see which of them is asked before these are called."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from submissions.conflicts.records import Reason
from submissions.models import Author, Submission
from want.accounts.models import User
from want.core.addresses import shown
from want.core.templatetags.ui import file_size
from want.desk.cells import quiet

OF_THEIR_OWN = (Reason.DECLARED, Reason.OWN, Reason.KEPT)


def authors_of(papers: Collection[int], field: str) -> dict[int, list[str]]:
    """Return one field of the present authors of these papers, in their order, by the paper's key."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Author.objects.current().filter(submission__in=papers).order_by("submission_id", "position")
    for pk, value in rows.values_list("submission_id", field):
        found[pk].append(value)
    return found


def topics_of(papers: Collection[int]) -> dict[int, list[str]]:
    """Return the names of the topics of these papers, by the paper's key."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Submission.topics.through.objects.filter(submission__in=papers).order_by("topic__position")
    for pk, name in rows.values_list("submission_id", "topic__name"):
        found[pk].append(name)
    return found


def author_lines(paper: Submission, *, with_address: bool) -> Iterator[SafeString]:
    """Name the authors in their order."""
    for author in paper.authors.current():
        address = f" {shown(author.email)}" if with_address else ""
        yield format_html("{} {}", author.name, quiet(f"{author.affiliation}{address}"))


def file_lines(paper: Submission) -> Iterator[SafeString]:
    """List all versions of all files."""
    for file in paper.manuscripts.all():
        what = f"{file.pages} pages" if file.pages else file.get_ending_display()
        yield format_html("{} {}", file, quiet(f"{what}, {file_size(file.size)}, SHA-256 {file.sha256[:12]}…"))


def conflict_lines(paper: Submission, *, with_declared: bool) -> Iterator[SafeString]:
    """Say who of the committee must keep away, and why: one line a person.

    Without `with_declared`, for a chair in conflict, it says what follows from papers, profiles and the authors' own
    words. Who declares a conflict when bidding is over, or names one of their own, mostly has, or had, the paper.
    """
    left_out = {Reason.AUTHOR} if with_declared else {Reason.AUTHOR, *OF_THEIR_OWN}
    why: dict[User, list[str]] = defaultdict(list)
    rows = paper.conflicts.select_related("user").exclude(reason__in=left_out).order_by("user__name", "pk")
    for conflict in rows:
        is_told = with_declared or conflict.reason != Reason.NAMED
        why[conflict.user].append(str(conflict) if is_told else f"{conflict.get_reason_display().capitalize()}.")
    for person, sentences in why.items():
        yield format_html("{} {}", person, quiet(" ".join(sentences)))
    if not with_declared:
        yield quiet("Conflicts that people declared or named of themselves are told to chairs who have none with it.")
