import pytest

from tests import cast
from want.core.prepared import Prepared
from want.venues.models import Edition, Membership, Role


def memberships_of(user, role):
    return Membership.objects.filter(user=user, role=role).order_by("pk")


def test_prepared_query_answers_like_the_one_it_was_made_from(edition, reviewer, chair, django_assert_num_queries):
    cast.join(cast.make_edition("other"), reviewer, Role.REVIEWER)
    prepared = Prepared(memberships_of, user=type(reviewer)(pk=-7919), role="?role")

    with django_assert_num_queries(2):
        found = prepared(user=reviewer, role=Role.REVIEWER), prepared(user=chair, role=Role.REVIEWER)

    assert found == (list(memberships_of(reviewer, Role.REVIEWER)), [])
    assert [row.edition_id for row in found[0]] == list(Edition.objects.order_by("pk").values_list("pk", flat=True))


def test_prepared_query_is_built_once(edition, reviewer):
    built = []

    def build(user):
        built.append(user)
        return Membership.objects.filter(user=user)

    prepared = Prepared(build, user=type(reviewer)(pk=-7919))
    for _ in range(3):
        prepared(user=reviewer)

    assert len(built) == 1


def test_value_stands_in_each_of_its_places(edition, reviewer):
    prepared = Prepared(lambda slug: Edition.objects.filter(slug=slug) | Edition.objects.filter(name=slug), slug="?")

    assert prepared(slug=edition.slug) == [edition]
    assert prepared(slug=edition.name) == [edition]


def test_value_is_a_value_and_no_piece_of_sql(edition):
    prepared = Prepared(lambda slug: Edition.objects.filter(slug=slug), slug="?")

    assert prepared(slug="x' OR '1'='1") == []


def test_query_that_ignores_a_value_is_refused(db):
    prepared = Prepared(lambda slug: Edition.objects.all(), slug="?")

    with pytest.raises(ValueError, match="no place"):
        prepared(slug="icml2024")


def test_related_rows_are_refused_because_their_columns_would_be_mistaken(db):
    prepared = Prepared(lambda slug: Edition.objects.select_related("venue").filter(slug=slug), slug="?")

    with pytest.raises(ValueError, match="related rows"):
        prepared(slug="icml2024")
