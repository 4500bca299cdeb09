"""Mail addresses as people should see them: a domain that is not plain ASCII is spelled out beside it. Pure.

Letters of other scripts look like ours: epfl.ch with one Cyrillic letter is another house. Domains may be written so,
and whoever proves such an address has an account; so those who judge by addresses see both forms.
"""


def ascii_form(domain: str) -> str:
    """Return a domain as the net knows it: itself, or xn--… where it has other letters than ASCII's."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # no domain can be so; then its letters are told by their numbers
        return ascii(domain).strip("'")


def spelled_out(address: str) -> str:
    """Return the ASCII form of an address's domain where it differs from what is seen; else nothing."""
    domain = address.rpartition("@")[2]
    plain = ascii_form(domain)
    return "" if plain == domain else plain


def shown(address: str) -> str:
    """Return an address for reading, in words and letters."""
    spelled = spelled_out(address)
    return f"{address} (spelled {spelled})" if spelled else address
