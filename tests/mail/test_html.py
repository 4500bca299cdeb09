"""The HTML twin of a mail says the same words, with the addresses as links."""

import time

import pytest

from want.mail.html import dressed, linked

CHAIRS = '<a href="mailto:chairs@want.example">chairs@want.example</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Tell the chairs (chairs@want.example).", f"Tell the chairs ({CHAIRS})."),
        ("Write to chairs@want.example, please.", f"Write to {CHAIRS}, please."),
        ("(https://a.example/x_(y)), then", '(<a href="https://a.example/x_(y)">https://a.example/x_(y)</a>), then'),
        ("https://a.example/?a=1&b=2", '<a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>'),
        ("<b>agent.py</b> & more", "&lt;b&gt;agent.py&lt;/b&gt; &amp; more"),
    ],
)
def test_addresses_become_links_and_no_sign_is_lost(text, html):
    assert linked(text) == html


def test_letter_keeps_its_full_stop_after_an_address_in_brackets():
    html = dressed("Listed", "Tell the chairs (chairs@want.example).\n\n-- \nWANT\nhttp://want.example/")

    assert "chairs@want.example</a>)." in html


@pytest.mark.parametrize("text", ["a" * 200_000, "a@" + "a-" * 100_000, "a." * 100_000 + "@b"])
def test_long_words_of_a_letter_cost_the_worker_little(text):
    begun = time.monotonic()

    assert linked(text) == text
    assert time.monotonic() - begun < 1
