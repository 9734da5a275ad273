"""The history for an audience: what is withheld now was never there."""

from __future__ import annotations

from pathlib import Path

import pytest

from history_content import AS_OF, PLAN, edited
from planatlas.exports.feed_export import feeds
from planatlas.history.history import History
from planatlas.history.version import VersionError
from planatlas.linking.audience import UnknownAudienceError, cut
from planatlas.pages.build import pages_of
from planatlas.publishing.difference import compared
from planatlas.publishing.source import Checked, checked, history
from repositories import Repo

ACTION = "plans/p/actions/1.yml"
SECRET = {
    "plans/s/plan.yml": 'title: Canary plan\nmarking: LIMITE\nsections: [{number: "1", title: First}]\n',
    "plans/s/actions/1.yml": """ref: "1"
title: Canary action
section: "1"
summary: The canary sings to [[nightjar]].
actors: [{actor: nightjar, role: lead}, {actor: europol, role: support}]
deadlines: [{what: Canary report, printed: by 2024, when: 2024}]
source: {section: One, item: first}
""",
    "actors/nightjar.yml": "name: Nightjar Canary\nkind: agency\n",
}
UNMARKED = {**SECRET, "plans/s/plan.yml": SECRET["plans/s/plan.yml"].replace("marking: LIMITE\n", "")}
LATER = {
    **SECRET,
    "plans/s/actions/1.yml": SECRET["plans/s/actions/1.yml"].replace("by 2024, when: 2024", "2025, when: 2025"),
}


def told(repo: Repo, audience: str | None) -> tuple[Checked, History]:
    found = checked(repo.content, AS_OF, audience)
    assert not [problem for problem in found.problems if problem.severity == "error"]
    past = history(repo.content, found)
    assert past is not None
    return found, past


def everything(repo: Repo, audience: str) -> str:
    """Return the text of every page and feed for an audience."""
    found, past = told(repo, audience)
    pages = "".join(page.text for page in pages_of(found.atlas, past).values())
    return pages + "".join(raw.decode() for raw in feeds(found.atlas, past).values()) + repr(past)


@pytest.mark.parametrize(
    "versions",
    [
        [PLAN, {**PLAN, **SECRET}, {**PLAN, **LATER}],
        [PLAN, {**PLAN, **UNMARKED}, {**PLAN, **SECRET}],
        [{**PLAN, **UNMARKED}, {**PLAN, **SECRET}, {**PLAN, **LATER}],
        [{**PLAN, **SECRET}, {**PLAN, **LATER}, PLAN],
        [{**PLAN, **UNMARKED}, {**PLAN, **SECRET}, PLAN],
    ],
    ids=["came and moved", "marked later", "marked later and moved", "went", "marked later and went"],
)
def test_nothing_of_what_is_withheld_shows(repo: Repo, versions: list[dict[str, str]]) -> None:
    """Neither a change nor a name, date or day of what is marked above the audience, though it was not marked once."""
    files: dict[str, str] = {}
    for place, version in enumerate(versions):
        gone = dict.fromkeys(set(files) - set(version))
        repo.commit(f"2026-01-0{place + 1}", {**version, **gone})
        files = dict(version)
    text = everything(repo, "PUBLIC")
    for word in ("canary", "nightjar", "plans/s"):
        assert word not in text.casefold(), word
    assert told(repo, "PUBLIC")[1].steps == ()
    assert "canary" in everything(repo, "LIMITE").casefold()


def test_what_is_released_is_told_as_added(repo: Repo) -> None:
    """A plan whose marking is lifted comes with its actions on that day, and nothing of it before."""
    repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.commit("2026-01-02", {**PLAN, **LATER})
    repo.commit("2026-01-03", {"plans/s/plan.yml": UNMARKED["plans/s/plan.yml"]})
    _, past = told(repo, "PUBLIC")
    assert [(step.id, [change.kind for change in step.changes]) for step in past.steps] == [
        ("2026-01-03", ["plan-added", "action-added"])
    ]


def test_parts_that_are_marked_later_are_withheld_before(repo: Repo) -> None:
    """A report that is marked now does not show as one that was there and went."""
    report = "progress: [{date: 2026-01-02, status: done, note: Canary sang}]\nthemes:"
    marked = report.replace("note:", "marking: LIMITE, note:")
    repo.commit("2026-01-01", dict(PLAN))
    repo.commit("2026-01-02", edited((ACTION, "themes:", report)))
    repo.commit("2026-01-03", edited((ACTION, "themes:", marked)))
    assert told(repo, "PUBLIC")[1].steps == ()
    assert len(told(repo, "LIMITE")[1].steps) == 2


def test_a_public_change_is_told_to_all(repo: Repo) -> None:
    """What is public shows for both audiences, and the page carries no marking for the lower one."""
    repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.commit("2026-01-02", {**edited((ACTION, "Exchange", "Swap")), **LATER})
    for audience, kinds in (("PUBLIC", ["title-renamed"]), ("LIMITE", ["title-renamed", "deadline-moved"])):
        found, past = told(repo, audience)
        assert [change.kind for step in past.steps for change in step.changes] == kinds
        page = pages_of(found.atlas, past)["changes.md"].text
        assert ("LIMITE" in page) is (audience == "LIMITE")


