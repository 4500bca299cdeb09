"""Keys in the desk's lists do not tell chairs what was decided on their own paper together with others."""

import re

import pytest
from django.urls import reverse

from reviews.decisions.actions import decide_many
from tests import cast
from want.venues.models import Role
from want.venues.stages import Stage


@pytest.mark.parametrize("name", ["audit_entry", "reviews_decision"])
def test_a_chair_does_not_learn_that_their_own_paper_was_decided_on_with_others(client, edition, chair, during, name):
    during(Stage.DECIDING)
    writer = cast.make_user("Wendy Writer")
    cast.join(edition, writer, Role.CHAIR)
    people = [cast.make_user("Ada Able"), writer, cast.make_user("Zoe Zack")]
    papers = [cast.make_submission(edition, person) for person in people]
    decide_many(edition, {paper.pk: "oral" for paper in papers}, by=chair)
    client.force_login(writer)

    page = client.get(reverse(f"desk:{name}_changelist")).content.decode()

    keys = re.findall(r'href="/desk/(?:audit|reviews)/\w+/([^"/?]+)/"', page)
    assert len({key for key in keys if key != "csv"}) >= len(people) - 1
    assert not [key for key in keys if key.isdigit()]
    assert not re.search(r'name="_selected_action" value="\d+"', page)
