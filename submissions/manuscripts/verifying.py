"""Hold the stored files against the rows that name them: read each, count its hash anew. Called by `verify_files`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from submissions.manuscripts import store
from submissions.models import Manuscript


@dataclass(slots=True)
class Report:
    """What was found: files by their place in the store."""

    whole: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether every row has its file as it was; files without a row do no harm."""
        return not self.missing and not self.changed


def named_places() -> Iterator[str]:
    """Yield where the files lie that rows name, each once."""
    rows = Manuscript.objects.values_list("ending", "sha256", "blind_sha256")
    named = ((ending, sha256) for ending, *hashes in rows.iterator() for sha256 in hashes if sha256)
    yield from sorted({store.place_of(sha256, ending) for ending, sha256 in named})


def verified() -> Report:
    """Read all files and report. Files that were being taken while it ran are no orphans: rows are read twice."""
    report, named = Report(), set(named_places())
    lying = {path.relative_to(store.root()).as_posix() for path in store.all_files()}
    for place in sorted(named | lying):
        path = store.root() / place
        if not path.is_file():
            report.missing.append(place)
        elif store.hash_of(path) != Path(place).stem:
            report.changed.append(place)
        else:
            report.whole += 1
    report.orphaned = sorted(lying - named - set(named_places()))
    return report
