"""Take the names out of an ICC colour profile: what it is called, who made it, when and with which device. Pure."""

HEAD = 128
ENTRY = 12
NEEDED = frozenset(
    b"A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 bTRC gTRC rTRC kTRC bXYZ gXYZ rXYZ wtpt bkpt chad gamt pre0 pre1 pre2 D2B0 D2B1 "
    b"D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)
# In the head: preferred program, date, maker, model, creator and the hash of it all.
NAMES_IN_HEAD = ((4, 8), (24, 36), (48, 56), (80, 84), (84, 100))
LARGEST = 32 * 1024 * 1024


def without_names(profile: bytes) -> bytes | None:
    """Return a profile with the tags that turn numbers into colours and no other; None if it cannot be read."""
    if len(profile) < HEAD + 4 or profile[36:40] != b"acsp":
        return None
    count = int.from_bytes(profile[HEAD : HEAD + 4])
    end = HEAD + 4 + count * ENTRY
    if end > len(profile) or len(profile) > LARGEST:
        return None
    entries = [profile[at : at + ENTRY] for at in range(HEAD + 4, end, ENTRY)]
    kept = [entry for entry in entries if entry[:4] in NEEDED]
    return _written(profile, kept) if kept else None


def _written(profile: bytes, entries: list[bytes]) -> bytes | None:
    """Put the tags one after the other behind a head without names."""
    table, body, places = bytearray(), bytearray(), dict[bytes, int]()
    start = HEAD + 4 + len(entries) * ENTRY
    for entry in entries:
        offset, size = int.from_bytes(entry[4:8]), int.from_bytes(entry[8:12])
        if offset < HEAD or offset + size > len(profile):
            return None
        if entry[4:] not in places:  # tags may share their data
            places[entry[4:]] = start + len(body)
            body += profile[offset : offset + size] + bytes(-size % 4)
        table += entry[:4] + places[entry[4:]].to_bytes(4) + entry[8:12]
    head = bytearray(profile[:HEAD])
    for first, last in NAMES_IN_HEAD:
        head[first:last] = bytes(last - first)
    head[24:36] = bytes.fromhex("07d000010001000000000000")  # a date has to be one: 1 January 2000
    head[:4] = (start + len(body)).to_bytes(4)
    return bytes(head) + len(entries).to_bytes(4) + bytes(table) + bytes(body)
