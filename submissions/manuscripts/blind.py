"""Make the copy that blinded readers get: a new PDF from the pages as they look, and nothing that says who made them.

Pure; run in a process of its own by `workbench`. Copied is what a page needs to be drawn (`blinding/keys.py` lists it);
everything else a PDF can carry has no way into the copy. The same file always gives the same copy, byte for byte.
"""

from pathlib import Path

import pikepdf

from submissions.manuscripts.blinding.copying import Copier
from submissions.manuscripts.blinding.layers import Layers

SIZE_CLASS = 64 * 1024  # a copy's length says no more than how many of these it fills
LINE = 64


def make_blind_copy(source: Path, target: Path) -> int:
    """Write the blind copy of `source` to `target`; return how many pages it has."""
    with pikepdf.open(source, attempt_recovery=False) as original, pikepdf.new() as copy:
        copier = Copier(copy, Layers(original))
        for page in original.pages:
            copier.page(page)
        copy.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        pages = len(copy.pages)
    _fill_up(target)
    return pages


def _fill_up(path: Path) -> None:
    """Bring a PDF to the next size class with blank lines before its last three, to which nothing points."""
    data = path.read_bytes()
    end = data.rindex(b"startxref")
    blank = (b" " * (LINE - 1) + b"\n") * (-len(data) % SIZE_CLASS // LINE)
    path.write_bytes(data[:end] + blank + b" " * (-len(data) % LINE) + data[end:])
