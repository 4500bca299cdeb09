"""The table of countries is whole, and an address tells a country only where its ending is that country's own."""

import pytest

from submissions.conflicts.institutions import country_of
from want.core.countries import TABLE, choices, country_of_domain, name_of, region_of, regions


def test_each_country_stands_in_one_region_and_once():
    entries = [entry for countries in TABLE.values() for entry in countries.split("|")]

    assert len({entry[:2] for entry in entries}) == len(entries) == len(choices()) == 249
    assert all(entry[:2].isupper() and entry[2] == " " and entry[3:].strip() == entry[3:] for entry in entries)
    assert sum(len(countries) for _, countries in regions()) == 249
    assert [region_of(code) for code in ("FR", "KR", "BR", "")] == [
        "Western Europe",
        "Eastern Asia",
        "South America",
        "",
    ]
    assert [name_of(code) for code in ("TR", "XX", "")] == ["T\u00fcrkiye", "", ""]


def test_countries_are_offered_in_the_order_of_their_names():
    names = [name for _, name in choices()]

    assert names[:3] == ["Afghanistan", "\u00c5land Islands", "Albania"]
    assert names[-1] == "Zimbabwe"


@pytest.mark.parametrize(
    ("domain", "country"),
    [
        ("inria.fr", "FR"),
        ("ox.ac.uk", "GB"),
        ("lab.io", ""),
        ("unal.edu.co", "CO"),
        ("start.co", ""),
        ("mit.edu", ""),
        ("x.example", ""),
        ("ec.europa.eu", ""),
    ],
)
def test_ending_of_a_domain_tells_the_country_where_it_is_not_sold_to_all(domain, country):
    assert country_of_domain(domain) == country


def test_stated_country_comes_first_and_addresses_tell_one_where_they_agree():
    assert country_of("JP", ["a@inria.fr"]) == "JP"
    assert country_of("", ["a@inria.fr", "a@gmail.com", "a@lip.ens-lyon.fr"]) == "FR"
    assert country_of("", ["a@inria.fr", "a@kth.se"]) == ""
    assert country_of("", ["a@yahoo.fr"]) == ""  # anybody can have one
