"""Frozen records <-> JSON, by their type hints: for views that are kept whole."""

import dataclasses
import json
import types
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_json(record: Any) -> str:
    """One line, keys in the order of the fields."""
    return json.dumps(dataclasses.asdict(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Record], text: str) -> Record:
    """The record of type `kind` that `to_json` wrote."""
    built: Record = build(kind, json.loads(text))
    return built


@lru_cache
def hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def build(kind: Any, value: Any) -> Any:
    """`value`, as JSON has it, as a value of the type `kind`: a record, a tuple, an optional of these, or itself."""
    if value is None:
        return None
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: build(hints(kind)[name], item) for name, item in value.items()})
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return build(next(a for a in inner if a is not type(None)), value)
    if origin is tuple:
        each = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(build(k, v) for k, v in zip(each, value, strict=True))
    return value
