"""Take a PDF of a person's own and read what it says of itself; the person corrects it before anything is stored."""

from django.conf import settings
from django.http import HttpRequest

from reviews.expertise.forms import PdfForm
from submissions.manuscripts.checks.finding import Front
from submissions.manuscripts.checks.outside import too_large
from submissions.manuscripts.fronts import front_of
from submissions.manuscripts.uploads import was_too_large
from want.core.verdict import Refused


def front_in(request: HttpRequest, form: PdfForm) -> Front | None:
    """Return what the uploaded file says, or None with the reason written beside the form's field."""
    if was_too_large(request, "pdf"):
        form.errors["pdf"] = form.error_class([too_large(None, settings.MANUSCRIPT_MAX_BYTES)])
        return None
    if not form.is_valid():
        return None
    try:
        return front_of(form.cleaned_data["pdf"], by=request.user)
    except Refused as refused:
        form.add_error("pdf", str(refused))
        return None
