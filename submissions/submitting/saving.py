"""Store what a sent form holds: as much as can be stored, with the reasons for the rest left on the sheet."""

from django.conf import settings
from django.contrib import messages

from submissions.manuscripts.actions import add_manuscript
from submissions.manuscripts.checks.outside import too_large
from submissions.manuscripts.uploads import was_too_large
from submissions.models.manuscript import Kind
from submissions.submitting.actions import Incomplete, save_draft
from submissions.submitting.authors import CannotBeListed
from submissions.submitting.content import AuthorLine
from submissions.submitting.pages import Sheet
from submissions.submitting.queries import own_submission
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile

UNTOLD = (
    "The author list is saved. So many letters went out for your lists today that we did not write to {}. "
    "Please tell them yourself that they are listed."
)
FILES = {"pdf": Kind.PAPER, "supplement": Kind.SUPPLEMENT}


def save(sheet: Sheet) -> bool:
    """Store the sheet's paper, its file first; tell whether all that was typed is stored now.

    The file stands alone: it is kept even when words beside it are not, so that nobody uploads it twice.
    """
    sheet.form.is_valid()
    _take_files(sheet)
    try:
        _save_words(sheet, sheet.authors.tidied())
    except EditedMeanwhile as meanwhile:
        sheet.meanwhile = meanwhile
    except Incomplete as incomplete:
        sheet.would_lack = incomplete.missing
    except Refused as refusal:
        messages.error(sheet.request, str(refusal))
    else:
        return not sheet.is_wrong
    _look_again(sheet)
    return False


def _save_words(sheet: Sheet, lines: list[AuthorLine] | None) -> None:
    assert sheet.paper is not None
    kept = {
        "seen_version": sheet.seen_version,
        "by": sheet.request.user,
        "take_back": "take_back" in sheet.request.POST,
    }
    try:
        sheet.paper = save_draft(sheet.paper, sheet.form.content(), lines, **kept)
        if sheet.paper.untold:
            messages.warning(sheet.request, UNTOLD.format(", ".join(sheet.paper.untold)))
    except CannotBeListed as refusal:
        sheet.authors.problem = str(refusal)
        sheet.paper = save_draft(sheet.paper, sheet.form.content(), None, **kept)


def _take_files(sheet: Sheet) -> None:
    for field, kind in FILES.items():
        _take_file(sheet, field, kind)


def _take_file(sheet: Sheet, field: str, kind: Kind) -> None:
    upload = sheet.request.FILES.get(field)
    if was_too_large(sheet.request, field):
        sheet.form.add_error(field, too_large(None, settings.MANUSCRIPT_MAX_BYTES))
    elif upload is not None and sheet.paper is not None:
        try:
            add_manuscript(sheet.paper, upload, by=sheet.request.user, kind=kind)
            sheet.has_kept_file = True
        except Refused as refusal:
            sheet.form.add_error(field, str(refusal))


def _look_again(sheet: Sheet) -> None:
    """Show the paper as it is stored beside what was typed."""
    assert sheet.paper is not None
    sheet.paper = own_submission(sheet.request.user, sheet.edition, sheet.paper.code)
