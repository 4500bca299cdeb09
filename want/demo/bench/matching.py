"""What the kept similarities of texts cost: all of them, and after one new paper or profile.

`WANT_MODE=demo python -m want.demo.bench.matching --papers 5000 --people 5000`, in a scratch database. Texts are made
up: 180 words an abstract, of which some are the subject's own and the others as frequent as words are (Zipf's law).
"""

import argparse
import os
import resource
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "want.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 (models need the settings)
from django.db import connection  # noqa: E402

from reviews.affinity.encoder import encoder  # noqa: E402
from reviews.matching.table import refresh  # noqa: E402
from reviews.models import ExpertisePaper  # noqa: E402
from reviews.models.expertise import digest_of, text_of  # noqa: E402
from submissions.models import Submission  # noqa: E402
from submissions.states import Status  # noqa: E402
from want.accounts.models import User  # noqa: E402
from want.core import clock  # noqa: E402
from want.demo.bench.scratch import edition_in  # noqa: E402
from want.venues.models import Edition, Membership, Role  # noqa: E402

OWN_PAPERS, WORDS, SUBJECTS, VOCABULARY, OF_SUBJECT = 5, 180, 60, 40_000, 400
BATCH = 2000


class Writer:
    """Writes titles and abstracts by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        letters = np.array(list("abcdefghijklmnoprstuvw"))
        spelled = (self.rng.choice(letters, self.rng.integers(4, 11)) for _ in range(VOCABULARY))
        self.words = np.array(["".join(word) for word in spelled])
        frequency = 1 / np.arange(1, VOCABULARY + 1)
        self.frequency = frequency / frequency.sum()
        self.of_subject = self.rng.integers(200, VOCABULARY, (SUBJECTS, OF_SUBJECT))

    def text(self, subject: int) -> tuple[str, str]:
        """Return a title and an abstract."""
        common = self.rng.choice(VOCABULARY, 2 * WORDS // 3, p=self.frequency)
        own = self.rng.choice(self.of_subject[subject % SUBJECTS], 10 + WORDS // 3)
        title, rest = own[:10], self.rng.permutation(np.concatenate([own[10:], common]))
        return " ".join(self.words[title]), " ".join(self.words[rest])


def main(words: list[str]) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=5000)
    parser.add_argument("--people", type=int, default=5000)
    asked = parser.parse_args(words)
    with edition_in("bench_matching") as edition:
        writer = Writer(7)
        _fill(edition, writer, asked.papers, asked.people)
        sys.stdout.write(f"{asked.papers:,} papers, {asked.people:,} people with {OWN_PAPERS} papers each; ")
        sys.stdout.write("words and meaning\n" if encoder() else "words alone\n")
        sys.stdout.write("| what | seconds | of a core | queries | peak MB | MB of SQL | MB written |\n")
        sys.stdout.write("|---|---|---|---|---|---|---|\n")
        for what, change in _changes(edition, writer):
            change()
            _measure(what, edition)


def _changes(edition: Edition, writer: Writer) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "everything", lambda: None
    yield "nothing new", _tidy
    yield "one new paper", lambda: _save(Submission, _papers(edition, writer, 1))
    yield "one new own paper", lambda: _save(ExpertisePaper, _own(writer, [ExpertisePaper.objects.earliest("pk").user]))
    yield "one new member", lambda: _member(edition)
    yield (
        "one paper withdrawn",
        lambda: Submission.objects.filter(pk=edition.submissions.earliest("pk").pk).update(
            status=Status.WITHDRAWN, withdrawn_at=clock.now()
        ),
    )


def _tidy() -> None:
    """Let the database do what it does after many new rows, sooner or later: else the next one to read them writes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measure(what: str, edition: Edition) -> None:
    sizes, before = _Sizes(), _written()
    connection.queries_log, connection.force_debug_cursor = sizes, True  # type: ignore[assignment]
    started, spent = time.perf_counter(), time.process_time()
    refresh(edition)
    took, used = time.perf_counter() - started, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    queries = f"{len(sizes)} | {peak:,} | {sum(sizes) / 2**20:.1f}"
    connection.force_debug_cursor = False
    sys.stdout.write(f"| {what} | {took:.1f} | {used:.1f} | {queries} | {(_written() - before) / 2**20:.2f} |\n")
    sys.stdout.flush()


def _written() -> int:
    """Return how many bytes the database has put into its log of changes so far, all tables together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'")
        return int(cursor.fetchone()[0])


class _Sizes(deque[int]):
    """Takes the log of queries and keeps how long each was: the words of all would count as memory of matching."""

    def append(self, query: dict[str, str]) -> None:  # type: ignore[override]
        super().append(len(query["sql"]))


def _fill(edition: Edition, writer: Writer, papers: int, people: int) -> None:
    users = [User(email=f"p{n}@bench.example", name=f"Person {n}", password="!") for n in range(people + 1)]
    users = User.objects.bulk_create(users, batch_size=BATCH)
    EmailAddress.objects.bulk_create([EmailAddress(user=u, email=u.email, verified=True) for u in users], BATCH)
    Membership.objects.bulk_create([Membership(edition=edition, user=u, role=Role.REVIEWER) for u in users[:-1]], BATCH)
    _save(ExpertisePaper, _own(writer, [user for user in users for _ in range(OWN_PAPERS)]))
    _save(Submission, _papers(edition, writer, papers))


def _save(model: type, rows: Iterator[object]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]


def _own(writer: Writer, users: list[User]) -> Iterator[ExpertisePaper]:
    for user in users:
        title, abstract = writer.text(user.pk)
        text = text_of(title, abstract)
        known = {"title_key": digest_of(text), "digest": digest_of(text)}
        yield ExpertisePaper(user=user, title=title, abstract=abstract, **known)


def _papers(edition: Edition, writer: Writer, count: int) -> Iterator[Submission]:
    first, kind, by = edition.submissions.count() + 1, edition.submission_types.first(), User.objects.earliest("pk")
    for number in range(first, first + count):
        title, abstract = writer.text(number)
        known = {"number": number, "title": title, "abstract": abstract, "submitted_at": clock.now()}
        yield Submission(edition=edition, submission_type=kind, created_by=by, status=Status.SUBMITTED, **known)


def _member(edition: Edition) -> None:
    Membership.objects.create(edition=edition, user=User.objects.latest("pk"), role=Role.REVIEWER)


if __name__ == "__main__":
    main(sys.argv[1:])
