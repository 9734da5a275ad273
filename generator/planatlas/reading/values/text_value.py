"""The base of every value that is written as one piece of text and means more than text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

_KEPT = 2**12
"""How many values of a kind are kept to be used again: the same times and numbers are written again and again."""


class TextValue:
    """A value that pydantic reads from text with `parse` and writes back with `str`."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}
    """The JSON Schema of the text, for editors."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the value. Raises ValueError with what is wrong and how to write it."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate by `parse`, whatever the YAML scalar looked like."""
        parse = lru_cache(maxsize=_KEPT)(cls.parse)

        def validate(value: object) -> TextValue:
            if isinstance(value, cls):
                return value
            if not isinstance(value, str):
                msg = "should be a single piece of text, not a list or a mapping"
                raise ValueError(msg)  # noqa: TRY004 - pydantic turns only ValueError into a validation error
            return parse(value.strip())

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the text form."""
        return dict(cls.json_schema)
