"""BibTeX that TeX prints as it was meant, whatever people write."""

import re

import pytest

from reviews.proceedings.bibtex import Reference, entries, entry, escaped, escaped_title, key_of


def reference(**more):
    plain = {
        "title": "Sparse Pipelines",
        "authors": ["Ada Lovelace", "Grace Hopper"],
        "booktitle": "2nd Workshop on Advancing Neural Network Training (WANT@ICML 2024)",
        "year": 2024,
        "url": "https://want.example/icml2024/papers/abc/",
    }
    return Reference(**plain | more)


def test_entry_is_written_whole():
    assert entry(reference()) == (
        "@inproceedings{lovelace2024sparse,\n"
        "  title = {{Sparse Pipelines}},\n"
        "  author = {Ada Lovelace and Grace Hopper},\n"
        "  booktitle = {2nd Workshop on Advancing Neural Network Training (WANT@ICML 2024)},\n"
        "  year = {2024},\n"
        "  url = {https://want.example/icml2024/papers/abc/},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("100% & more", r"100\% \& more"),
        ("snake_case #1", r"snake\_case \#1"),
        ("{}", r"\textbraceleft{}\textbraceright{}"),
        ("C:\\path", r"C:\textbackslash{}path"),
        ("~ and ^", r"\textasciitilde{} and \textasciicircum{}"),
        ("$5", r"\$5"),
        ("Müller, Łukasz, 李", "Müller, Łukasz, 李"),
        ("two\nlines", "two lines"),
        ("}, note = {spoofed", r"\textbraceright{}, note = \textbraceleft{}spoofed"),
    ],
)
def test_signs_of_tex_are_escaped(text, printed):
    assert escaped(text) == printed


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Training in $O(n^2)$ memory", "Training in $O(n^2)$ memory"),
        ("$\\alpha_{i}$-fair & fast", "$\\alpha_{i}$-fair \\& fast"),
        ("From $5 to $10", r"From \$5 to \$10"),
        ("Costs $100", r"Costs \$100"),
        ("An $open{ brace$ stays text", r"An \$open\textbraceleft{} brace\$ stays text"),
        ("A $}{$ trick", r"A \$\textbraceright{}\textbraceleft{}\$ trick"),
        ("Both $a$ and $b$", "Both $a$ and $b$"),
        ("$a$$b$", "$a$$b$"),
        (r"The set $\{a, b\}$", r"The set $\lbrace a, b\rbrace $"),
    ],
)
def test_formulas_stay_formulas_if_their_braces_close(title, printed):
    assert escaped_title(title) == printed


@pytest.mark.parametrize("text", ["}", "{", "$}$", "\\", "a}b{c", "$\\}$", "$\\{$", "{$x$", "%}", "$a\\$", "$\\\\{$"])
def test_no_text_closes_the_field_it_stands_in(text):
    written = entry(reference(title=text, authors=[text], booktitle=text))

    assert fields_of(written) == ["title", "author", "booktitle", "year", "url"]


def test_a_title_adds_no_entry_to_the_list():
    forged = '}} @inproceedings(forged, title = "Not by them", author = "Ada Lovelace")'

    assert entries_in(entries([reference(title=forged), reference()])) == 2


@pytest.mark.parametrize(
    "formula",
    [
        r"\input{/etc/passwd}",
        r"\immediate\write18{id}",
        "^^5cinput{/etc/passwd}",
        r"x\csname input\endcsname y",
        "x%",
        "#1",
    ],
)
def test_a_title_gives_tex_no_orders(formula):
    written = escaped_title(f"On ${formula}$")

    assert written == rf"On \${escaped(formula)}\$"


def entries_in(file):
    """Count the entries as BibTeX does, for which a brace is a brace, also after a backslash."""
    depth = found = 0
    for sign in file:
        found += sign == "@" and depth == 0
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    return found


def fields_of(written):
    """Return the names of an entry's fields as BibTeX reads them."""
    depth, plain = 0, ""
    for sign in written:
        depth -= sign == "}"
        plain += sign if depth == 1 else ""
        depth += sign == "{"
    return re.findall(r"(\w+) = ", plain)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Lovelace, Ada", "{Lovelace, Ada}"),
        ("Research and Development Group", "{Research and Development Group}"),
        ("Sandy Anderson", "Sandy Anderson"),
    ],
)
def test_name_is_one_person(name, printed):
    assert f"author = {{{printed}}}" in entry(reference(authors=[name]))


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({}, "lovelace2024sparse"),
        ({"title": "On the Way to $O(n)$ Memory"}, "lovelace2024way"),
        ({"authors": ["José Müller-Łoś"]}, "mullerlos2024sparse"),
        ({"authors": []}, "anonymous2024sparse"),
        ({"authors": ["李明"], "title": "深度学习"}, "anonymous2024paper"),
        ({"title": "8-bit optimisers"}, "lovelace20248bit"),
    ],
)
def test_key_is_made_of_plain_letters(more, key):
    assert key_of(reference(**more)) == key


def test_each_entry_of_a_list_has_a_key_of_its_own():
    written = entries([reference(), reference(), reference(title="Dense Pipelines")])

    keys = [line.removeprefix("@inproceedings{").rstrip(",") for line in written.splitlines() if line.startswith("@")]
    assert keys == ["lovelace2024sparse", "lovelace2024sparse-2", "lovelace2024dense"]
