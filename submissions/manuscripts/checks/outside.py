"""What a file's size and first bytes tell, before anything parses it. Pure; called while an upload is taken."""

from submissions.manuscripts.checks.problem import Problem

MEGABYTE = 1024 * 1024
BEGINNING = 8
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b\x08"
ARCHIVES = {"zip": ZIP, "tgz": GZIP}
NAMES = {"zip": (".zip",), "tgz": (".tar.gz", ".tgz")}
OLD_WORD = b"\xd0\xcf\x11\xe0"


def check_outside(size: int, beginning: bytes, *, max_bytes: int) -> None:
    """Raise Problem unless the file is small enough and begins as a PDF does."""
    if size == 0:
        raise Problem("The file is empty. Choose the PDF again.")
    if size > max_bytes:
        raise Problem(too_large(size, max_bytes))
    if beginning.startswith((ZIP, OLD_WORD)):
        raise Problem("This is a Word document or an archive. Export your paper as a PDF and choose that file.")
    if not beginning.startswith(PDF):
        raise Problem("This is not a PDF file. Export your paper as a PDF and choose that file.")


def archive_in(name: str, beginning: bytes) -> str:
    """Return as what an archive is kept, by its name and its first bytes; empty for what is no archive.

    More is not asked of it: whoever unpacks an archive of a stranger trusts it, and here nobody does.
    """
    for ending, marks in ARCHIVES.items():
        if name.lower().endswith(NAMES[ending]) and beginning.startswith(marks):
            return ending
    return ""


def too_large(size: int | None, max_bytes: int) -> str:
    """Return the sentence about a file that is too large; its size may be unknown when reading it was stopped."""
    has = f"has {megabytes(size)}, which" if size else "is too large: it"
    return (
        f"The file {has} is more than the {megabytes(max_bytes)} that can be taken. "
        "Pictures are usually the reason: save them smaller, or as vector graphics."
    )


def megabytes(size: int) -> str:
    """Return a size in words: "12.4 MB"."""
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
