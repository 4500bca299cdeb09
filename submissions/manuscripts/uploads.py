"""Stop taking an upload that is too large, and go on with the rest of the form; see FILE_UPLOAD_HANDLERS."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class UpToTheLimit(FileUploadHandler):
    """Drops a file that passes MANUSCRIPT_MAX_BYTES; `was_too_large` then tells the form what happened to it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (Django's signature)
        """Pass the chunk on to the handlers below, or give the file up."""
        self.taken += len(raw_data)
        if self.taken > settings.MANUSCRIPT_MAX_BYTES and self.request is not None:
            self.request.META.setdefault("want.too_large", set()).add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers below."""


def was_too_large(request: HttpRequest, field: str) -> bool:
    """Tell whether the file of this field was dropped for its size."""
    return field in request.META.get("want.too_large", ())
