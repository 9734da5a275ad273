"""What changed, for people, for a pull request, and for programs."""

from __future__ import annotations

import json

import pytest

from history_content import AS_OF, PLAN, edited
from planatlas.exports import changes_export
from planatlas.exports.changes_export import Compared, json_changes, markdown_changes, text_changes
from planatlas.history.compare import changes
from planatlas.linking.link import link
from planatlas.reading.folder import read_files

ACTION = "plans/p/actions/1.yml"
CHANGED = edited(
    (ACTION, "by Q2 2024, when: 2024-Q2", "by Q4 2024, when: 2024-Q4"),
    (ACTION, "europol, role: lead", "europol, role: support"),
    files={
        "plans/p/actions/2.yml": None,
        "actors/spain.yml": "name: Spain\nkind: country\n",
    },
)


def between(old: dict[str, str], new: dict[str, str]) -> Compared:
    atlases = [link(read_files({path: text.encode() for path, text in files.items()}), AS_OF) for files in (old, new)]
    return Compared(atlases[0], atlases[1], "v1", "the working folder", changes(atlases[0], atlases[1]))


def test_people_read_it_plan_by_plan() -> None:
    """Text is grouped by plan and record, a sign before each line, the touched pages below."""
    assert text_changes(between(dict(PLAN), CHANGED)) == (
        "From v1 to the working folder: 4 changes in 3 records.\n"
        "\n"
        "Plan P\n"
        "    Action 1: Exchange lists\n"
        "      ~ role of Europol changed from “lead” to “support”\n"
        "      ~ deadline “Report” moved from Q2 2024 to Q4 2024, 6 months later\n"
        "  - Action 2: Train officers: removed\n"
        "\n"
        "Actors\n"
        "  + Spain: added\n"
        "\n"
        "Touches 7 pages, among them the dossiers of Europol, Poland, Spain.\n"
    )


def test_nothing_changed_is_said() -> None:
    """Two versions that say the same give one sentence, and an empty list for programs."""
    same = between(dict(PLAN), dict(PLAN))
    assert text_changes(same) == "From v1 to the working folder: nothing changed in meaning.\n"
    assert (
        markdown_changes(same) == "## What this changes\n\nFrom v1 to the working folder: nothing changed in meaning.\n"
    )
    assert json.loads(json_changes(same))["changes"] == []


def test_a_pull_request_gets_markdown() -> None:
    """Headings for plans and kinds, records in bold, what happened below them."""
    text = markdown_changes(between(dict(PLAN), CHANGED))
    assert "### Plan P\n\n- **Action 1: Exchange lists**\n  - role of Europol changed" in text
    assert "- **Action 2: Train officers**: removed\n\n### Actors\n\n- **Spain**: added\n" in text


def test_markdown_says_nothing_by_itself() -> None:
    """No text of a record becomes markup, mentions anybody, refers to anything or links anywhere."""
    hostile = "<script>x</script> *b* @everyone #12 https://x.example/ www.x.example [a](b) `c` ![i](j)"
    new = edited((ACTION, "title: Exchange lists", f"title: '{hostile}'"))
    text = markdown_changes(between(dict(PLAN), new))
    for sign in ("<script", "*b*", "@everyone", " #12", "https://", "www.x", "[a](", " `c`"):
        assert sign not in text, sign
    assert "&lt;script&gt;" in text


def test_a_comment_is_never_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is counted: the changes shown and those counted are all."""
    new = edited(files={f"actors/a{number}.yml": f"name: Actor {number}\nkind: country\n" for number in range(300)})
    monkeypatch.setattr(changes_export, "LONGEST", 3000)
    text = markdown_changes(between(dict(PLAN), new))
    shown = text.count("**: added")
    assert 0 < shown < 300
    assert len(text) <= 3000
    assert f"… and {300 - shown} more changes." in text
    assert "Touches 300 pages" in text


def test_programs_get_every_field() -> None:
    """The shape of the JSON is fixed: a change has its kind, record, field, values, distance and pages."""
    found = json.loads(json_changes(between(dict(PLAN), CHANGED)))
    assert {key: found[key] for key in ("from", "to", "as_of", "unread")} == {
        "from": "v1", "to": "the working folder", "as_of": "2026-06-01", "unread": [],
    }  # fmt: skip
    moved = next(change for change in found["changes"] if change["kind"] == "deadline-moved")
    assert moved == {
        "kind": "deadline-moved",
        "record": {"kind": "action", "id": "p/1"},
        "name": "Action 1: Exchange lists",
        "formerly": None,
        "field": "deadlines.when",
        "item": "Report",
        "names": None,
        "before": "2024-Q2",
        "after": "2024-Q4",
        "moved": {"days": 184, "months": 6, "about": False, "of": "end"},
        "marking": None,
        "pages": [
            "plans/p/actions/1.html", "plans/p/index.html", "actors/europol.html", "actors/poland.html",
            "instruments/siena.html", "themes/ports.html",
        ],
    }  # fmt: skip
    role = next(change for change in found["changes"] if change["kind"] == "role-changed")
    assert role["names"] == {"kind": "actor", "id": "europol"}
    assert {change["kind"] for change in found["changes"]} == {
        "deadline-moved", "role-changed", "action-removed", "actor-added",
    }  # fmt: skip


def test_what_could_not_be_compared_is_named() -> None:
    """Files with mistakes are named in every form."""
    found = between(dict(PLAN), edited((ACTION, "role: lead", "role: leed")))
    assert f"cannot be read in one of the versions: {ACTION}." in text_changes(found)
    assert "cannot be read in one of the versions" in markdown_changes(found)
    assert json.loads(json_changes(found))["unread"] == [ACTION]
