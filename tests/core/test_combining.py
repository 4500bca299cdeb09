"""Text is brought into a normal form in time, however many marks stand on a letter."""

import time
import unicodedata

import pytest

from reviews.committee.parsing import read_addresses
from reviews.expertise.bibtex import read_bibtex
from reviews.formula.scores import read_scores
from want.core.combining import normalised

MARKS = "\u0301\u0316" * 60_000


@pytest.mark.parametrize("form", ["NFC", "NFKD"])
@pytest.mark.parametrize("text", ["", "plain", "Zürich", "u\u0308\u0301x", "각\u1100\u1161", "ﬁ", "ệ", "\u0316\u0301"])
def test_what_people_write_is_as_ever(form, text):
    assert normalised(form, text) == unicodedata.normalize(form, text)


def test_marks_without_measure_are_read_at_once():
    begun = time.perf_counter()
    reading = read_bibtex("@article{k, title={On a" + MARKS + " letter}}")
    read_addresses("Ada" + MARKS + " <ada@x.example>")
    read_scores("1,~Ada" + MARKS + "1,0.5", {"1": 1}, {}, {})

    assert time.perf_counter() - begun < 3
    assert unicodedata.normalize("NFD", reading.papers[0].title).startswith("On a\u0316")
