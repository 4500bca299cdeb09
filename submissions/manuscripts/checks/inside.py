"""Open a PDF with two independent readers and say what is wrong with it. Pure; run in a process of its own."""

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Page, Pdf

from submissions.manuscripts.checks.problem import Problem

MAX_PAGES = 500
POINTS_A_CENTIMETRE = 72 / 2.54
SHORTEST, LONGEST = 72, 14400  # an inch, and what PDF's own standard ends at: points

DAMAGED = "The PDF cannot be opened; it seems to be damaged. Make it again, look at it once, and choose it again."
BROKEN_TABLE = (
    "The PDF is damaged inside; some programs repair this silently and some show other pages. "
    "Print it to a new PDF, or make it again, and choose that file."
)
PROTECTED = "The PDF is protected by a password. Save it without protection and choose it again."
IS_A_FORM = (
    "The PDF is an interactive form (XFA), which most readers do not show. Print it to a new PDF and choose that file."
)
NO_PAGES = "The PDF has no pages. Make it again and choose it again."
TOO_LONG = f"The PDF has more than {MAX_PAGES} pages. Choose the paper itself, with its references and appendix."
ODD_PAGE = (
    "Page {number} of the PDF measures {width} by {height} cm. A page should have between 2.5 cm and 5 m on each side: "
    "set the paper to A4 or Letter, make the PDF again and choose that file."
)


def pages_in(path: Path) -> int:
    """Return the number of pages of a PDF that anybody can open; raise Problem otherwise."""
    pages = _pages_by_structure(path)
    if _pages_as_a_reader_does(path) != pages:
        raise Problem(DAMAGED)
    return pages


def _pages_by_structure(path: Path) -> int:
    """Read without repairing anything: what has to be repaired looks different to different people."""
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            return _pages(pdf)
    except pikepdf.PasswordError:
        raise Problem(PROTECTED) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Problem(BROKEN_TABLE if _can_be_repaired(path) else DAMAGED) from None


def _pages(pdf: Pdf) -> int:
    if pdf.is_encrypted:
        raise Problem(PROTECTED)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise Problem(IS_A_FORM)
    pages = len(pdf.pages)
    if pages == 0:
        raise Problem(NO_PAGES)
    if pages > MAX_PAGES:
        raise Problem(TOO_LONG)
    for number, page in enumerate(pdf.pages, start=1):
        _check_size(page, number)
    return pages


def _check_size(page: Page, number: int) -> None:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    unit: Any = page.obj.get("/UserUnit", 1)
    width, height = (abs(side) * float(unit) for side in (right - left, top - bottom))
    if not (SHORTEST <= width <= LONGEST and SHORTEST <= height <= LONGEST):
        told = {"width": width / POINTS_A_CENTIMETRE, "height": height / POINTS_A_CENTIMETRE}
        raise Problem(ODD_PAGE.format(number=number, **{side: f"{size:.4g}" for side, size in told.items()}))


def _can_be_repaired(path: Path) -> bool:
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return len(pdf.pages) > 0
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False


def _pages_as_a_reader_does(path: Path) -> int:
    """Count the pages with the renderer that browsers use, and load each."""
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            for number in range(len(document)):
                document[number].close()
            return len(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise Problem(DAMAGED) from None
