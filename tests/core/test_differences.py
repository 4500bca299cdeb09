import time

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
            [("same", "It saves "), ("old", "8 "), ("new", "12 "), ("same", "% now.")],
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


def numbered(text: str, every: int, modulo: int, count: int) -> str:
    return text.join(str(place * every % modulo) for place in range(count))


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_texts_made_to_be_compared_for_minutes_cost_little(gap):
    old, new = numbered(gap, 1, 37, 3000), numbered(gap, 7, 41, 3000)
    begun = time.monotonic()

    found = list(pieces(old, new))

    assert time.monotonic() - begun < 5
    assert "".join(piece.text for piece in found if piece.kind != "new") == old
    assert "".join(piece.text for piece in found if piece.kind != "old") == new


def test_one_changed_word_is_found_in_a_text_of_few_words():
    found = list(pieces("no " * 3000 + "yes " + "no " * 3000, "no " * 3000 + "but " + "no " * 3000))

    assert [piece.text for piece in found if piece.kind != "same"] == ["yes ", "but "]
