"""Open a PDF with two independent readers and say what is wrong with it. Pure; run in a process of its own."""

from pathlib import Path

import pikepdf
import pypdfium2

from submissions.manuscripts.checks.problem import Problem

MAX_PAGES = 500

DAMAGED = "The PDF cannot be opened; it seems to be damaged. Make it again, look at it once, and choose it again."
PROTECTED = "The PDF is protected by a password. Save it without protection and choose it again."
NO_PAGES = "The PDF has no pages. Make it again and choose it again."
TOO_LONG = f"The PDF has more than {MAX_PAGES} pages. Choose the paper itself, with its references and appendix."


def pages_in(path: Path) -> int:
    """Return the number of pages of a PDF that anybody can open; raise Problem otherwise."""
    pages = _pages_by_structure(path)
    if pages == 0:
        raise Problem(NO_PAGES)
    if pages > MAX_PAGES:
        raise Problem(TOO_LONG)
    _open_as_a_reader_does(path)
    return pages


def _pages_by_structure(path: Path) -> int:
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise Problem(PROTECTED)
            return len(pdf.pages)
    except pikepdf.PasswordError:
        raise Problem(PROTECTED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Problem(DAMAGED) from None


def _open_as_a_reader_does(path: Path) -> None:
    """Load the first page with the renderer that browsers use."""
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            if len(document):
                document[0].get_size()
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise Problem(DAMAGED) from None
