import pytest

from want.venues.models import MailTemplate
from want.venues.notifications import EXTENDED
from want.venues.wordings import Wording, keep_wording, problems_of, usual_wording, wording_of


def test_places_are_filled_once_and_values_are_never_searched():
    wording = Wording("To {name}", "{name}: {deadline}, {unknown} {} {{name}}")

    filled = wording.filled({"name": "{deadline}", "deadline": "28 May & <later>"})

    assert filled == Wording("To {deadline}", "{deadline}: 28 May & <later>, {unknown} {} {{deadline}}")


def test_subject_stays_on_one_line():
    assert Wording("Hello {name}", "x").filled({"name": "A\r\nBcc: b@x.example"}).subject == "Hello A Bcc: b@x.example"


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        (Wording("s", "{deadline}"), 0),
        (Wording("s", "no date"), 1),
        (Wording("s", "{deadline} {review}"), 1),
        (Wording(" ", "{deadline}"), 1),
        (Wording("s", "{%x%} {deadline.__class__}"), 1),
    ],
)
def test_what_stops_a_letter_is_told(wording, number):
    assert len(problems_of(EXTENDED, wording)) == number


def test_an_edition_keeps_its_own_wording_and_the_usual_one_needs_no_row(edition):
    usual = usual_wording(EXTENDED)
    assert wording_of(edition, EXTENDED) == usual
    assert problems_of(EXTENDED, usual) == []

    keep_wording(edition, EXTENDED, Wording("Mine", "{deadline}"))
    assert wording_of(edition, EXTENDED) == Wording("Mine", "{deadline}")

    keep_wording(edition, EXTENDED, usual)
    assert not MailTemplate.objects.exists()
