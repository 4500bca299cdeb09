"""What people write is shown as they meant it, and hostile text costs neither safety nor time."""

import re
import time
from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString

from want.core.markdown import LONGEST_TEXT, plain, render, render_inline

X_SQUARED = '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'


class Elements(HTMLParser):
    """Collects what a browser would make of the HTML: tag names, and attributes as (tag, name, value)."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name, value) for name, value in attrs}


def test_paragraphs_lists_and_emphasis_become_html():
    html = render("One *fine* day\n\n- a\n- **b**")

    assert html == ("<p>One <em>fine</em> day</p>\n<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n")
    assert isinstance(html, SafeString)


def test_table_keeps_its_cells():
    html = render("|a|b|\n|-|-|\n|c|d|")

    assert re.findall(r"<t[hd]>(.)</t[hd]>", html) == ["a", "b", "c", "d"]


def test_heading_is_a_bold_line_since_the_outline_is_the_pages():
    assert render("# Why\n") == "<p><strong>Why</strong></p>\n"


@pytest.mark.parametrize("text", ["$x^2$", r"\(x^2\)"])
def test_formula_in_a_line(text):
    assert render(f"Let {text} be") == f"<p>Let {X_SQUARED} be</p>\n"


@pytest.mark.parametrize(
    "text", ["$$x^2$$", "$$\nx^2\n$$", r"\[x^2\]", "\\[\nx^2\n\\]", "\\begin{equation}\nx^2\n\\end{equation}"]
)
def test_formula_on_lines_of_its_own(text):
    html = render(f"{text}\n")

    assert html.startswith('<div class="math"><math display="block"><mrow>')
    assert html.count("<msup><mi>x</mi><mn>2</mn></msup>") == 1


def test_lines_of_a_formula_are_no_list():
    html = render("\\[\na\n- b\n\\]")

    assert "<li>" not in html
    assert "<mi>a</mi><mo>\N{MINUS SIGN}</mo><mi>b</mi>" in html


@pytest.mark.parametrize("environment", ["align", "align*", "gather*", "multline", "eqnarray"])
def test_environments_of_several_lines_become_rows(environment):
    html = render(f"\\begin{{{environment}}}\na=b\\\\\nc=d\n\\end{{{environment}}}")

    assert html.count("<mtr>") == 2
    assert "&amp;" not in html


def test_formula_at_the_start_of_a_text_that_ends_in_a_digit():
    assert render("$x^2$ is 5") == f"<p>{X_SQUARED} is 5</p>\n"


def test_formula_between_digits():
    assert render(r"16$\times$16") == (
        '<p>16<math display="inline"><mrow><mo>\N{MULTIPLICATION SIGN}</mo></mrow></math>16</p>\n'
    )


@pytest.mark.parametrize(
    "text", ["$5 and $10", "$5-$10", "from $20,000 to $30,000.", "5$ and 6$", r"\$x\$", "$ x $", "$", "$$"]
)
def test_prices_and_lone_dollars_are_no_formulas(text):
    html = render(text)

    assert html == f"<p>{text.replace(chr(92), '')}</p>\n"


def test_formula_in_code_is_code():
    assert render("`$x^2$`") == "<p><code>$x^2$</code></p>\n"


@pytest.mark.parametrize("source", [r"\frac", "a_b_c", "{", r"\left( x", "^", r"\begin{matrix}"])
def test_broken_formula_shows_its_source(source):
    assert render(f"see ${source}$ there") == f"<p>see <code>${source}$</code> there</p>\n"


def test_web_addresses_become_links_without_the_full_stop():
    html = render("See (https://en.wikipedia.org/wiki/Review_(a)).")

    assert html == (
        '<p>See (<a href="https://en.wikipedia.org/wiki/Review_(a)" rel="nofollow noopener noreferrer">'
        "https://en.wikipedia.org/wiki/Review_(a)</a>).</p>\n"
    )


def test_picture_becomes_a_link_so_that_nothing_is_loaded():
    assert render("![plot](https://a.example/p.png)") == (
        '<p><a href="https://a.example/p.png" rel="nofollow noopener noreferrer">plot</a></p>\n'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/logout",
        "//a.example",
        "file:///etc",
    ],
)
def test_links_lead_to_the_web_or_to_mail_only(address):
    html = render(f"[x]({address}) ![x]({address}) <{address}>\n\n[y]\n\n[y]: {address}")

    assert "<a" not in html
    assert "<img" not in html


SAFE_TAGS = ["p", "pre", "code", "a", "table", "thead", "tbody", "tr", "th", "td"]
SAFE_ATTRIBUTES = ["href", "tabindex", "rel", "title", "display", "mathvariant", "stretchy", "fence", "form"]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<math><maction actiontype='statusline' xlink:href='javascript:alert(1)'>x</maction></math>",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&lt;img src=x onerror=alert(1)&gt;}$",
    r"$\text{&amp;lt;script&amp;gt;}$",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\class{evil}{x}\style{position:fixed}{x}\id{evil}{x}$",
    r"$\frac{<style>}{</style><img src=x onerror=alert(1)>}$",
    "$\\mathrm{</math><script>alert(1)</script>}$",
    "```<script>\n</script><script>alert(1)</script>\n```",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](https://a.example 'a\" onmouseover=\"alert(1)')",
    "https://a.example/<script>alert(1)</script>",
    '<https://a.example/"><script>alert(1)</script>>',
    '![<script>](https://a.example/"><script>)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "| <script> |\n|-|\n| <script> |",
]


@pytest.mark.parametrize("function", [render, render_inline])
@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_gets_through(function, text):
    found = Elements(function(text))

    assert {tag for tag in found.tags if not re.fullmatch("m[a-z]+", tag)} <= {*SAFE_TAGS}
    assert {name for _, name, _ in found.attributes} <= {*SAFE_ATTRIBUTES}
    assert {value.split(":")[0] for _, name, value in found.attributes if name == "href"} <= {"https"}


def test_text_cannot_be_hidden_from_the_reader():
    html = render(r"$\color{white}{a}\phantom{b}\mathrlap{c}\hspace{999em}\tiny d$")

    assert re.findall(r"<mi>(.)</mi>", html) == ["a", "b", "c", "d"]
    assert re.findall(r"mphantom|mpadded|mathcolor|mathsize|999", html) == []


def test_macros_that_multiply_are_not_followed():
    bomb = r"\newcommand{\a}{xxxxxxxxxx}\newcommand{\b}{\a\a\a\a\a\a\a\a}\newcommand{\c}{\b\b\b\b\b\b\b\b}\c\c\c"

    assert render(f"${bomb}$") == f"<p><code>${bomb}$</code></p>\n"


MANY = 100_000
LARGE = {
    "brackets": "[" * MANY,
    "links": "[](" * MANY,
    "pictures": "![" * MANY,
    "dollars": "$" * MANY,
    "dollars and blanks": "$ " * MANY,
    "dollars and letters": "$a " * MANY,
    "dollar lines": "$$\n" * MANY,
    "open displays": "\\[\n" * MANY,
    "open formulas": "\\(" * MANY,
    "formulas whose ends are escaped": "[" + "\\(" * 7_000 + "\\\\)" * 4_500 + "](x",
    "displays whose ends are escaped": "[" + "\\[" * 7_000 + "\\\\]" * 4_500 + "](x",
    "dollars that are escaped": "[" + "$a\\" * 10_000,
    "open environments": "\\begin{align}\n" * MANY,
    "braces": "$" + "{" * 900 + "}" * 900 + "$",
    "deep fractions": "$" + r"\frac{1}{" * 190 + "x" + "}" * 190 + "$",
    "deep roots": "$" + r"\sqrt" * 380 + "x$",
    "quotes": ">" * MANY,
    "nested lists": "".join(" " * depth + "- a\n" for depth in range(240)),
    "stars": "*a **b " * MANY,
    "backslashes": "\\" * MANY,
    "backticks": "".join("`" * length + " " for length in range(1, 240)),
    "tables": "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|a\n" * MANY,
    "references": "[a]: https://a.example\n" * MANY,
    "addresses": "https://a.example/((" * MANY,
    "mail schemes": "mailto:" * MANY,
    "angles": "<" * MANY,
    "entities": "&amp;" * MANY,
    "formulas": "".join(f"$x_{{{number}}}$ " for number in range(MANY)),
}


@pytest.mark.parametrize("name", LARGE)
def test_hostile_length_is_bounded_in_time(name):
    for text in (LARGE[name], LARGE[name][:LONGEST_TEXT], LARGE[name][:900]):
        began = time.process_time()
        render(text)
        render_inline(text)
        plain(text)

        assert time.process_time() - began < 5


def test_text_beyond_the_limit_is_shown_as_typed():
    html = render("<b>" * LONGEST_TEXT)

    assert html.startswith('<pre tabindex="0">&lt;b&gt;')
    assert html.count("&lt;b&gt;") == LONGEST_TEXT


FILLED_UP = "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "a\n" * 1000
MANY_TABLES = "|a|b|c|\n|-|-|-|\n|d\n\n" * 1000
MANY_ROWS = "|a\n|-\n" + "|b\n" * 4000


@pytest.mark.parametrize("text", [FILLED_UP, MANY_TABLES, MANY_ROWS, "> " + FILLED_UP.replace("\n", "\n> ")])
def test_tables_that_nobody_reads_are_shown_as_typed(text):
    began = time.process_time()

    html = render(f"x\n\n{text}")

    assert html.startswith('<pre tabindex="0">x')
    assert len(html) < 2 * len(text)
    assert plain(text).startswith(text[:2])
    assert time.process_time() - began < 1


def test_tables_that_people_write_are_drawn():
    head, line = "|a" * 20 + "|\n", "|-" * 20 + "|\n"

    html = render(f"x\n\n{head}{line}{head * 100}\n\n{head}{line}{head}")

    assert html.count("<table") == 2
    assert html.count("<td>") == 20 * 101


def test_what_grows_beyond_a_page_is_shown_as_typed():
    assert render("$a$ " * 7000).startswith('<pre tabindex="0">$a$')


@pytest.mark.parametrize("text", ["\ud800", "\x00", "\u202e", "", " \n "])
def test_odd_characters_raise_nothing(text):
    assert render(text).isprintable() or "\n" in render(text) or "\u202e" in render(text)
    assert plain(text) == plain(plain(text))


def test_title_has_formulas_and_nothing_else():
    html = render_inline("A* beats B* in $x^2$ [steps](https://a.example) <b>& more</b>")

    assert html == f"A* beats B* in {X_SQUARED} [steps](https://a.example) &lt;b&gt;&amp; more&lt;/b&gt;"


def test_display_formula_stays_inside_a_titles_line():
    assert render_inline("On $$x^2$$") == f"On {X_SQUARED}"


def test_plain_text_for_mails_keeps_words_addresses_and_formulas():
    text = "# Why\nIt *is* $x^2$, see [this](https://a.example).\n\n1. `one`\n2. two\n\n|a|b|\n|-|-|\n|c|d|"

    assert plain(text) == ("Why\n\nIt is $x^2$, see this (https://a.example).\n\n1. one\n2. two\n\na | b\nc | d")


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        (r"$n \log n$", "<mi>n</mi>SPACE<mi>log</mi>SPACE<mi>n</mi>"),
        (r"$\log(n)$", '<mi>log</mi><mo stretchy="false">(</mo><mi>n</mi>'),
        ("$nm$", "<mi>n</mi><mi>m</mi>"),
    ],
)
def test_names_of_functions_stand_apart_from_what_is_beside_them(source, drawn):
    assert drawn in re.sub(r'<mspace width="0.167em"\s*(/>|></mspace>)', "SPACE", render(source))
