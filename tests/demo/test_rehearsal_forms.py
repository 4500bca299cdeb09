"""What the rehearsal's browser reads off a page, and what it sends back."""

import pytest

from want.demo.rehearsal.dom import parse
from want.demo.rehearsal.forms import Form, Unfillable, Upload
from want.demo.rehearsal.page import Page

FORM = """
<h1>Your <em>paper</em></h1>
<form method="post" action="save/" enctype="multipart/form-data" id="paper">
  <input type="hidden" name="csrfmiddlewaretoken" value="s3cret">
  <label for="t">Title<span class="asteriskField">*</span></label>
  <input id="t" name="title" required maxlength="20" value="Old &amp; grey">
  <label for="a">Abstract</label><textarea id="a" name="abstract">
first line
second line</textarea>
  <label for="k">Type</label>
  <select id="k" name="kind"><option value="">Choose</option><option value="1">Full paper</option>
    <option value="2" selected>Short paper</select>
  <fieldset><legend>Topics</legend>
    <input type="checkbox" name="topics" value="7" id="t7" checked><label for="t7">Pipelining</label>
    <label><input type="checkbox" name="topics" value="8"> Offloading: memory and disks</label>
  </fieldset>
  <fieldset><legend>Overall score *</legend>
    <label><input type="radio" name="overall" value="7" required> 7: Accept</label>
    <label><input type="radio" name="overall" value="3"> 3: Reject</label>
  </fieldset>
  <label><input type="checkbox" name="consent"> We agree</label>
  <label for="f">PDF</label><input type="file" id="f" name="pdf">
  <input name="off" value="never" disabled>
  <button>Save draft</button>
  <button name="act" value="submit" formnovalidate>Submit</button>
</form>
<input form="paper" name="outside" value="sent all the same">
"""


def form_of(html: str) -> Form:
    page = parse(html)
    return Form(page.all("form")[0], page)


@pytest.fixture
def form() -> Form:
    return form_of(FORM)


def test_form_sends_what_the_page_put_into_it_and_what_was_filled_in(form):
    form.fill("Title", "New")
    form.fill("Type", "Full paper")
    form.fill("Topics", ["Offloading"])
    form.fill("Overall score", "7")
    form.fill("We agree", True)
    form.fill("PDF", Upload("a.pdf", b"%PDF"))

    sent = form.payload(form.button("Save draft"))

    assert sent == [
        ("csrfmiddlewaretoken", "s3cret"),
        ("title", "New"),
        ("abstract", "first line\r\nsecond line"),
        ("kind", "1"),
        ("topics", "8"),
        ("overall", "7"),
        ("consent", "on"),
        ("pdf", Upload("a.pdf", b"%PDF")),
        ("outside", "sent all the same"),
    ]


def test_button_sends_its_own_name_and_may_skip_what_is_required(form):
    form.fill("Title", "")

    sent = form.payload(form.button("Submit"))

    assert sent[-1] == ("act", "submit")


def test_form_tells_what_stands_in_it(form):
    stands = [form.value_of(key) for key in ("Title", "abstract", "Type", "Topics")]

    assert stands == ["Old & grey", "first line\nsecond line", "Short paper", "Pipelining"]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("Colour", "red", "no field “Colour”; there are “Title*”"),
        ("Type", "Poster", "“Type” has no answer “Poster”"),
        ("Overall score", "11", "has no answer “11”"),
        ("Topics", ["Nothing"], "has no answer “Nothing”"),
    ],
)
def test_what_the_form_does_not_offer_cannot_be_answered(form, key, value, words):
    with pytest.raises(Unfillable, match=words.replace("*", r"\*")):
        form.fill(key, value)


@pytest.mark.parametrize(
    ("title", "words"), [("", "“Title\\*” is required"), ("a" * 21, "holds 21 characters, and 20 fit")]
)
def test_what_a_browser_would_not_send_is_not_sent(form, title, words):
    form.fill("Title", title)
    form.fill("Overall score", "3")

    with pytest.raises(Unfillable, match=words):
        form.payload(form.button("Save draft"))


def test_a_required_choice_must_be_made(form):
    with pytest.raises(Unfillable, match="is required"):
        form.payload(form.button("Save draft"))


def test_field_that_several_rows_have_is_found_by_the_legend_of_its_row():
    row = "<fieldset><legend>Author {0}</legend><label>Name<input name='name-{0}'></label></fieldset>"
    form = form_of(f"<form>{row.format(1)}{row.format(2)}<button>Save</button></form>")

    form.fill("Author 2: Name", "Bo")

    assert form.payload(form.button("Save")) == [("name-1", ""), ("name-2", "Bo")]


LIST = """
<p class="callout callout-info">Nothing went wrong.</p>
<div class="messages"><p class="callout callout-error">The deadline has passed.</p></div>
<table><tr><td>Paper 12<td><form><button>Bid</button></form>
<tr><td>Paper 13<td><form><button>Bid</button></form></table>
<ul><li>Paper 12 <a href="12/">Open</a><li>Paper 13 <a href="13/">Open</a></ul>
<p hidden>Paper 14</p><script>Paper 15</script>
"""


def page_of(html: str) -> Page:
    return Page("http://127.0.0.1/list/", 200, {"content-type": "text/html; charset=utf-8"}, html.encode())


def test_link_and_button_are_found_by_what_stands_beside_them():
    page = page_of(LIST)

    assert page.link("Open", near="Paper 13") == "http://127.0.0.1/list/13/"
    assert page.form("Bid", near="Paper 13") is page.forms[1]


def test_link_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(Unfillable, match=r"no link “Close” on /list/; there are \['Open'\]"):
        page_of(LIST).link("Close")


def test_page_tells_what_it_complains_of_and_not_what_it_only_says():
    assert page_of(LIST).complaints == ["The deadline has passed."]


def test_text_of_a_page_is_what_a_person_can_see():
    assert page_of(LIST).text.endswith("Paper 12 Open Paper 13 Open")


def test_inline_words_are_not_torn_apart():
    assert page_of("<p>Reviewer<b>s</b> are <em>asked</em></p><p>today</p>").text == "Reviewers are asked today"
