"""Golden files: what a test expects, kept beside it and written anew by `pytest --update-golden`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Golden:
    """Compares what a test got with golden files, or writes them."""

    update: bool

    def compare_file(self, file: Path, text: str) -> None:
        """Assert that a golden file holds a text."""
        if self.update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is not there yet; write it with --update-golden and read it"
        assert text == file.read_text(encoding="utf-8"), f"{file.name} differs; look, then --update-golden"

    def compare_folder(self, folder: Path, texts: Mapping[str, str]) -> None:
        """Assert that a golden folder holds these texts by their paths, and nothing else."""
        if self.update:
            for path in set(_files_in(folder)) - set(texts):
                (folder / path).unlink()
        else:
            assert sorted(texts) == sorted(_files_in(folder)), f"{folder} holds other files; look, then --update-golden"
        for path, text in texts.items():
            self.compare_file(folder / path, text)


def _files_in(folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]
