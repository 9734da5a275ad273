"""How far a number of actions are, as a bar made at build time, with the words and figures under it.

Each status has a shape of its own, so that nothing hangs on its colour; the shapes take their colours from the
stylesheet. The bar is as wide as its place, and its words wrap.
"""

from __future__ import annotations

from planatlas.linking.progress import ORDER, Tally
from planatlas.linking.status import NOT_REPORTED
from planatlas.pages import wording
from planatlas.pages.markdown import Markdown, attribute
from planatlas.reading.model.action import Status

_FRAME = '<rect class="pa-status__frame" width="100%" height="100%"/>'
_SHAPES = {
    Status.DONE.value: '<rect class="pa-status__ink" width="100%" height="100%"/>',
    Status.UNDER_WAY.value: f'{_FRAME}<rect class="pa-status__ink" y="50%" width="100%" height="50%"/>',
    Status.PLANNED.value: f'{_FRAME}<rect class="pa-status__ink" y="80%" width="100%" height="20%"/>',
    Status.DELAYED.value: f'{_FRAME}<rect class="pa-status__due" width="100%" height="60%"/>',
    Status.DROPPED.value: f'{_FRAME}<rect class="pa-status__soft" y="42%" width="100%" height="16%"/>',
    NOT_REPORTED: '<rect class="pa-status__frame pa-status__frame--open" width="100%" height="100%"/>',
}
"""Done is full, under way half, planned just begun; delayed hangs from above; dropped is struck through."""


def status_words(tally: Tally) -> list[str]:
    """Return the counts in words, in the order of the bar, such as `3 done`; what counts nothing is left out."""
    words = []
    for status in ORDER:
        if count := tally.counts[status]:
            by_date = f", {tally.by_date} of them by the date" if status == Status.DELAYED and tally.by_date else ""
            words.append(f"{count} {wording.STATUSES[status].lower()}{by_date}")
    return words


def status_bar(tally: Tally, identifier: str, title: str) -> Markdown:
    """Return the bar as a block of HTML. Its title and description take their ids from `identifier`."""
    words = status_words(tally)
    lines = [
        '<div class="pa-status">',
        f'<svg class="pa-status__bar" role="img" aria-labelledby="{identifier}-title {identifier}-desc">',
        f'<title id="{identifier}-title">{attribute(title)}</title>',
        f'<desc id="{identifier}-desc">Of {tally.actions}: {attribute("; ".join(words))}.</desc>',
    ]
    before = 0
    for status in ORDER:
        if count := tally.counts[status]:
            place = f'x="{_share(before, tally)}" width="{_share(count, tally)}"'
            lines.append(f'<svg {place} height="100%">{_SHAPES[status]}</svg>')
            before += count
    lines += ["</svg>", "<ul>"]
    shown = [status for status in ORDER if tally.counts[status]]
    for status, text in zip(shown, words, strict=True):
        swatch = f'<svg class="pa-status__swatch" aria-hidden="true">{_SHAPES[status]}</svg>'
        lines.append(f"<li>{swatch} {attribute(text)}</li>")
    return Markdown("\n".join([*lines, "</ul>", "</div>"]))


def _share(count: int, tally: Tally) -> str:
    return f"{100 * count / tally.actions:.3f}%".replace(".000%", "%")
