"""A browser without a screen: cookies, redirects, forms and uploads over real HTTP. One a person, one host."""

import http.client
import secrets
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from want.demo.rehearsal.forms import Button, Form, Upload
from want.demo.rehearsal.page import Page

REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST_CHASE = 10
PATIENCE = 60  # seconds for one answer

Watcher = Callable[[str, Page], None]  # (method, answer) of every request, redirects included
Pairs = list[tuple[str, str | Upload]]


class Browser:
    """Gets pages and sends forms; keeps cookies; `watch` is told of every answer."""

    def __init__(self, base_url: str, watch: Watcher | None = None) -> None:
        self.base_url = base_url
        self.host = urlsplit(base_url).netloc
        self.cookies: dict[str, str] = {}
        self.watch = watch
        self.came_from = ""

    def get(self, address: str) -> Page:
        """Return the page at an address of the site, or a path of it, after all redirects."""
        return self._chase("GET", urljoin(self.base_url, address), b"", "")

    def send(self, form: Form, button: Button, page: Page) -> Page:
        """Press a button of a form on a page and return what comes after."""
        action = button.element.attrs.get("formaction", form.action)
        method = button.element.attrs.get("formmethod", form.method).upper()
        address = page.absolute(action) if action else page.url
        pairs = form.payload(button)
        self.came_from = page.url
        if method == "GET":
            query = urlencode([(name, value) for name, value in pairs if isinstance(value, str)])
            return self.get(f"{address.split('?')[0]}?{query}")
        if form.is_multipart:
            return self._chase("POST", address, *multipart(pairs))
        return self.post(address, pairs, page)

    def post(self, address: str, pairs: Pairs, page: Page) -> Page:
        """Send fields without files from a page."""
        self.came_from = page.url
        plain = [(name, value if isinstance(value, str) else value.name) for name, value in pairs]
        return self._chase("POST", address, urlencode(plain).encode(), "application/x-www-form-urlencoded")

    def _chase(self, method: str, address: str, body: bytes, kind: str) -> Page:
        for _ in range(LONGEST_CHASE):
            page = self._request(method, address, body, kind)
            if page.status not in REDIRECTS:
                self.came_from = page.url
                return page
            address = page.absolute(page.headers["location"])
            if urlsplit(address).netloc != self.host:
                raise ConnectionError(f"{page.url} leads away from the site, to {address}")
            if page.status not in {307, 308}:
                method, body, kind = "GET", b"", ""
        raise ConnectionError(f"{address} redirects for ever")

    def _request(self, method: str, address: str, body: bytes, kind: str) -> Page:
        parts = urlsplit(address)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        start = time.perf_counter()
        try:
            connection.request(method, target, body or None, self._headers(method, kind))
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        spent = (time.perf_counter() - start) * 1000
        self._keep_cookies(response)
        headers = {name.lower(): value for name, value in response.getheaders()}
        page = Page(address, response.status, headers, content, spent)
        if self.watch:
            self.watch(method, page)
        return page

    def _headers(self, method: str, kind: str) -> dict[str, str]:
        headers = {"Connection": "close", "Accept": "text/html,application/pdf,*/*;q=0.8"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.came_from:
            headers["Referer"] = self.came_from
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": self.base_url}
        return headers

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.coded_value


def multipart(pairs: Pairs) -> tuple[bytes, str]:
    """Return the body and the content type of a form that carries files."""
    border = secrets.token_hex(16)
    parts: list[bytes] = []
    for name, value in pairs:
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, Upload):
            head += f'; filename="{value.name}"\r\nContent-Type: {value.kind}'
            content = value.content
        else:
            content = value.encode()
        parts += [head.encode(), b"\r\n\r\n", content, b"\r\n"]
    return b"".join([*parts, f"--{border}--\r\n".encode()]), f"multipart/form-data; boundary={border}"
