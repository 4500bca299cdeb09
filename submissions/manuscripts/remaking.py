"""Make blind copies anew, with what the maker of them has learned since. Called by `remake_blind_copies`."""

from collections.abc import Iterator
from dataclasses import dataclass

from submissions.manuscripts import store, workbench
from submissions.manuscripts.checks.problem import Problem
from submissions.models import Manuscript


@dataclass(frozen=True, slots=True)
class Remade:
    """What became of one file's blind copy: `problem` says why there is no new one, and the old one stays then."""

    manuscript: Manuscript
    is_new: bool = False
    problem: str = ""


def remade() -> Iterator[Remade]:
    """Make each blind copy anew and yield what became of it. One that comes out the same is left as it is."""
    for row in Manuscript.objects.exclude(blind_sha256="").select_related("submission__edition").order_by("pk"):
        try:
            copy = _copy_of(row)
        except FileNotFoundError:
            yield Remade(row, problem="The file that was uploaded is missing.")
        except Problem as problem:
            yield Remade(row, problem=str(problem))
        else:
            # With the old one in the condition: a second run beside this one changes nothing twice.
            changed = Manuscript.objects.filter(pk=row.pk, blind_sha256=row.blind_sha256).exclude(blind_sha256=copy)
            yield Remade(row, is_new=bool(changed.update(blind_sha256=copy)))


def _copy_of(row: Manuscript) -> str:
    """Keep a new blind copy of a stored file and return its hash."""
    with store.workplace() as folder, store.path_of(row.sha256, row.ending).open("rb") as stored:
        original, copy = folder / "original.pdf", folder / "blind.pdf"
        store.write(iter(lambda: stored.read(1 << 20), b""), original)
        workbench.examine(original, copy)
        return store.keep(copy)
