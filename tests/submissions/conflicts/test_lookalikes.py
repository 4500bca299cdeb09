"""A domain that could be taken for a well-known institution's is told; neighbours in the alphabet are not."""

import pytest

from submissions.conflicts.lookalikes import looks_like


@pytest.mark.parametrize(
    ("house", "known"),
    [
        ("goog1e.com", "google.com"),
        ("gooogle.com", "google.com"),
        ("gogle.com", "google.com"),
        ("googel.com", "google.com"),
        ("rnicrosoft.com", "microsoft.com"),
        ("tuberlin.de", "tu-berlin.de"),
        ("epfl.com", "epfl.ch"),
        ("epfi.ch", "epfl.ch"),
        ("inrla.fr", "inria.fr"),
    ],
)
def test_what_could_be_taken_for_an_institution_is_told(house, known):
    assert looks_like(house) == known


@pytest.mark.parametrize(
    "house",
    ["google.com", "tu-darmstadt.de", "fit.edu", "goggle.ac.uk", "example.com", "tun.de", "ibn.com", "uzi.ch", ""],
)
def test_institutions_short_names_and_others_are_not(house):
    assert looks_like(house) == ""
