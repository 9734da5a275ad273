"""A dossier as a tagged PDF (PDF/UA-1). The only importer of WeasyPrint, which is an optional extra.

The same HTML gives the same bytes: the file's identifier is made of the HTML, and nothing is taken from the clock. The
fonts are those of the machine, so two machines give the same file where they have the same fonts and versions.
"""

from __future__ import annotations

import hashlib
import logging
from importlib import import_module
from types import ModuleType

MISSING_PACKAGE = "PDF needs WeasyPrint; install it with: pip install 'planatlas[pdf]'"
MISSING_LIBRARIES = (
    "PDF needs the system libraries of WeasyPrint (Pango and what it draws with), which are not here: {error}. Install"
    " them: Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation;"
    " Fedora: dnf install pango; macOS: brew install pango; Windows: the GTK runtime of MSYS2, by"
    " pacman -S mingw-w64-x86_64-pango, and its folder mingw64\\bin in PATH."
    " --format html needs none of them and prints from any browser"
)


class PdfUnavailableError(RuntimeError):
    """WeasyPrint or a system library that it needs is not there; the message says how to install it."""


def pdf(html: str) -> bytes:
    """Return a self-contained HTML document as PDF.

    Raises PdfUnavailableError where WeasyPrint or its system libraries are missing.
    """
    weasyprint = _weasyprint()
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())  # the document needs nothing beside it
    document = weasyprint.HTML(string=html, url_fetcher=nothing)
    written = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    if not isinstance(written, bytes):
        raise TypeError(type(written))
    return written


def _weasyprint() -> ModuleType:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of CSS that is for browsers
    try:
        return import_module("weasyprint")  # only now: it is an extra, and takes half a second
    except ModuleNotFoundError as error:
        if error.name != "weasyprint":
            raise
        raise PdfUnavailableError(MISSING_PACKAGE) from error
    except OSError as error:
        first = str(error).split("\n", maxsplit=1)[0].rstrip(".")
        raise PdfUnavailableError(MISSING_LIBRARIES.format(error=first)) from error
