"""The log and the letters."""

from reviews.visibility.facts import Fact
from tests.prove.secrets.secret import BIDS, TALK, secret
from tests.prove.worlds import World
from want.audit.actions import record
from want.mail.models import Message


@secret("the log has one entry more or not", f"{TALK} {BIDS}", Fact.AUDIT_LOG)
def another_entry(world: World) -> None:
    slug = world.edition.slug
    record("submission.edited", by=world.people["author_contact"], edition=slug, submission_id=world.paper.pk)


@secret("a letter about the paper was sent or not", f"{TALK} {BIDS}", Fact.EMAIL_LOG, but=("author_contact",))
def without_letter(world: World) -> None:
    Message.objects.filter(submission_id=world.paper.pk).delete()
