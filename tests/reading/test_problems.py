"""Problems: sorted as they stand in the files."""

from __future__ import annotations

from planatlas.reading.problems import Problem, Severity, Span, in_source_order


def _problem(span: Span, code: str = "x", message: str = "wrong") -> Problem:
    return Problem(code, Severity.ERROR, message, span)


def test_problems_come_in_the_order_of_the_files() -> None:
    """File by file, line by line, column by column; line 10 comes after line 9."""
    expected = [
        _problem(Span("a.yml", 9, 1)),
        _problem(Span("a.yml", 10, 2)),
        _problem(Span("a.yml", 10, 11)),
        _problem(Span("b.yml", 1, 1), "a"),
        _problem(Span("b.yml", 1, 1), "b", "a"),
        _problem(Span("b.yml", 1, 1), "b", "b"),
    ]
    assert in_source_order(expected[::-1]) == expected


def test_what_is_found_twice_is_reported_once() -> None:
    """Two rules that say the same of the same place make one problem."""
    assert in_source_order([_problem(Span("a.yml"))] * 2) == [_problem(Span("a.yml"))]
