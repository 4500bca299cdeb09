"""Lists of papers as people have them: BibTeX with all its faults, and the exports of DBLP, ORCID, Semantic Scholar."""

import json
import time
import tracemalloc

import pytest

from reviews.expertise.bibtex import LONGEST_TEXT, plain, read_bibtex
from reviews.expertise.exports import read_file
from reviews.expertise.found import MOST_ENTRIES, MOST_PAPERS, Found, key_of

PASTED = r"""
@string{icml = "ICML"}
% a note
@article{a, title={Sheared {LL}aMA: an \'Etude by Erd\H{o}s}, author={A and B}, year=2023, abstract="On {"}pruning{"}."}
@InProceedings(b, title = "Good" # " one", booktitle = icml, year = {2020},)
@comment{title = {not me}}
@misc{c, author={Nobody}}
@misc{d, title={Never closed, year=1999
@misc{e, date = {2019-05-01}, Title = {After   the
   broken one}}
"""


def test_each_entry_is_taken_or_named_with_its_line():
    reading = read_bibtex(PASTED)

    assert reading.papers == [
        Found("Sheared LLaMA: an Étude by Erdős", 'On "pruning".', 2023),
        Found("Good one", "", 2020),
        Found("After the broken one", "", 2019),
    ]
    assert [(one.where, one.words) for one in reading.problems] == [
        ("“c” on line 7", "It has no title."),
        ("“d” on line 8", "Its brackets do not close, so its fields cannot be told apart."),
    ]


def test_latex_is_read_as_people_read_it():
    assert plain(r"Schr{\"o}dinger \& \emph{Ga\ss{}} \o{} 50\% \c{c} --- $x^2$") == "Schrödinger & Gaß ø 50% ç — $x^2$"


@pytest.mark.parametrize(
    "hostile",
    [
        "@" * 200_000,
        "@article{" * 30_000,
        "@a{b,c={" + "{" * 200_000,
        '@string{a0="xxxxxxxxxx"}\n'
        + "\n".join(f"@string{{a{i}=a{i - 1} # a{i - 1}}}" for i in range(1, 60))
        + "\n@misc{z,title=a59}",
        "@a{b, title = " + "x # " * 50_000,
        "@a{b, title={x}" + " " * 500_000 + "!}",
        "@a{b, title={x}, " + "y" * 500_000 + "}",
    ],
)
def test_hostile_text_costs_little(hostile):
    begun = time.perf_counter()

    reading = read_bibtex(hostile)

    assert time.perf_counter() - begun < 3
    assert sum(len(one.title) for one in reading.papers) < 1000


def test_a_text_without_entries_is_told_so():
    assert [one.words for one in read_bibtex("Dear chairs,").problems] == [
        "There is no BibTeX entry in it; one begins like “@article{key,”."
    ]


def test_dblp_as_xml_and_as_json():
    xml = (
        '<dblpperson name="A"><r><article key="x"><title>On <i>Rank</i>.</title><year>2021</year></article></r>'
        "<r><inproceedings><year>2022</year></inproceedings></r></dblpperson>"
    )
    answer = {"result": {"hits": {"hit": [{"info": {"title": "On Rank.", "year": "2021"}}]}}}

    first, second = read_file(xml.encode()), read_file(json.dumps(answer).encode())

    assert first.papers == second.papers == [Found("On Rank", "", 2021)]
    assert [(one.where, one.words) for one in first.problems] == [("record 2", "It has no title.")]
    assert (first.source, second.source) == ("dblp", "dblp")


def test_orcid_works_and_record():
    group = [
        {"work-summary": [{"title": {"title": {"value": "On Rank"}}, "publication-date": {"year": {"value": "2021"}}}]}
    ]
    for content in ({"group": group}, {"activities-summary": {"works": {"group": group}}}):
        assert read_file(json.dumps(content).encode()).papers == [Found("On Rank", "", 2021)]


@pytest.mark.parametrize(
    "shape", [lambda p: p, lambda p: {"papers": p}, lambda p: {"data": [{"paper": one} for one in p]}]
)
def test_semantic_scholar_in_its_forms(shape):
    papers = [{"title": "On Rank", "abstract": "We rank.", "year": 2021}, {"abstract": None}]

    reading = read_file(json.dumps(shape(papers)).encode())

    assert reading.papers == [Found("On Rank", "We rank.", 2021)]
    assert [one.where for one in reading.problems] == ["paper 2"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"a": 1}', "no list of papers as ORCID, DBLP or Semantic Scholar"),
        (b"{", "cannot be read as such"),
        (b"[" * 100_000, "JSON"),
        (b"<html><body>Sign in</body></html>", "without records of papers"),
        (b"<!DOCTYPE html><html></html>", "document with a type"),
        (b"<a><b></a>", "breaks off on line 1"),
    ],
)
def test_what_is_no_export_is_refused_in_words(content, words):
    reading = read_file(content)

    assert reading.papers == []
    assert words in reading.problems[0].words or "nested" in reading.problems[0].words


@pytest.mark.parametrize(
    "bomb",
    [
        "@string{a={" + "x" * 2000 + "}}\n@article{k, title=" + "a#" * 50_000 + "a}",
        "@string{a={" + "x" * 2000 + "}}\n@article{k" + ", title=a#a#a#a#a#a#a#a#a#a" * 4_000 + "}",
        "@string{a={" + "x" * 2000 + "}" + "".join(f",b{n}=a#a" for n in range(9_000)) + "}",
    ],
)
def test_abbreviations_do_not_grow_without_measure(bomb):
    tracemalloc.start()
    read_bibtex(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 12_000_000


def test_a_life_long_list_is_cut_and_says_so():
    reading = read_file(json.dumps([{"title": f"Paper {n}"} for n in range(MOST_PAPERS + 20)]).encode())

    assert len(reading.papers) == MOST_PAPERS
    assert [one.words for one in reading.problems] == [f"Only the first {MOST_PAPERS} papers are taken."]


MANY = 5_000_000
NO_LISTS = {
    "empty entries": "@a{b,}\n" * (MANY // 7),
    "one long entry": "@a{x, " + "a=1," * (MANY // 4) + "}",
    "joined parts": "@a{x, title=" + "a#" * (MANY // 2) + "}",
    "accents": "@a{x, title={" + "\\'e" * (MANY // 3) + "}}",
    "numbers": "[" + "0," * (MANY // 2) + "0]",
    "empty lines of JSON": "{}\n" * (MANY // 3),
    "records in titles of records": "<r>" + "<article><title>x" * 60_000 + "</title></article>" * 60_000 + "</r>",
    "empty records": "<r>" + "<article/>" * (MANY // 10) + "</r>",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_megabytes_of_no_list_are_read_in_a_moment(name):
    begun = time.process_time()

    reading = read_file(NO_LISTS[name].encode())

    assert time.process_time() - begun < 5
    assert len(reading.problems) <= MOST_ENTRIES + 2


def test_reading_that_ends_early_says_where():
    entries = "".join(f"@a{{k{n}, year={n}}}\n" for n in range(MOST_ENTRIES + 1))
    long = "@a{k, title={First}}\n" + " " * LONGEST_TEXT + "@a{k, title={Last}}"

    assert "Only the first 2,000 entries are read" in read_bibtex(entries).problems[0].words
    assert [one.title for one in read_bibtex(long).papers] == ["First"]
    assert "Only the first 2,000,000 characters" in read_bibtex(long).problems[0].words


def test_two_spellings_of_a_title_are_one():
    assert key_of("Sheared LLaMA: Pruning") == key_of("sheared llama — pruning.")
