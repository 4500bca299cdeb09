"""Copy pictures: their pixels as they are, without what the camera or a program noted beside them. Pure."""

import zlib

from pikepdf import Array, Dictionary, Name, Object, Stream

from submissions.manuscripts.blinding import jbig2, jpeg, jpeg2000, keys
from submissions.manuscripts.blinding.colours import Colours, components
from submissions.manuscripts.blinding.values import FLATE, Value, parts_of
from submissions.manuscripts.checks.inflation import MOST_IN_ALL

PICTURE_FILTERS = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


class Pictures(Colours):
    """Copies pictures and masks."""

    def picture(self, source: Value) -> Value:
        """Copy a picture: its pixels as they are, without what the camera or a program noted beside them."""
        if not isinstance(source, Stream):
            return None
        return self._once("picture", source, lambda new: self._fill_picture(new, source))

    def _fill_picture(self, new: Object, source: Stream) -> None:
        self._take(new, source, keys.IMAGE)
        self._copy_data(new, source)

    def _copy_data(self, new: Object, source: Stream) -> None:
        """Keep the packing of a picture where a program chose it well; nothing after its end is kept."""
        filters = [str(name) for name in parts_of(source.get("/Filter"))]
        settings = [*parts_of(source.get("/DecodeParms")), *[None] * len(filters)]
        setting = settings[len(filters) - 1] if filters else None
        parameters = self.take(setting, keys.DECODING) if isinstance(setting, Dictionary) else None
        most = pixels_in(new)
        if filters == ["/FlateDecode"] and (packed := self._packed_alone(source, most + rows_of(new))) is not None:
            self._write_packed(new, packed, FLATE, parameters)
        elif filters and filters[-1] in PICTURE_FILTERS:
            self._write_packed(new, self._picture_file(source, filters), Name(filters[-1]), parameters)
        else:
            self._write(new, self.bytes_of(source)[:most])

    def _packed_alone(self, source: Stream, most: int) -> bytes | None:
        """Return packed bytes up to where they end; None if they do not unpack to an end, or to more than `most`."""
        raw = source.read_raw_bytes()
        unpacking = zlib.decompressobj()
        left, size = raw, 0
        try:
            while left and not unpacking.eof:
                unpacked = len(unpacking.decompress(left, 1 << 20))
                self._count(unpacked)
                size += unpacked
                left = unpacking.unconsumed_tail
        except zlib.error:
            return None
        return raw[: len(raw) - len(unpacking.unused_data)] if unpacking.eof and size <= most else None

    def _picture_file(self, source: Stream, filters: list[str]) -> bytes:
        """Return a picture that is a file in a file, cleaned."""
        data = source.read_raw_bytes()
        if len(filters) > 1:
            outer = Stream(self.copy, data)
            outer["/Filter"] = Array([Name(name) for name in filters[:-1]])
            if isinstance(source.get("/DecodeParms"), Array):
                outer["/DecodeParms"] = Array(
                    [
                        self.take(one, keys.DECODING) if isinstance(one, Dictionary) else None
                        for one in list(source["/DecodeParms"])[: len(filters) - 1]
                    ]
                )
            data = self.bytes_of(outer)
        if filters[-1] == "/DCTDecode":
            return jpeg.without_remarks(data)
        if filters[-1] == "/JBIG2Decode":
            return jbig2.without_remarks(data)
        return jpeg2000.without_remarks(data) if filters[-1] == "/JPXDecode" else data

    def mask(self, source: Value) -> Value:
        """Copy a mask: a picture, or colours that are not drawn."""
        return self.picture(source) if isinstance(source, Stream) else self.plain(source)


def pixels_in(picture: Object) -> int:
    """Return how many bytes a picture's pixels take; as many as may be where it does not say."""
    is_mask = bool(picture.get("/ImageMask"))
    width, height = picture.get("/Width"), picture.get("/Height")
    bits = 1 if is_mask else picture.get("/BitsPerComponent")
    if not (isinstance(width, int) and isinstance(height, int) and isinstance(bits, int)):
        return MOST_IN_ALL
    numbers = 1 if is_mask else components(picture.get("/ColorSpace"))
    return max(height, 0) * max((width * bits * numbers + 7) // 8, 0)


def rows_of(picture: Object) -> int:
    """Return how many rows a picture has: where rows are predicted, each begins with a byte that says how."""
    height = picture.get("/Height")
    return height if isinstance(height, int) and height > 0 else 0
