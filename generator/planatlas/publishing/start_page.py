"""The page at the top of a bundle: it leads on to the site, and says so where the zip was not unpacked."""

from __future__ import annotations

from html import escape

from planatlas.publishing.policy import IN_PAGE

START = "index.html"
"""Its name in the folder of the bundle."""
_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{site}/assets/stylesheets/start.css">
<script src="{site}/assets/javascripts/start.js" data-to="{to}" defer></script>
</head>
<body>
<div class="extract">
<h1>Extract the zip first</h1>
<p>This page was opened from inside the zip file, where the rest of it cannot be found. Close it, right-click the zip
file, choose “Extract all”, and open index.html in the new folder.</p>
</div>
<main>
<h1>{title}</h1>
{facts}
<p><a href="{to}">Open {what}</a></p>
</main>
</body>
</html>
"""


def start_page(*, title: str, what: str, site: str, to: str, facts: list[str]) -> bytes:
    """Return the page. `site` is the folder of the site, `to` the page that it leads on to, `what` how to call that."""
    return _PAGE.format(
        policy=escape(IN_PAGE),
        title=escape(title),
        site=escape(site),
        to=escape(to),
        what=escape(what),
        facts="\n".join(f"<p>{escape(fact)}</p>" for fact in facts),
    ).encode()
