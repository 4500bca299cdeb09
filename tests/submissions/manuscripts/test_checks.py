"""What is said about files that cannot be taken."""

import resource
import time

import pytest

from submissions.manuscripts import workbench
from submissions.manuscripts.checks import inside
from submissions.manuscripts.checks.finding import MEMORY
from submissions.manuscripts.checks.inflation import TOO_LARGE_INSIDE
from submissions.manuscripts.checks.outside import check_outside, megabytes
from submissions.manuscripts.checks.problem import Problem
from tests.submissions import bombs, pdfs


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
        (pdfs.to_be_repaired(), inside.BROKEN_TABLE),
        (pdfs.form_of_xfa(), inside.IS_A_FORM),
        (pdfs.encrypted(), inside.PROTECTED),
        (pdfs.restricted(), inside.PROTECTED),
        (pdfs.without_pages(), inside.NO_PAGES),
        (pdfs.pdf(pages=inside.MAX_PAGES + 1), inside.TOO_LONG),
    ],
    ids=["noise", "cut off", "repaired", "form", "encrypted", "restricted", "no pages", "too long"],
)
def test_inside_says_what_is_wrong(tmp_path, file, says):
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)

    with pytest.raises(Problem) as problem:
        inside.pages_in(path)

    assert str(problem.value) == says


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (pdfs.sized(612, 40_000), "Page 1 of the PDF measures 21.59 by 1411 cm"),
        (pdfs.sized(10, 10), "measures 0.3528 by 0.3528 cm"),
        (pdfs.sized(612, 792, unit=100), "measures 2159 by 2794 cm"),
    ],
    ids=["long", "tiny", "by its unit"],
)
def test_page_of_an_absurd_size_is_named_with_what_to_do(tmp_path, page, says):
    path = tmp_path / "paper.pdf"
    path.write_bytes(page)

    with pytest.raises(Problem, match=says) as problem:
        inside.pages_in(path)

    assert "set the paper to A4 or Letter" in str(problem.value)


GIGABYTE = 1024**3
BOMBS = {
    "drawing": lambda: bombs.drawing(2 * GIGABYTE),
    "drawing packed twice": lambda: bombs.drawing(2 * GIGABYTE, times=2),
    "picture": lambda: bombs.picture(2 * GIGABYTE),
    "picture packed twice": lambda: bombs.picture(2 * GIGABYTE, times=2),
    "list of objects": lambda: bombs.objects(2 * GIGABYTE),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_small_file_that_is_enormous_inside_is_refused_in_seconds_with_little_memory(tmp_path, bomb):
    path = tmp_path / "paper.pdf"
    path.write_bytes(BOMBS[bomb]())
    assert path.stat().st_size < (5_000 if "twice" in bomb else 2_200_000)
    before, peak = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a child begins as a copy of this process

    with pytest.raises(Problem) as problem:
        workbench.examine(path, tmp_path / "copy.pdf")

    assert str(problem.value) == TOO_LARGE_INSIDE
    assert time.monotonic() - before < 20
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(peak, own, 256 * 1024)
    assert not (tmp_path / "copy.pdf").exists()


def test_a_bomb_that_the_measure_does_not_know_ends_at_the_bound_of_memory(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(bombs.in_letters(3 * GIGABYTE))

    with pytest.raises(Problem):
        workbench.examine(path, tmp_path / "copy.pdf")

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY


@pytest.mark.parametrize("paper", [bombs.nested(3000), bombs.looping()], ids=["nested", "looping"])
def test_drawings_within_drawings_end(tmp_path, paper):
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper)

    try:
        pages = workbench.examine(path, tmp_path / "copy.pdf")
    except Problem as problem:
        pages = str(problem)

    assert pages in {1, inside.DAMAGED, workbench.CRASHED}


def test_two_files_are_looked_at_at_once_and_a_third_waits_its_turn(tmp_path, monkeypatch):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.pdf())
    monkeypatch.setattr(workbench, "PATIENCE", 0.1)

    with workbench._place(), workbench._place(), pytest.raises(Problem) as problem:
        workbench.examine(path, tmp_path / "copy.pdf")

    assert str(problem.value) == workbench.BUSY
    assert workbench.examine(path, tmp_path / "copy.pdf") == 2


def test_reader_knows_nothing_of_the_site(tmp_path, monkeypatch):
    monkeypatch.setenv("WANT_SECRET_KEY", "a-secret")
    told = tmp_path / "told"
    monkeypatch.setattr(
        workbench, "_start", lambda _: f"import os; open({str(told)!r}, 'w').write(repr(dict(os.environ)))"
    )

    with pytest.raises(ValueError, match="Expecting value"):
        workbench.examine(tmp_path / "paper.pdf", tmp_path / "copy.pdf")

    assert "LC_ALL" in told.read_text()
    assert "a-secret" not in told.read_text()


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
    monkeypatch.setattr(workbench, "CHECKS", "submissions.no_such_program")

    with pytest.raises(Problem) as problem:
        workbench.examine(tmp_path / "paper.pdf", tmp_path / "copy.pdf")

    assert str(problem.value) == workbench.CRASHED


def test_reader_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(workbench, "SECONDS", 0.01)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdfs.pdf())

    with pytest.raises(Problem, match="could not be read within"):
        workbench.examine(path, tmp_path / "copy.pdf")
