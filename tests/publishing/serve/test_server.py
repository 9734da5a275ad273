"""What the server answers, and whom: the site's own pages, on this machine."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from planatlas.publishing.policy import HEADERS, IN_PAGE
from planatlas.publishing.serve.server import Server
from publishing.serve.conftest import ACTION, PAGE, Site
from small_content import SMALL

pytestmark = pytest.mark.xdist_group("serve")

SCRIPT = re.compile(rb'<script src="/_planatlas/reload\.js" data-at="([^"]*)" data-state="([^"]*)" defer></script>')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Asked:
    """Asks a server."""

    port: int

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.headers), answer.read())
        connection.close()
        return found

    def news(self, at: str = PAGE, **known: str) -> str:
        return self(f"/_planatlas/news.js?{urlencode({'at': at, **known})}").body.decode()


@pytest.fixture
def ask(site: Site) -> Iterator[Asked]:
    """Serve the site at a free port."""
    server = Server(site.workshop, "127.0.0.1", 0)
    answering = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    answering.start()
    yield Asked(server.server_address[1])
    server.shutdown()
    server.server_close()
    answering.join()


def test_a_page_is_the_built_one_with_a_script_of_the_server(ask: Asked, site: Site) -> None:
    """But for one script before the end it is the page as built, policy and all; the script is a file of its own."""
    found = ask(f"/{PAGE}?from=somewhere")
    assert found.status == 200
    assert SCRIPT.sub(b"", found.body).decode() == site.page()
    assert IN_PAGE in found.body.decode()
    assert len(SCRIPT.findall(found.body)) == 1
    assert ask("/_planatlas/reload.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert ask("/reload.js").status == 404  # the server's own files stand in a folder of their own
    assert ask("/_planatlas/overlay.css").status == 200


def test_every_answer_has_the_headers_of_a_good_server(ask: Asked) -> None:
    """The policy stands in them too; nothing is kept, and no other site may load anything of it."""
    for path in (f"/{PAGE}", "/assets/search-index.js", "/nowhere.html"):
        headers = ask(path).headers
        assert HEADERS.items() <= headers.items()
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_folders_lead_to_their_index_and_nothing_to_the_page_for_it(ask: Asked) -> None:
    """An address that ends with a slash is that of the index in it; where nothing is, the site's own page says so."""
    assert ask("/").body == ask("/index.html").body
    assert b"Small atlas" in ask("/plans/").body
    missing = ask("/plans/omega.html")
    assert missing.status == 404
    assert b"Small atlas" in missing.body
    assert SCRIPT.search(missing.body)


def test_only_asking_is_understood(ask: Asked) -> None:
    """HEAD tells what GET would, without the text; nothing can be sent."""
    whole, head = ask(f"/{PAGE}"), ask(f"/{PAGE}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.body))
    assert ask(f"/{PAGE}", "POST").status == 501


@pytest.mark.parametrize(
    "path",
    ["/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/assets/../../../mkdocs.yml", "/..%5cmkdocs.yml", "/%00", "//etc/passwd"],
)
def test_no_address_leads_out_of_the_site(ask: Asked, path: str) -> None:
    """Whatever is asked, nothing but the site is answered."""
    assert ask(path).status in {400, 404}


def test_a_record_is_no_part_of_the_site(ask: Asked) -> None:
    """What the site is made from is not served."""
    assert ask(f"/{ACTION}.yml").status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost:8000"}, 200),
        ({"Host": "[::1]:8000"}, 200),
        ({"Host": "attacker.example"}, 403),
        ({"Host": "127.0.0.1.attacker.example:80"}, 403),
        ({"Host": ""}, 403),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 200),
    ],
)
def test_other_sites_get_nothing(ask: Asked, headers: dict[str, str], status: int) -> None:
    """A name that somebody leads to this machine is refused, and so is what another site's page loads."""
    assert ask(f"/{PAGE}", **headers).status == status


def test_news_comes_when_there_is_some(ask: Asked, site: Site) -> None:
    """A page that waits is told when it has changed, and not before; then it has another state."""
    found = SCRIPT.search(ask(f"/{PAGE}").body)
    assert found
    at, state = (one.decode() for one in found.groups())
    told: list[str] = []

    def wait() -> None:
        while not told or (f'"page": "{state}"' in told[-1] and len(told) < 9):  # it may say that there is none yet
            told.append(ask.news(at, state=state, known=""))

    waiting = threading.Thread(target=wait)
    waiting.start()
    site.write({"content/terms.yml": "terms: [{term: EU, meaning: European Union}]\n"})
    site.write({f"content/{ACTION}.yml": SMALL[f"{ACTION}.yml"].replace("title: Ex", "title: Now ex")})
    waiting.join()
    assert told[-1].startswith("planatlasNews({")
    assert f'"page": "{state}"' not in told[-1]


def test_news_tells_what_is_wrong_with_its_place_and_what_to_do(ask: Asked, site: Site) -> None:
    """File, line, the words meant and the hint are in it; the page has not changed; nothing in it ends the script."""
    found = SCRIPT.search(ask(f"/{PAGE}").body)
    assert found
    wrong = SMALL[f"{ACTION}.yml"].replace("role: lead", 'role: "</script>"')
    site.write({f"content/{ACTION}.yml": wrong})
    news = ask.news(state=found[2].decode(), known="")
    assert f'"page": "{found[2].decode()}"' in news
    assert f"{ACTION}.yml:5:" in news
    assert '"severity": "error"' in news
    assert "one of lead, co-lead" in news
    assert "</script>" not in news


def test_a_page_that_cannot_be_made_stays_what_it_was(ask: Asked, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a view raises is told; the page last shown is answered; one never shown says that it cannot be made."""
    shown = ask(f"/{PAGE}").body
    edition = site.workshop.edition_for(PAGE)
    assert edition

    def broken(*_: object) -> None:
        msg = "no such view"
        raise LookupError(msg)

    monkeypatch.setattr(edition.desk, "page", broken)
    edition.made.clear()
    assert ask(f"/{PAGE}").body == shown
    assert ask("/glossary.html").status == 500
    assert site.notices == [("", "no such view")]
