import pytest

from want.core.differences import pieces


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("We agree.", "We agree.", [("same", "We agree.")]),
        ("", "We agree.", [("new", "We agree.")]),
        ("We agree.", "", [("old", "We agree.")]),
        (
            "It saves 8 % now.",
            "It saves 12 % now.",
            [("same", "It saves "), ("old", "8"), ("new", "12"), ("same", " % now.")],
        ),
    ],
)
def test_words_that_went_stand_before_those_that_came(old, new, found):
    assert [(piece.kind, piece.text) for piece in pieces(old, new)] == found


def test_each_wording_can_be_read_from_the_pieces():
    old, new = "one two\n\nthree four five", "zero two\nthree  four six five seven"

    found = list(pieces(old, new))

    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "old") == new
