"""Papers as PDF files, made on the spot: a title, anonymous authors (or named ones) and as many pages as asked."""

import io
import random

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, alignment=4, spaceAfter=6)
TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=16, leading=20, alignment=1, spaceAfter=8)
AUTHORS = ParagraphStyle("authors", parent=BODY, alignment=1, spaceAfter=14)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=8, spaceAfter=4)

SENTENCES = [
    "We begin with the quantity that a practitioner pays for: accelerator hours per unit of progress.",
    "The baseline is tuned with the same budget as our method.",
    "A step consists of a forward pass, a backward pass and an update; each has its own bottleneck.",
    "When the link is slow, the optimum moves towards recomputation.",
    "The second term does not depend on the batch size and can be measured once.",
    "We repeat each run five times and report the spread.",
    "This agrees with the model up to the noise of the measurement.",
    "The remaining gap is explained by stragglers, which we do not model.",
    "Larger models profit more, because their activations grow faster than their weights.",
    "We leave heterogeneous clusters to future work.",
]
SECTIONS = ["Introduction", "Background", "Method", "Experiments", "Related work", "Limitations", "Conclusion"]


def paper_pdf(title: str, abstract: str, *, authors: str = "Anonymous authors", pages: int = 6, seed: int = 0) -> bytes:
    """Return a PDF of so many pages, byte for byte the same for the same arguments."""
    rng = random.Random(f"{seed}:{title}")
    story = [Paragraph(_safe(title), TITLE), Paragraph(_safe(authors), AUTHORS)]
    story += [Paragraph("Abstract", HEADING), Paragraph(_safe(abstract), BODY), Spacer(1, 8)]
    for page in range(pages):
        if page:
            story.append(PageBreak())
        story.append(Paragraph(f"{page + 1}. {SECTIONS[page % len(SECTIONS)]}", HEADING))
        story += [Paragraph(" ".join(rng.choices(SENTENCES, k=7)), BODY) for _ in range(5)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=letter, invariant=1, title="", author="", topMargin=72, bottomMargin=72).build(
        story
    )
    return out.getvalue()


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
