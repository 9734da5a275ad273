"""Actions: what an indicator should come to."""

from __future__ import annotations

import pytest

from planatlas.reading.model.action import Indicator, Role, Target


@pytest.mark.parametrize(("field", "comparator"), [("at_least", ">="), ("at_most", "<="), ("exactly", "=")])
@pytest.mark.parametrize("value", ["0", "20", "2.5"])
def test_a_target_says_how_it_compares_and_to_what(field: str, comparator: str, value: str) -> None:
    """The field's name is the comparison; nought is a value like any other."""
    target = Target.model_validate({field: value})
    assert (target.comparator, str(target.value)) == (comparator, value)


@pytest.mark.parametrize("data", [{}, {"at_least": "1", "at_most": "2"}, {"at_least": "1", "exactly": "0"}])
def test_a_target_states_exactly_one_value(data: dict[str, str]) -> None:
    """Neither none nor two of the three comparisons make a target."""
    with pytest.raises(ValueError, match="should state exactly one of at_least, at_most and exactly"):
        Target.model_validate(data)


def test_one_target_may_be_written_without_a_list() -> None:
    """However the targets are written, they are read the same; an indicator may have none."""
    single = Indicator.model_validate({"key": "a", "measure": "m", "target": {"exactly": "1"}})
    several = Indicator.model_validate({"key": "a", "measure": "m", "targets": [{"exactly": "1"}]})
    assert single.all_targets == several.all_targets == (Target.model_validate({"exactly": "1"}),)
    assert Indicator.model_validate({"key": "a", "measure": "m"}).all_targets == ()


def test_roles_are_listed_strongest_first() -> None:
    """Pages list an actor's roles in this order."""
    assert [role.value for role in Role] == [
        "lead",
        "co-lead",
        "responsible",
        "support",
        "addressee",
        "caller",
        "partner",
        "beneficiary",
    ]
