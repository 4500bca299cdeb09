"""The page on which authors of an accepted paper hand in its final version. Everybody else gets 404."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from submissions.camera_ready.actions import hand_in as hand_in_paper
from submissions.camera_ready.forms import CameraReadyForm
from submissions.camera_ready.rules import may_hand_in
from submissions.manuscripts.checks.outside import too_large
from submissions.manuscripts.queries import latest, versions
from submissions.manuscripts.uploads import was_too_large
from submissions.models import CameraReady, Submission
from submissions.models.manuscript import Kind
from submissions.submitting.completeness import present_authors
from submissions.submitting.queries import own_submission
from want.core.verdict import Refused
from want.core.versions import EditedMeanwhile
from want.venues.queries import get_edition
from want.venues.stages import Stage


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Show the final version's form, and keep what is sent while the window is open."""
    here = get_edition(request, edition)
    paper = own_submission(request.user, here, code)
    final = CameraReady.objects.select_related("submitted_by").filter(submission=paper).first()
    form = CameraReadyForm(paper, final, data=request.POST or None, files=request.FILES or None)
    context = {"edition": here, "paper": paper, "final": final, "form": form}
    if request.method == "POST" and "preview" not in request.POST and _is_handed_in(request, paper, form, context):
        messages.success(request, "The final version is received. All authors get a mail that says so.")
        return redirect("camera_ready:hand_in", here.slug, code)
    return render(request, "submissions/camera_ready.html", context | _around(request, paper))


def _is_handed_in(request: HttpRequest, paper: Submission, form: CameraReadyForm, context: dict[str, object]) -> bool:
    if was_too_large(request, "pdf"):
        form.add_error("pdf", too_large(None, settings.MANUSCRIPT_MAX_BYTES))
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        hand_in_paper(
            paper,
            title=said["title"],
            abstract=said["abstract"],
            code_url=said["code_url"],
            consents=said["consents"],
            upload=said["pdf"],
            by=request.user,
            seen_version=said["version"],
        )
    except EditedMeanwhile as meanwhile:
        context["meanwhile"] = meanwhile
    except Refused as refusal:
        form.add_error("pdf", str(refusal))
    else:
        return True
    return False


def _around(request: HttpRequest, paper: Submission) -> dict[str, object]:
    moment = paper.edition.moment()
    return {
        "authors": present_authors(paper),
        "file": latest(paper, Kind.CAMERA_READY),
        "versions": versions(paper, Kind.CAMERA_READY),
        "verdict": may_hand_in(paper, moment),
        "due": moment.closes_at(Stage.CAMERA_READY),
        "preview": request.POST.get("abstract", "") if "preview" in request.POST else "",
    }
