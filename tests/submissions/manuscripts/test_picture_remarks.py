"""Pictures in a blind copy say nothing beside their pixels, wherever in the picture's own file it was said."""

import io

import pytest
from PIL import Image, ImageCms

from submissions.manuscripts.blinding import jbig2, jpeg2000

TOLD = b"Ada Author"


def wavelet(*, colours: bytes = b"") -> bytes:
    """Return a JPEG 2000 file; `colours` takes the place of the box that tells its colours."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 40)).save(out, "JPEG2000")
    data = out.getvalue()
    if not colours:
        return data
    head, box = data.index(b"jp2h") - 4, data.index(b"colr") - 4
    old = int.from_bytes(data[box : box + 4])
    new = (len(colours) + 8).to_bytes(4) + b"colr" + colours
    length = int.from_bytes(data[head : head + 4]) - old + len(new)
    return data[:head] + length.to_bytes(4) + data[head + 4 : box] + new + data[box + old :]


def profile() -> bytes:
    """Return a profile that is called after somebody."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    words, name = "sRGB".encode("utf-16-be"), "Jane".encode("utf-16-be")
    assert words in plain
    return plain.replace(words, name)


def bare(data: bytes) -> bytes:
    """Return the stream without the boxes around it."""
    return data[data.index(b"\xff\x4f") :]


def in_a_tile(data: bytes) -> bytes:
    tile = data.index(b"\xff\x90")
    starts = data.index(b"\xff\x93", tile)
    comment = b"\xff\x64" + (4 + len(TOLD)).to_bytes(2) + b"\0\1" + TOLD
    length = int.from_bytes(data[tile + 6 : tile + 10]) + len(comment)
    return data[: tile + 6] + length.to_bytes(4) + data[tile + 10 : starts] + comment + data[starts:]


def in_a_tile_of_a_file(data: bytes) -> bytes:
    stream = in_a_tile(bare(data))
    return data[: data.index(b"jp2c") - 4] + (len(stream) + 8).to_bytes(4) + b"jp2c" + stream


def in_the_head(data: bytes) -> bytes:
    head = data.index(b"jp2h") - 4
    end = head + int.from_bytes(data[head : head + 4])
    box = (8 + len(TOLD)).to_bytes(4) + b"mine" + TOLD
    return data[:head] + (end - head + len(box)).to_bytes(4) + data[head + 4 : end] + box + data[end:]


def of_open_end(data: bytes) -> bytes:
    tile = data.index(b"\xff\x90")
    return data[: tile + 6] + bytes(4) + data[tile + 10 :] + TOLD


PLACES = {
    "in a tile's head": in_a_tile_of_a_file(wavelet()),
    "in a tile's head of a bare stream": in_a_tile(bare(wavelet())),
    "behind the file": wavelet() + TOLD,
    "behind a bare stream": bare(wavelet()) + TOLD,
    "behind a tile of open end": of_open_end(bare(wavelet())),
    "behind the number of its colours": wavelet(colours=b"\1\0\0\0\0\0\x10" + TOLD),
    "in a box in the head": in_the_head(wavelet()),
}


@pytest.mark.parametrize("place", PLACES)
def test_words_in_a_wavelet_picture_go_and_its_pixels_stay(place):
    told = PLACES[place]
    assert TOLD in told

    clean = jpeg2000.without_remarks(told)

    assert TOLD not in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(wavelet())).tobytes()


def test_names_in_the_profile_of_a_wavelet_picture_go():
    told = wavelet(colours=b"\2\0\0" + profile())
    assert "Jane".encode("utf-16-be") in told

    clean = jpeg2000.without_remarks(told)

    assert "Jane".encode("utf-16-be") not in clean
    assert len(clean) == len(told)
    assert b"acsp" in clean
    assert b"rXYZ" in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(told)).tobytes()


def segment(number: int, kind: int, data: bytes, referred: bytes = b"\0", page: bytes = b"\1") -> bytes:
    flags = kind | (0x40 if len(page) == 4 else 0)
    return number.to_bytes(4) + bytes([flags]) + referred + page + len(data).to_bytes(4) + data


def test_comments_of_a_fax_picture_go_and_other_segments_stay():
    pixels = segment(2, 38, b"pixels")
    few = segment(300, 62, b"\x20\0\0\0" + TOLD, referred=b"\x40" + b"\0\1\0\2")
    many = segment(3, 62, TOLD, referred=b"\xe0\0\0\x05" + b"\0" + bytes(5), page=b"\0\0\0\1")

    clean = jbig2.without_remarks(pixels + few + many + pixels)

    assert clean.startswith(pixels)
    assert clean.endswith(pixels)
    assert TOLD not in clean
    assert len(clean) == len(pixels + few + many + pixels)


@pytest.mark.parametrize(
    "broken", [b"", b"Ada", bytes(10), b"\0\0\0\1\x3e\xe0" + b"\xff" * 30, segment(1, 62, b"")[:-2]]
)
def test_what_is_no_whole_fax_picture_comes_back_as_it_is(broken):
    assert jbig2.without_remarks(broken) == broken
