"""What is said about files that cannot be taken."""

import pytest

from submissions.manuscripts import workbench
from submissions.manuscripts.checks import inside
from submissions.manuscripts.checks.outside import check_outside, megabytes
from submissions.manuscripts.checks.problem import Problem
from tests.submissions import pdfs


@pytest.mark.parametrize(
    ("size", "beginning", "says"),
    [
        (0, b"", "The file is empty"),
        (11_000_000, b"%PDF-1.5", "The file has 10.5 MB, which is more than the 9.5 MB"),
        (100, b"PK\x03\x04word", "a Word document or an archive"),
        (100, b"\xd0\xcf\x11\xe0old", "a Word document or an archive"),
        (100, b"\n%PDF-1.", "This is not a PDF file"),
        (100, b"Dear Sir", "This is not a PDF file"),
    ],
)
def test_outside_says_what_is_wrong(size, beginning, says):
    with pytest.raises(Problem, match=says):
        check_outside(size, beginning, max_bytes=10_000_000)


def test_pdf_of_the_largest_size_is_taken():
    check_outside(10, b"%PDF-1.5", max_bytes=10)


def test_sizes_are_said_in_megabytes():
    assert [megabytes(50 * 1024**2), megabytes(1024**2 // 2)] == ["50 MB", "0.5 MB"]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"%PDF-1.5 and then nothing", inside.DAMAGED),
        (pdfs.pdf()[:700], inside.DAMAGED),
        (pdfs.encrypted(), inside.PROTECTED),
        (pdfs.restricted(), inside.PROTECTED),
        (pdfs.without_pages(), inside.NO_PAGES),
        (pdfs.pdf(pages=inside.MAX_PAGES + 1), inside.TOO_LONG),
    ],
    ids=["noise", "cut off", "encrypted", "restricted", "no pages", "too long"],
)
def test_inside_says_what_is_wrong(tmp_path, file, says):
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)

    with pytest.raises(Problem) as problem:
        inside.pages_in(path)

    assert str(problem.value) == says


def test_workbench_counts_pages_and_makes_the_copy(tmp_path):
    path, copy = tmp_path / "paper.pdf", tmp_path / "copy.pdf"
    path.write_bytes(pdfs.pdf(pages=3))

    pages = workbench.examine(path, copy)

    assert pages == inside.pages_in(copy) == 3


def test_workbench_passes_the_problem_on(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.encrypted())

    with pytest.raises(Problem) as problem:
        workbench.examine(path, tmp_path / "copy.pdf")

    assert str(problem.value) == inside.PROTECTED


def test_reader_that_crashes_costs_the_upload_only(tmp_path, monkeypatch):
    monkeypatch.setattr(workbench, "PROGRAM", "submissions.no_such_program")

    with pytest.raises(Problem) as problem:
        workbench.examine(tmp_path / "paper.pdf", tmp_path / "copy.pdf")

    assert str(problem.value) == workbench.CRASHED


def test_reader_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(workbench, "SECONDS", 0.01)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.pdf())

    with pytest.raises(Problem, match="could not be read within"):
        workbench.examine(path, tmp_path / "copy.pdf")
