"""The words of time, the geometry of the small drawings, and the components that pages are made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError

from want.core.marks import Step, placed, score_marks_of
from want.core.timewords import aoe, day, duration, is_near, time_left, utc

NOON = datetime(2024, 5, 26, 12, 0, tzinfo=UTC)
DEADLINE = datetime(2024, 5, 29, 11, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=2, hours=1), "2 days 1 hour"),
        (timedelta(days=6, hours=23), "6 days 23 hours"),
        (timedelta(days=7, hours=5), "7 days"),
    ],
)
def test_duration_is_as_exact_as_one_acts_on_it(span: timedelta, words: str) -> None:
    assert duration(span) == words


def test_time_left_looks_ahead_exactly_and_back_roughly() -> None:
    assert time_left(DEADLINE, NOON) == "2 days 23 hours left"
    assert time_left(NOON, DEADLINE) == "2 days ago"


def test_a_deadline_that_falls_this_instant_has_passed() -> None:
    assert time_left(NOON, NOON) == "less than a minute ago"


def test_near_is_ahead_and_within_three_days() -> None:
    assert is_near(NOON + timedelta(hours=72), NOON)
    assert not is_near(NOON + timedelta(hours=73), NOON)
    assert not is_near(NOON, NOON)


def test_instants_are_written_in_aoe_and_utc() -> None:
    assert aoe(DEADLINE) == "28 May 2024, 23:59 AoE"
    assert utc(DEADLINE) == "29 May 2024, 11:59 UTC"
    assert day(DEADLINE) == "28 May"


def test_steps_are_done_current_and_next_with_the_share_that_has_passed() -> None:
    steps = [
        Step("Submission", NOON - timedelta(days=9), NOON - timedelta(days=1)),
        Step("Reviewing", NOON - timedelta(days=1), NOON + timedelta(days=3)),
        Step("Decisions", NOON + timedelta(days=4)),
        Step("Workshop"),
    ]

    line = placed(steps, NOON)

    assert [(p.state, p.percent) for p in line] == [("done", 100), ("current", 25), ("next", 0), ("next", 0)]


def test_equal_scores_stand_above_each_other_on_their_place_of_the_scale() -> None:
    marks = score_marks_of([8, 4, 8], low=1, high=10)

    assert marks is not None
    assert [x for x, _ in marks.dots] == [28.0, 60.0, 60.0]
    assert marks.dots[1][1] > marks.dots[2][1]
    assert (round(marks.mean, 2), round(marks.spread, 2), marks.width) == (6.67, 1.89, 80)


def test_many_equal_scores_stay_within_the_drawing() -> None:
    marks = score_marks_of([5] * 12, low=1, high=10)

    assert marks is not None
    assert all(0 <= y <= 18 for _, y in marks.dots)


def test_no_scores_no_marks() -> None:
    assert score_marks_of([], low=1, high=10) is None
    assert "no scores yet" in _rendered("{% score_marks scores 1 10 %}", scores=[])


def test_deadline_has_the_instant_for_machines_and_aoe_for_people() -> None:
    html = _rendered('{% deadline due "Papers due" %}', due=DEADLINE, now=NOON)

    assert 'datetime="2024-05-29T11:59:00+00:00"' in html
    assert "28 May 2024, 23:59 AoE" in html
    assert '<span class="deadline-left is-near">2 days 23 hours left</span>' in html


def test_an_undated_deadline_says_so() -> None:
    assert "to be announced" in _rendered("{% deadline due %}", due=None, now=NOON)


@pytest.mark.parametrize("tag", ['{% badge "Late" "warn" %}', "{% deadline due %}", '{% person "Ada" %}'])
def test_inline_components_leave_no_space_before_a_full_stop(tag: str) -> None:
    assert _rendered(tag + ".", due=DEADLINE, now=NOON).endswith("</span>.")


def test_text_is_escaped() -> None:
    assert _rendered("{% badge text %}", text="<b>") == '<span class="badge badge-neutral">&lt;b&gt;</span>'


def test_a_tone_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="purple"):
        _rendered('{% badge "Late" "purple" %}')


def test_the_calendar_marks_only_the_open_step_as_current() -> None:
    steps = [Step("Bidding", NOON - timedelta(days=1), NOON + timedelta(days=1)), Step("Workshop")]

    html = _rendered("{% stepper steps %}", steps=steps, now=NOON)

    assert html.count('aria-current="step"') == 1
    assert '<rect class="past" y="2" width="50" height="4"/>' in html
    assert "24 hours left" in html


@pytest.mark.parametrize(("number", "words"), [(0, "0 papers"), (1, "1 paper"), (1200, "1,200 papers")])
def test_count_of_fits_the_noun_to_the_number(number: int, words: str) -> None:
    assert _rendered('{{ n|count_of:"paper" }}', n=number) == words


def test_no_component_uses_inline_style_or_script() -> None:
    html = _rendered(
        "{% score_marks s 1 10 %}{% progress 3 9 'Reviews' %}{% stepper steps %}"
        "{% empty 'Nothing yet.' 'Start' '/x/' %}",
        s=[3, 4],
        steps=[Step("Bidding", NOON - timedelta(days=1), NOON + timedelta(days=1))],
        now=NOON,
    )

    assert "<svg" in html
    assert "style=" not in html
    assert "<script" not in html


def _rendered(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))
