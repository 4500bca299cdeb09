"""The PDFs that people upload: anonymous on the page, but signed inside, as LaTeX and word processors sign them."""

import io

import pikepdf

from want.demo.pdf import paper_pdf
from want.demo.rehearsal.work import Work

PAGES = 4


def manuscript(work: Work, version: int = 1) -> bytes:
    """Return a version of a paper whose file tells its authors to whoever looks into it; reviewers must not."""
    names = "; ".join(author.name for author in work.authors)
    plain = paper_pdf(work.title, work.paper.abstract, pages=PAGES, seed=version)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.docinfo["/Author"] = names
        pdf.docinfo["/Producer"] = f"Typeset by {work.contact.name} at {work.contact.affiliation}"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told["dc:creator"] = [author.name for author in work.authors]
            told["dc:rights"] = work.contact.email
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def final_version(work: Work) -> bytes:
    """Return the paper as it is published, with its authors on the first page."""
    names = ", ".join(author.name for author in work.authors)
    return paper_pdf(work.title, work.paper.abstract, authors=names, pages=PAGES + 1, seed=99)
