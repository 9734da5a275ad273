"""What each code of a problem means, with an example of the mistake and its repair.

The texts are data, in a TOML file beside each module that reports problems. An example is a few lines that take the
place of the same fields of a file in a small content folder without problems, or a whole file where it has none; the
tests run every example and hold it to its code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from planatlas.checking import rules as declared
from planatlas.checking.rule import RULES
from planatlas.reading.problems import Problem, Severity

__all__ = ["PAGE", "Explanation", "declared", "explanations", "where_all_are_explained", "where_explained"]

PAGE = "problems.html"
"""The page of the finished site that explains every code, each under an anchor of its name."""

_FOLDERS = ("reading", "linking", "checking/rules")
_GROUND = "checking/ground.toml"


@dataclass(frozen=True)
class Explanation:
    """One code: what it means, how the mistake looks and how it is put right."""

    code: str
    severity: Severity
    summary: str
    """What content is held to, in a sentence."""
    means: str
    """What the problem is and what to do about it, in a few sentences; code stands in backticks."""
    says: str
    """The message that the mistake in the example gives."""
    wrong: Mapping[str, str]
    """The mistake: lines by the path of their file."""
    right: Mapping[str, str]
    """The repair; empty where the file is taken away."""
    beside: Mapping[str, str]
    """Files that the example needs besides."""
    also: tuple[str, ...]
    """Codes that cannot but come with this one."""
    made: Mapping[str, Any]
    """How to make a mistake that text cannot show: `encoding`, `link` (where a link leads),
    `bytes` (a size) or `audience` (of a build)."""

    def files(self, *, mended: bool) -> dict[str, str]:
        """Return the content folder of the example by path, with the mistake or mended."""
        found = {path: _laid_over(_ground().get(path, ""), text) for path, text in self.beside.items()}
        changed = self.right if mended else self.wrong
        whole = {**_ground(), **found}
        return {**whole, **{path: _laid_over(whole.get(path, ""), text) for path, text in changed.items()}}

    @property
    def text(self) -> str:
        """The explanation for a terminal."""
        parts = [f"{self.code} ({self.severity})", self.summary, self.means.replace("`", "'")]
        parts += [f"Wrong, in {path}:\n\n{_indented(lines)}" for path, lines in self.wrong.items()]
        parts[-1] += f"\n\nplanatlas says: {self.says}"
        parts += [f"Right, in {path}:\n\n{_indented(lines)}" for path, lines in self.right.items()]
        return "\n\n".join(parts) + "\n"

    @property
    def markdown(self) -> str:
        """The explanation as Markdown, as code hosts show it beside a finding."""
        parts = [self.summary, self.means]
        for word, files_ in (("Wrong", self.wrong), ("Right", self.right)):
            parts += [f"{word}, in `{path}`:\n\n```yaml\n{lines.rstrip()}\n```" for path, lines in files_.items()]
        return "\n\n".join(parts) + "\n"


def _indented(lines: str) -> str:
    return "\n".join(f"    {line}" for line in lines.rstrip().split("\n"))


def where_explained(code: str, site: str | None) -> str:
    """Return where a code is explained: the address of its place on the published site, else the command."""
    return f"{site.rstrip('/')}/{PAGE}#{code}" if site else f"planatlas explain {code}"


def where_all_are_explained(problems: Iterable[Problem], site: str | None) -> str:
    """Return the line below a report that says where its codes are explained."""
    codes = sorted({problem.code for problem in problems})
    return f"Explained with examples: {where_explained(codes[0] if len(codes) == 1 else 'CODE', site)}"


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanation of every code, in alphabetical order."""
    package = files("planatlas")
    told = [item for folder in _FOLDERS for item in _sorted(package / folder) if item.name.endswith(".toml")]
    found = {code: _explanation(code, one) for item in told for code, one in _read(item).items()}
    return MappingProxyType(dict(sorted(found.items())))


def _explanation(code: str, told: dict[str, Any]) -> Explanation:
    rule = RULES.get(told.get("rule", code))
    return Explanation(
        code=code,
        severity=rule.severity if rule else Severity(told.get("severity", "error")),
        summary=told["summary"] if "summary" in told or rule is None else rule.summary,
        means=told["means"].strip(),
        says=told["says"],
        wrong=told["wrong"],
        right=told["right"],
        beside=told.get("beside", {}),
        also=tuple(told.get("also", ())),
        made=told.get("made", {}),
    )


def _laid_over(text: str, lines: str) -> str:
    """Return text with the lines in it, in place of the fields that they begin."""
    names = set(re.findall(r"^[\"']?([a-z_]+)\b", lines, re.MULTILINE))
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    kept = [block for block in blocks if block.split(":")[0] not in names]
    return "".join(kept) + lines


@cache
def _ground() -> Mapping[str, str]:
    return MappingProxyType(_read(files("planatlas") / _GROUND))


def _read(item: Traversable) -> dict[str, Any]:
    return tomllib.loads(item.read_text(encoding="utf-8"))


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda item: item.name)
