"""The blind copy: the pages, and nothing else."""

from pathlib import Path

import pypdfium2
import pytest

from submissions.manuscripts.blind import make_blind_copy
from submissions.manuscripts.jpeg import without_remarks
from tests.submissions import pdfs


@pytest.fixture
def blind(tmp_path: Path) -> bytes:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(pdfs.telling())
    make_blind_copy(source, target)
    return target.read_bytes()


@pytest.mark.parametrize("place", pdfs.TOKENS)
def test_nothing_that_was_planted_is_in_the_blind_copy(blind, place):
    token = pdfs.TOKENS[place].encode()
    assert token in pdfs.inside_out(pdfs.telling())  # there is something to find

    assert token not in pdfs.inside_out(blind)


def test_blind_copy_looks_the_same(blind):
    original = pypdfium2.PdfDocument(pdfs.telling())
    for page in original:
        for note in list(page.get_objects()):
            assert note is not None
    copy = pypdfium2.PdfDocument(blind)

    assert len(copy) == len(original) == 2
    assert [page.get_textpage().get_text_range() for page in copy] == ["What the paper says", "and goes on to say"]
    assert copy[0].render().to_pil().getpixel((80, 322)) == (254, 0, 0)  # the picture


def test_one_file_gives_one_blind_copy(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(pdfs.telling())

    for name in ("first.pdf", "second.pdf"):
        make_blind_copy(source, tmp_path / name)

    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()


def test_picture_without_remarks_stays_as_it_is():
    plain = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda pixels \xff\xd9"

    assert without_remarks(plain) == plain


@pytest.mark.parametrize("marker", [b"\xfe", b"\xe1", b"\xed"])
def test_comment_and_camera_data_go(marker):
    picture = b"\xff\xd8\xff\xe0\x00\x04ab\xff" + marker + b"\x00\x05Ada\xff\xda pixels \xff\xd9"

    assert without_remarks(picture) == b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda pixels \xff\xd9"


@pytest.mark.parametrize("broken", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xffAda"])
def test_what_is_no_whole_picture_comes_back_as_it_is(broken):
    assert without_remarks(broken) == broken
