"""PDFs for the tests, made on the spot: plain ones and broken ones; `telling` makes one that names its maker."""

import io

import pikepdf
from reportlab.pdfgen import canvas


def pdf(text: str = "A paper", pages: int = 2) -> bytes:
    """A plain PDF; another text makes another file."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    for page in range(1, pages + 1):
        drawing.drawString(72, 720, f"{text}, page {page}")
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def encrypted() -> bytes:
    """A PDF that asks for a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def restricted() -> bytes:
    """A PDF that opens without a password, but is encrypted so that it may not be copied from."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    return out.getvalue()


def without_pages() -> bytes:
    """A well-formed PDF with no page in it."""
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def form_of_xfa() -> bytes:
    """A PDF whose pages are made by a program inside it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]), Fields=pikepdf.Array([]))
        document.save(out)
    return out.getvalue()


def to_be_repaired() -> bytes:
    """A PDF whose table of places is wrong; readers guess."""
    return b"%PDF-1.4\n% something\n" + pdf().split(b"\n", 1)[1]


def sized(width: float, height: float, unit: float = 1) -> bytes:
    """A PDF with a page of this size in points."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(100, 100))
        document.pages[0].MediaBox = pikepdf.Array([0, 0, width, height])
        document.pages[0].UserUnit = unit
        document.save(out)
    return out.getvalue()
