"""The curve of reviews: pure geometry, and an honest guess of where it will be at the deadline."""

from datetime import UTC, datetime, timedelta

import pytest

from reviews.progress.curve import HEIGHT, MARGIN, WIDTH, curve, expected_by

OPENS = datetime(2024, 6, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=10)


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def points_of(drawn) -> list[tuple[float, float]]:
    return [tuple(float(part) for part in point.split(",")) for point in drawn.points.split()]


def test_curve_rises_with_each_count_and_ends_now():
    drawn = curve([(day(2), 3), (day(5), 2)], 10, opens=OPENS, closes=CLOSES, now=day(5))

    points = points_of(drawn)
    assert points[0] == (0, HEIGHT)
    assert points[-1] == (WIDTH / 2, HEIGHT - (HEIGHT - MARGIN) / 2)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert (drawn.today_x, drawn.deadline_x) == (WIDTH / 2, WIDTH)


def test_after_the_deadline_the_axis_ends_now():
    drawn = curve([(day(1), 10)], 10, opens=OPENS, closes=CLOSES, now=day(20))

    assert drawn.today_x == WIDTH
    assert drawn.deadline_x == WIDTH / 2
    assert drawn.expected == 10


@pytest.mark.parametrize(("due", "now"), [(0, 5), (10, 0), (10, -1)])
def test_there_is_nothing_to_draw_before_it_begins(due, now):
    assert curve([], due, opens=OPENS, closes=CLOSES, now=day(now)) is None


@pytest.mark.parametrize(
    ("done", "now", "expected"), [(5, 5, 10), (9, 5, 12), (0, 5, 0), (3, 10, 3), (3, 12, 3), (4, 0, 4)]
)
def test_expected_number_goes_on_at_the_pace_so_far_and_not_beyond_what_is_due(done, now, expected):
    assert expected_by(CLOSES, done, 12, opens=OPENS, now=day(now)) == expected
