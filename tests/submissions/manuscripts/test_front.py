"""What a first page says of title and abstract, read in the process that looks at manuscripts."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.pdfgen import canvas

from submissions.manuscripts import store, workbench
from submissions.manuscripts.checks import inside
from submissions.manuscripts.checks.finding import Front
from submissions.manuscripts.checks.inflation import TOO_LARGE_INSIDE
from submissions.manuscripts.checks.problem import Problem
from submissions.manuscripts.front.reading import Line, title_and_abstract
from submissions.manuscripts.fronts import front_of
from tests.submissions import bombs, pdfs
from want.core.verdict import Refused


def paper(*lines: tuple[str, float]) -> bytes:
    """A page with these lines, each in its size."""
    out = io.BytesIO()
    drawing, down = canvas.Canvas(out, invariant=1), 760
    for text, size in lines:
        drawing.setFont("Helvetica", size)
        drawing.drawString(72, down, text)
        down -= size * 1.6
    drawing.showPage()
    drawing.save()
    return out.getvalue()


PLAIN = paper(
    ("Workshop on things, 2024", 9),
    ("Sheared pipelines", 18),
    ("for large models", 18),
    ("Ada Author, Ada College", 11),
    ("Abstract", 12),
    ("We shear pipelines and they be-", 10),
    ("come fast.", 10),
    ("1 Introduction", 12),
    ("Once upon a time.", 10),
)


def lines(*texts: str) -> list[Line]:
    return [Line("A title", 20.0), *(Line(text, 10.0) for text in texts)]


def test_title_is_what_is_largest_and_abstract_ends_at_the_first_section(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(PLAIN)

    assert workbench.read_front(path) == Front(
        "Sheared pipelines for large models", "We shear pipelines and they become fast."
    )


@pytest.mark.parametrize(
    ("heading", "end"),
    [
        ("Abstract", "Keywords: fast"),
        ("ABSTRACT", "I. INTRODUCTION"),
        ("A B S T R A C T", "CCS Concepts"),
        ("abstract.", "1. Introduction"),
    ],
)
def test_headings_are_known_in_their_usual_forms(heading, end):
    assert title_and_abstract(lines("Ada", heading, "We do it.", end, "More.")) == ("A title", "We do it.")


def test_abstract_that_runs_on_from_its_heading_is_whole():
    assert title_and_abstract(lines("Ada", "Abstract—We do", "it well.", "Index Terms"))[1] == "We do it well."


def test_numbers_of_lines_and_letters_drawn_as_one_are_undone():
    told = lines(
        "Abstract", "1 We de\ufb01ne it.", "2 It is e\ufb03cient.", "3 It has 40", "4 layers.", "5 1 Introduction"
    )

    assert title_and_abstract(told) == ("A title", "We define it. It is efficient. It has 40 layers.")


def test_stamp_at_the_margin_is_no_title():
    assert title_and_abstract([Line("arXiv:2401.00001v1 [cs.LG] 1 Jan 2024", 30.0), *lines()]) == ("A title", "")


def test_page_without_words_says_nothing():
    assert title_and_abstract([]) == ("", "")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"%PDF-1.5 and then nothing", inside.DAMAGED),
        (pdfs.encrypted(), inside.PROTECTED),
        (b"PK\x03\x04", "a Word document"),
    ],
    ids=["noise", "encrypted", "word"],
)
def test_file_that_cannot_be_read_is_refused_as_a_manuscript_is_and_nothing_is_kept(author, file, says):
    with pytest.raises(Refused) as refused:
        front_of(SimpleUploadedFile("own.pdf", file), by=author)

    assert says in str(refused.value)
    assert not any(store.root().rglob("*.pdf"))


def test_page_that_unpacks_to_gigabytes_is_refused_before_it_does(tmp_path):
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bombs.drawing(2 * 1024**3))

    with pytest.raises(Problem) as problem:
        workbench.read_front(path)

    assert str(problem.value) == TOO_LARGE_INSIDE


def test_process_that_dies_is_said_and_stops_nothing(tmp_path, monkeypatch):
    path = tmp_path / "paper.pdf"
    path.write_bytes(PLAIN)
    monkeypatch.setattr(workbench, "FRONT", "submissions.no_such_program")

    with pytest.raises(Problem, match="cannot be read"):
        workbench.read_front(path)