def test_the_difference_of_two_versions_is_cut_too(repo: Repo) -> None:
    """`diff --audience` says what that audience would see change, and without it says all."""
    first = repo.commit("2026-01-01", {**PLAN, **UNMARKED})
    repo.commit("2026-01-02", {**edited((ACTION, "Exchange", "Swap")), **SECRET})
    assert [change.kind for change in compared(repo.content, first, None, AS_OF, "PUBLIC").changes] == ["title-renamed"]
    kinds = [change.kind for change in compared(repo.content, first, None, AS_OF).changes]
    assert kinds == ["title-renamed", "marking-changed"]


def test_an_audience_of_all_withholds_nothing(repo: Repo) -> None:
    """Cut to the highest marking a content is the same, and so is its history."""
    repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.commit("2026-01-02", {**PLAN, **LATER})
    found, past = told(repo, "LIMITE")
    assert cut(found.whole, "LIMITE").entries == found.whole.entries
    assert [change.kind for step in past.steps for change in step.changes] == ["deadline-moved"]


def test_disorder_does_not_lift_a_marking(repo: Repo) -> None:
    """Of a plan that cannot be read in an old version nothing shows, neither its actions nor that a file was wrong."""
    lost = {"plans/s/actions/2.yml": SECRET["plans/s/actions/1.yml"].replace('"1"\ntitle', '"2"\ntitle')}
    repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.commit("2026-01-02", {**lost, "plans/s/plan.yml": "title: [Canary\nmarking: LIMITE\n"})
    repo.commit("2026-01-03", {**dict.fromkeys(lost), **SECRET, **edited((ACTION, "Exchange", "Swap"))})
    _, past = told(repo, "PUBLIC")
    assert [(step.id, step.changes.unread, len(step.changes)) for step in past.steps] == [("2026-01-03", (), 1)]
    assert "canary" not in everything(repo, "PUBLIC").casefold()
    assert [change.kind for step in told(repo, "LIMITE")[1].steps for change in step.changes] == [
        "title-renamed",
        "action-removed",
        "action-added",
    ]


def test_disorder_of_what_is_public_costs_nothing_else(repo: Repo) -> None:
    """A public plan that could not be read once keeps what its actions were before."""
    plan = "plans/p/plan.yml"
    repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.commit("2026-01-02", edited((ACTION, "Exchange", "Swap"), files={plan: "title: [\n"}))
    repo.commit("2026-01-03", {plan: PLAN[plan]})
    (step,) = told(repo, "PUBLIC")[1].steps
    assert ([change.kind for change in step.changes], step.changes.unread) == (["title-renamed"], (plan,))


def test_a_difference_withholds_what_any_version_withholds(repo: Repo) -> None:
    """Neither the order of the two versions, nor that neither of them carries the marking, brings anything out."""
    commits = [
        repo.commit("2026-01-01", {**PLAN, **UNMARKED}),
        repo.commit("2026-01-02", {**edited((ACTION, "Exchange", "Swap")), **SECRET}),
        repo.commit("2026-01-03", dict.fromkeys(SECRET)),
    ]
    for old, new in ((0, 2), (2, 0), (1, 0), (0, None)):
        found = compared(repo.content, commits[old], None if new is None else commits[new], AS_OF, "PUBLIC")
        assert [change.kind for change in found.changes] == ["title-renamed"], (old, new)


def test_without_markings_that_can_be_read_there_is_no_difference_for_an_audience(repo: Repo) -> None:
    """Where the content folder does not say what its markings are, nothing is told for an audience."""
    first = repo.commit("2026-01-01", {**PLAN, **SECRET})
    repo.write({"site.yml": "markings: [\n"})
    with pytest.raises(VersionError, match=r"site\.yml .* cannot be read"):
        compared(repo.content, first, None, AS_OF, "PUBLIC")
    repo.write({"site.yml": "title: No markings\n"})
    with pytest.raises(UnknownAudienceError):
        compared(repo.content, first, None, AS_OF, "PUBLIC")


def test_two_folders_withhold_what_either_withholds(repo: Repo, tmp_path: Path) -> None:
    """Of versions that no repository holds, what the one marks is not told from the other, whichever is the older."""
    repo.commit("2026-01-01", dict(PLAN))
    more = {"plans/s/actions/2.yml": SECRET["plans/s/actions/1.yml"].replace('"1"\ntitle', '"2"\ntitle')}
    for name, files in (("marked", {**PLAN, **SECRET}), ("open", {**PLAN, **UNMARKED, **more})):
        Repo(tmp_path / name).write(files)
    for old, new in (("open", "marked"), ("marked", "open")):
        found = compared(repo.content, str(tmp_path / old), str(tmp_path / new), AS_OF, "PUBLIC")
        assert found.changes.all == ()
