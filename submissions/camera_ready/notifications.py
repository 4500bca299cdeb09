"""The receipt for a camera-ready paper."""

from submissions.models import CameraReady, Manuscript, Submission
from submissions.submitting.notifications import to_authors
from want.mail.actions import Letter


def handed_in(paper: Submission, final: CameraReady, file: Manuscript) -> list[Letter]:
    """Tell all authors what was handed in, and whether it may be published."""
    about = f"camera-ready:{paper.pk}:{final.version}"
    return to_authors("camera_ready", paper, about=about, final=final, file=file, page="camera_ready:hand_in")
