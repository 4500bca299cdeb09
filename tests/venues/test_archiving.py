"""The archive: a deliberate act of the chairs, with a way back."""

import pytest

from tests import cast
from want.audit.models import Entry
from want.core.verdict import Refused
from want.mail.models import Message
from want.venues.archiving import archive, reopen
from want.venues.stages import Stage

PAGE = "/desk/e/icml2024/archive/"


def test_chair_archives_with_a_tick_and_takes_it_back(client, edition, chair, during):
    during(Stage.PUBLISHED)
    client.force_login(chair)

    without = client.post(PAGE).content.decode()
    edition.refresh_from_db()
    before = edition.archived_at
    client.post(PAGE, {"is_sure": "on"})
    edition.refresh_from_db()
    archived = edition.moment().stage
    client.post(PAGE, {"is_sure": "on", "do": "reopen"})
    edition.refresh_from_db()

    assert "Please tick that you have read it." in without
    assert before is None
    assert archived is Stage.ARCHIVED
    assert edition.moment().stage is Stage.PUBLISHED
    assert set(Entry.objects.values_list("verb", flat=True)) == {"edition.archived", "edition.reopened"}
    assert Message.objects.count() == 0


def test_archive_closes_the_committees_view_and_the_way_back_opens_it(
    client, edition, submission, reviewer, chair, during
):
    during(Stage.PUBLISHED)
    type(submission).objects.update(status="rejected")
    cast.review(cast.assign(submission, reviewer))
    client.force_login(reviewer)
    page = f"/icml2024/papers/{submission.code}/"

    seen = [client.get(page).status_code]
    archive(edition, by=chair)
    seen.append(client.get(page).status_code)
    reopen(edition, by=chair)
    seen.append(client.get(page).status_code)

    assert seen == [200, 404, 200]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.SUBMISSION, "not released yet"),
        (Stage.DECIDING, "not released yet"),
        (Stage.CAMERA_READY, "final versions"),
        (Stage.ARCHIVED, "in the archive already"),
    ],
)
def test_archive_waits_until_nothing_is_due(edition, chair, during, stage, words):
    during(stage)

    with pytest.raises(Refused, match=words):
        archive(edition, by=chair)


def test_only_its_chairs_archive_and_reopen(edition, chair, area_chair, during):
    during(Stage.ARCHIVED)

    with pytest.raises(Refused, match="Only the chairs"):
        reopen(edition, by=area_chair)
