"""Send a stored file: whole or one range of it, never kept by caches, unable to do anything to the page around it.

Whoever calls has asked the policy. An ETag is compared here, after that, so that it cannot become a way to ask
whether a hidden file has changed. It is keyed with the site's secret: a hash alone would tell whoever has the original
that this is a copy of it. Where nginx stands in front and WANT_X_ACCEL is set, nginx sends the bytes.
"""

import re
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from reviews.paper_page.files import Served
from submissions.manuscripts.store import open_file, place_of

TYPES = {"pdf": "application/pdf", "zip": "application/zip", "tgz": "application/gzip"}
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")
# The viewers of Chrome and Firefox are pages of their own, to which this policy does not apply: without a word that
# allows anything they show the file all the same. "sandbox" is not among the directives: Safari shows an empty window.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "bytes",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
}


class Slice:
    """A file's bytes up to an end; closes the file with the response."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        """Read on, not past the end of the range."""
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def send_file(request: HttpRequest, file: Served) -> HttpResponse:
    """Return the file, to be read in the browser or saved, under the name the viewer may know."""
    etag = f'"{salted_hmac("papers.etag", file.sha256, algorithm="sha256").hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = _whole_or_part(request, file, etag)
        response["Content-Disposition"] = f'{"attachment" if file.is_attachment else "inline"}; filename="{file.name}"'
    response["ETag"] = etag
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _whole_or_part(request: HttpRequest, file: Served, etag: str) -> HttpResponse:
    if settings.X_ACCEL:
        place = settings.X_ACCEL + place_of(file.sha256, file.ending)
        return HttpResponse(content_type=TYPES[file.ending], headers={"X-Accel-Redirect": place})
    stored = open_file(file.sha256, file.ending)
    size = stored.seek(0, 2)
    stored.seek(0)
    asked = ONE_RANGE.match(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("If-Range", etag) != etag:
        return FileResponse(stored, content_type=TYPES[file.ending])
    first, last = _range(*asked.groups(), size)
    if first > last or first >= size:
        stored.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    stored.seek(first)
    response = FileResponse(Slice(stored, last - first + 1), status=206, content_type=TYPES[file.ending])
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _range(start: str, end: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte asked for; without a start, so many bytes from the end."""
    if not start:
        return max(size - int(end), 0), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1
