"""The table of facts once more where the supplement is an archive: kept from readers, or given by the chairs."""

import io
import zipfile
from functools import partial

import pytest

from reviews.visibility.facts import Fact
from submissions.manuscripts import store
from submissions.models import Manuscript
from submissions.models.manuscript import Kind
from tests.prove.table import settings
from tests.prove.test_matrix import prove
from tests.prove.worlds import World

WALKED = (
    "submission-submitted",
    "bidding-submitted",
    "reviewing-submitted",
    "discussion-submitted",
    "published-accepted",
)


@pytest.mark.prove
@pytest.mark.parametrize("setting", [one for one in settings() if str(one) in WALKED], ids=str)
@pytest.mark.parametrize("is_for_reviewers", [False, True], ids=["kept", "given"])
def test_archives_reach_readers_only_where_the_chairs_give_them(setting, is_for_reviewers, db, proved):
    unseen = frozenset() if is_for_reviewers else frozenset({Fact.SUPPLEMENTARY})
    prove(setting, setting.rows, proved, partial(_hand_in, is_for_reviewers=is_for_reviewers), unseen)


def _hand_in(world: World, *, is_for_reviewers: bool) -> None:
    """Put an archive in the place of the supplement. If it is kept, what is in it counts as hidden in a file."""
    world.edition.takes_archives, world.edition.archives_for_reviewers = True, is_for_reviewers
    world.edition.save()
    fact = Fact.SUPPLEMENTARY if is_for_reviewers else Fact.PDF_RAW_METADATA_FILENAME
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{world.word(fact, 'name in the archive')}.py", world.word(fact, "text in the archive"))
    with store.workplace() as folder:
        store.write([out.getvalue()], folder / "code.zip")
        kept = store.keep(folder / "code.zip", "zip")
    name = world.word(Fact.PDF_RAW_METADATA_FILENAME, "file name of the archive")
    world.canaries.pattern(Fact.PDF_RAW_METADATA_FILENAME, "hash of the archive", kept)
    Manuscript.objects.filter(submission=world.paper, kind=Kind.SUPPLEMENT).update(
        sha256=kept, blind_sha256="", ending="zip", size=len(out.getvalue()), pages=0, original_name=f"{name}.zip"
    )
