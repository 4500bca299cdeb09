"""The tables of the writing side, one noun a file."""

from submissions.models.author import Author
from submissions.models.camera_ready import CameraReady
from submissions.models.conflict import Conflict, LateAddress, NamedConflict, PersonalConflict
from submissions.models.manuscript import Manuscript
from submissions.models.submission import Submission
from submissions.models.volunteer import Volunteer

__all__ = [
    "Author",
    "CameraReady",
    "Conflict",
    "LateAddress",
    "Manuscript",
    "NamedConflict",
    "PersonalConflict",
    "Submission",
    "Volunteer",
]
