"""What is worth saying about a file that can be taken. Pure."""

from submissions.models import Manuscript
from want.venues.models import SubmissionType


def page_note(file: Manuscript, kind: SubmissionType | None) -> str:
    """Return a remark when the file has more pages than its type allows; references and appendix do not count.

    A machine cannot tell where the main text ends, so this warns and does not refuse.
    """
    if kind is None or file.pages <= kind.page_limit:
        return ""
    return (
        f"The PDF has {file.pages} pages. The main text of this type may have {kind.page_limit}; "
        "references and appendix may follow without limit. Please make sure that the main text is not longer."
    )
