"""The blind copy: the pages, and nothing else."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from submissions.manuscripts.blind import SIZE_CLASS, make_blind_copy
from tests.submissions import pdfs
from tests.submissions.finding import found_in, words_in
from tests.submissions.telling import PLACES, telling, token


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("telling") / "source.pdf"
    path.write_bytes(telling())
    return path


@pytest.fixture(scope="module")
def blind(source) -> bytes:
    target = source.with_name("target.pdf")
    make_blind_copy(source, target)
    return target.read_bytes()


@pytest.fixture(scope="module")
def planted(source) -> set[str]:
    return found_in(source.read_bytes())


@pytest.fixture(scope="module")
def left(blind) -> set[str]:
    return found_in(blind)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_was_planted_is_in_the_blind_copy(planted, left, place):
    assert place in planted  # there is something to find

    assert place not in left


def pages_of(data: bytes) -> list:
    return [page.render(scale=1, draw_annots=False).to_pil() for page in pypdfium2.PdfDocument(data)]


def test_blind_copy_looks_the_same(source, blind):
    pairs = list(zip(pages_of(source.read_bytes()), pages_of(blind), strict=True))

    assert len(pairs) == 2
    assert [ImageChops.difference(before, after).getbbox() for before, after in pairs] == [None, None]
    drawn = pairs[0][1]
    assert drawn.getpixel((92, 272)) == (254, 0, 0)  # the picture
    assert drawn.getpixel((192, 272)) == (0, 255, 0)  # the packed one
    assert drawn.getpixel((142, 272)) == (254, 0, 0)  # the one among the instructions
    assert drawn.getpixel((320, 172)) == (0, 0, 255)  # the layer that is shown
    for x in (420, 470, 520, 570):
        assert drawn.getpixel((x, 172)) != (255, 255, 255)  # colours by ink, profile and table


def test_blind_copy_reads_the_same(source, blind):
    before, after = (
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
        for data in (source.read_bytes(), blind)
    )

    assert before[1] == after[1] == "and goes on to say"
    meant = before[0].replace(token("actual-text"), "What the paper (really) says")
    assert meant.replace(f"{token('hidden-text')}\r\n", "") == after[0]


def test_blind_copy_is_well_formed(blind):
    with pikepdf.open(io.BytesIO(blind)) as copy:
        assert copy.check_pdf_syntax() == []
        assert sorted(copy.Root.keys()) == ["/Pages", "/Type"]
        assert sorted(copy.trailer.keys() & {"/Info", "/Root", "/ID"}) == ["/ID", "/Root"]


def test_nothing_that_was_left_is_named(blind):
    """Beyond the places that somebody thought of: no string at all, and no name but the standard's and numbers."""
    with pikepdf.open(io.BytesIO(blind)) as copy:
        words = {word for thing in copy.objects for word in words_in(thing)}

    assert not [word for word in words if b"Ada" in word or b"Told" in word or b"Mine" in word]


def test_one_file_gives_one_blind_copy(source, tmp_path):
    for name in ("first.pdf", "second.pdf"):
        make_blind_copy(source, tmp_path / name)

    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()


@pytest.mark.parametrize("text", ["a", "a longer text" * 10])
def test_size_of_a_copy_tells_its_class_alone(tmp_path, text):
    path = tmp_path / "source.pdf"
    path.write_bytes(pdfs.pdf(text))

    make_blind_copy(path, path.with_name("copy.pdf"))

    assert path.with_name("copy.pdf").stat().st_size == SIZE_CLASS


def test_picture_whose_end_is_missing_is_shown_without_what_the_camera_noted(tmp_path):
    shot = io.BytesIO()
    Image.new("RGB", (16, 16), (0, 128, 128)).save(shot, "JPEG", exif=b"Exif\0\0Ada Author")
    picture = shot.getvalue().removesuffix(b"\xff\xd9")
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        image = pikepdf.Stream(
            made, picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=16, Height=16
        )
        image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.Contents = pikepdf.Stream(made, b"q 100 0 0 100 0 0 cm /Im Do Q")
        made.save(source)

    make_blind_copy(source, target)

    assert b"Ada Author" in source.read_bytes()
    assert b"Ada Author" not in target.read_bytes()
    shown = [pages_of(path.read_bytes())[0].getpixel((50, 50)) for path in (source, target)]
    assert (255, 255, 255) not in shown
