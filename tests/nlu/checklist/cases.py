"""Cases of reading made from templates.yml and fillers.yml.

`python -m tests.nlu.checklist.cases` prints how many are read rightly; `--show`: and which are not.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from nlu.bulk import BulkReader
from nlu.keyboard import slipped
from nlu.scope import IN_SCOPE
from triage.yaml_source import Document

FOLDER = Path(__file__).parent
_HOLE = re.compile(r"\{(\w+)\}")
_SEED = 11
# They follow from words beside the fact itself, and a place takes the place of a region.
LOOSE = frozenset({"goal", "region"})
Found = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One message, the question before it, and what must come of it (see templates.yml)."""

    capability: str
    text: str
    asked: str | None
    must: Mapping[str, Any]

    @property
    def other(self) -> str | None:
        """The text that this one is compared with."""
        return self.must.get("same_as") or self.must.get("keeps")


def cases() -> list[Case]:
    """All cases, each once, in the order of the templates."""
    fillers = {
        name: filler if isinstance(filler, dict) else {str(word): str(word) for word in filler}
        for name, filler in Document(FOLDER / "fillers.yml").data.items()
    }
    made = [
        case
        for capability, templates in Document(FOLDER / "templates.yml").data.items()
        for template in templates
        for case in _picked(_filled(capability, template, fillers), template.get("most"))
    ]
    return list(
        {(case.capability, case.text, case.asked, str(case.must)): case for case in made}.values()
    )


def _filled(
    capability: str, template: Mapping[str, Any], fillers: Mapping[str, Any]
) -> Iterator[Case]:
    """Every way to fill one template."""
    must = {key: value for key, value in template.items() if key not in ("say", "asked", "most")}
    names = list(dict.fromkeys(_HOLE.findall(template["say"] + template.get("asked", ""))))
    for words in product(*(fillers[name] for name in names)):
        said = dict(zip(names, words, strict=True))
        values = {name: fillers[name][word] for name, word in said.items()}
        wanted = {
            key: _say(value, said) if key in ("same_as", "keeps") else _put(value, values)
            for key, value in must.items()
        }
        asked = _say(template.get("asked", ""), said) or None
        yield from _slips(Case(capability, _say(template["say"], said), asked, wanted))


def _say(text: str, said: Mapping[str, Any]) -> str:
    """`text` with its holes filled with words."""
    return _HOLE.sub(lambda hole: str(said[hole[1]]), text)


def _put(value: Any, values: Mapping[str, Any]) -> Any:
    """`value` with "{name}" replaced by what that filler stands for."""
    if isinstance(value, dict):
        return {_put(key, values): _put(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [_put(item, values) for item in value]
    hole = _HOLE.fullmatch(value) if isinstance(value, str) else None
    return values[hole[1]] if hole else value


def _slips(case: Case) -> Iterator[Case]:
    """`case` itself, or mistyped in as many ways as its template says."""
    if "slips" not in case.must:
        yield case
        return
    for turn in range(case.must["rounds"]):
        dice = random.Random(f"{_SEED} {turn} {case.text}")  # noqa: S311 (the same slips each time)
        yield Case(case.capability, slipped(case.text, case.must["slips"], dice), None, case.must)


def _picked(made: Iterable[Case], most: int | None) -> list[Case]:
    made = list(made)
    if most is None or len(made) <= most:
        return made
    return random.Random(_SEED).sample(made, most)  # noqa: S311 (the same each time, no secret)


def failures(given: list[Case], reader: BulkReader) -> list[tuple[Case, str]]:
    """The cases that are read otherwise than they must be, with what is wrong."""
    found = list(reader.read((case.text, case.asked) for case in given))
    texts = list(dict.fromkeys(case.other for case in given if case.other))
    others = dict(zip(texts, reader.read((text, None) for text in texts), strict=True))
    checked = (
        (case, "; ".join(wrong(case.must, read, others.get(case.other or ""))))
        for case, read in zip(given, found, strict=True)
    )
    return [(case, why) for case, why in checked if why]


def wrong(must: Mapping[str, Any], read: Found, other: Found | None) -> Iterator[str]:
    """All that is not as it must be in what was read."""
    facts, flags = read["findings"], read["red_flags"]
    for slot, value in must.get("gets", {}).items():
        if not _same(facts.get(slot), value):
            yield f"{slot} is {facts.get(slot)!r}, not {value!r}"
    yield from (f"{sign} is not raised" for sign in must.get("raises", ()) if sign not in flags)
    if must.get("quiet") and flags:
        yield f"raises {flags}"
    for key in ("intent", "scope"):
        if key in must and read[key] != must[key]:
            yield f"{key} is {read[key]}"
    if must.get("outside") and read["scope"] == IN_SCOPE:
        yield f"is {read['intent']}, in scope"
    if other is not None:
        yield from _compared(read, other, exactly="same_as" in must)


def _compared(read: Found, other: Found, *, exactly: bool) -> Iterator[str]:
    """What is lost beside `other`, and where it must be just the same, what came in."""
    now, then = (_told(found) for found in (read, other))
    yield from (f"lost {item}" for item in sorted(then - now))
    if exactly:
        yield from (f"added {item}" for item in sorted(now - then))


def _told(read: Found) -> set[str]:
    """Each fact and sign; of a list, each item."""
    facts = {
        f"{slot}={item}"
        for slot, value in read["findings"].items()
        if slot not in LOOSE
        for item in (value if isinstance(value, list) else [value])
    }
    return facts | set(read["red_flags"])


def _same(heard: Any, value: Any) -> bool:
    """Whether `heard` is `value`; days may be one in thirty off (half a year, 180 or 182)."""
    if isinstance(value, int) and isinstance(heard, (int, float)):
        return abs(heard - value) <= value / 30
    return bool(heard == value)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    given = cases()
    failed = failures(given, BulkReader())
    for capability in dict.fromkeys(case.capability for case in given):
        every = sum(case.capability == capability for case in given)
        bad = [(case, why) for case, why in failed if case.capability == capability]
        print(f"{capability:<24}{every - len(bad):>5} of {every:>5} {1 - len(bad) / every:7.1%}")
        for case, why in bad if show else ():
            print(f"    {case.text!r}{f' (asked {case.asked})' if case.asked else ''}: {why}")
    print(f"{'all':<24}{len(given) - len(failed):>5} of {len(given):>5}")


if __name__ == "__main__":
    main()
