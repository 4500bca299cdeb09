"""Make the copy that blinded readers get: the pages as they look, and nothing that says who made them. Pure.

Kept is a list of what a page needs to be drawn; everything else a PDF can carry (document information, XMP,
attachments, annotations and links, outlines, scripts, forms, editors' private data) has no place in the copy.
The same file always gives the same copy, byte for byte.
"""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Stream

from submissions.manuscripts.jpeg import without_remarks

# What ISO 32000 says a page needs to be drawn.
PAGE_KEYS = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/Contents",
        "/UserUnit",
        "/Group",
    }
)

# What speaks of the maker wherever it hangs: on a page, a picture, a font.
TELLTALES = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/AA",
    "/OPI",
    "/Ref",
    "/Thumb",
    "/StructParent",
    "/StructParents",
)


def make_blind_copy(source: Path, target: Path) -> int:
    """Write the blind copy of `source` to `target`; return how many pages it has."""
    with pikepdf.open(source) as original, pikepdf.new() as copy:
        for page in original.pages:
            _strip_page(page)
        for thing in original.objects:
            _strip(thing)
        copy.pages.extend(original.pages)
        copy.remove_unreferenced_resources()
        copy.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        return len(copy.pages)


def _strip_page(page: Page) -> None:
    for key in set(page.obj.keys()) - PAGE_KEYS:
        del page.obj[key]


def _strip(thing: Object) -> None:
    """Take the telltales off an object and all that lies directly inside it."""
    for part in _parts(thing):
        for key in TELLTALES:
            if key in part:
                del part[key]
        if "/Properties" in part:
            _rename_properties(part)
    if isinstance(thing, Stream):
        _strip_picture(thing)


def _strip_picture(stream: Stream) -> None:
    """Take the camera's remarks out of a JPEG, which lies in a PDF as a file in a file."""
    stated = stream.get("/Filter", Array())
    filters = list(stated) if isinstance(stated, Array) else [stated]
    if not filters or filters[-1] != Name.DCTDecode or "/DecodeParms" in stream:
        return
    stream.Filter = Array(filters[:-1])
    stream.write(without_remarks(stream.read_bytes()), filter=Name.DCTDecode)


def _parts(thing: Object) -> Iterator[Object]:
    """Yield the dictionaries inside an object, itself included; what it only refers to comes up by itself."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            waiting += [inner for inner in part.values() if not _is_elsewhere(inner)]
        elif isinstance(part, Array):
            waiting += [inner for inner in part if not _is_elsewhere(inner)]


def _is_elsewhere(inner: object) -> bool:
    return not isinstance(inner, Object) or inner.is_indirect


def _rename_properties(resources: Object) -> None:
    """Leave of marked content only that it is there: layers lose their names and makers."""
    marked = resources["/Properties"]
    if not isinstance(marked, Dictionary):
        return
    for key, value in list(marked.items()):
        is_layer = isinstance(value, Dictionary) and value.get("/Type") == Name.OCG
        marked[key] = Dictionary(Type=Name.OCG, Name="Layer") if is_layer else Dictionary()
