import re
from types import SimpleNamespace

import pytest
from django.template import engines

from want.mail import letters
from want.mail.html import dressed

EDITION = SimpleNamespace(name="WANT@ICML 2024", contact="chairs@want.example")


@pytest.fixture
def text(monkeypatch):
    """Return a function that puts a text in place of the one in the file."""
    real = letters.get_template

    def put(words: str) -> None:
        def get_template(name):
            return engines["django"].from_string(words) if name == "mail/a/text.txt" else real(name)

        monkeypatch.setattr(letters, "get_template", get_template)

    return put


def test_letter_takes_its_subject_from_the_first_line_and_signs_the_rest(text, settings):
    settings.BASE_URL = "https://want.example"
    text("Subject: Hello {{ name }}\n\nWelcome, {{ name }}.\n\n\n\n{% if no %}x{% endif %}\nSee you.")

    letter = letters.letter("a/text", {"name": "Ada", "edition": EDITION}, key="hello:1", to="ada@x.example")

    assert letter.subject == "Hello Ada"
    assert letter.body == (
        "Welcome, Ada.\n\nSee you.\n\n-- \nWANT@ICML 2024\nQuestions: chairs@want.example\nhttps://want.example/\n"
    )


def test_letter_escapes_nothing(text):
    text("Subject: {{ title }}\n\n{{ title }}")

    letter = letters.letter("a/text", {"title": "A & B < C's"}, key="k", to="ada@x.example")

    assert letter.subject == "A & B < C's"
    assert letter.body.startswith("A & B < C's\n")


def test_text_without_a_subject_is_refused(text):
    text("Dear Ada,\n\nWords.")

    with pytest.raises(ValueError, match="must begin with a line 'Subject: '"):
        letters.letter("a/text", {}, key="k", to="ada@x.example")


def test_letter_without_an_edition_is_signed_by_the_site(text):
    text("Subject: Code\n\nWords.")

    letter = letters.letter("a/text", {}, key="k", to="ada@x.example")

    assert "\n-- \nWANT\n" in letter.body


def test_html_twin_says_the_same_words_and_escapes_what_people_wrote():
    body = (
        "Dear Ada,\n\nA & B <b>: https://want.example/a?b=1&c=2\nnext line\n\n    BCDF-GHJK\n\n-- \nWANT@ICML\nfoot\n"
    )

    html = dressed("Subject <i>", body)

    assert "<title>Subject &lt;i&gt;</title>" in html
    assert "A &amp; B &lt;b&gt;: <a style=" in html
    assert 'href="https://want.example/a?b=1&amp;c=2"' in html
    assert "</a><br>next line</p>" in html
    assert re.search(r"font:600 24px[^>]*>BCDF-GHJK</p>", html)
    assert html.index("WANT@ICML") < html.index("Dear Ada") < html.index("foot")
