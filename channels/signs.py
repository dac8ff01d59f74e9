"""Danger signs in free text: what was newly said, how bad it is, and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage import Urgency, decide, load_library
from triage.phrasing import because
from triage.untrusted import answers_from

FLAGS = "red_flags"
WITHDRAWN = "red_flags_withdrawn"
Slots = Mapping[str, Any]


@dataclass(frozen=True)
class Flags:
    """The two slots after a message, and the signs in it that make an emergency (often none)."""

    active: list[str]
    withdrawn: list[str]
    alarming: tuple[str, ...] = ()

    def slots(self) -> dict[str, list[str] | None]:
        """What the tracker should hold."""
        return {FLAGS: self.active or None, WITHDRAWN: self.withdrawn or None}


def heard(found: Sequence[str], slots: Slots) -> Flags | None:
    """What the signs `found` in a message change; None if they change nothing.

    A sign that was taken back and is said again counts again.
    """
    before = _listed(slots, FLAGS)
    active = [*before, *(sign for sign in dict.fromkeys(found) if sign not in before)]
    withdrawn = [sign for sign in _listed(slots, WITHDRAWN) if sign not in found]
    alarming = _alarming(found, slots, active, withdrawn)
    if active == before and withdrawn == _listed(slots, WITHDRAWN) and not alarming:
        return None
    return Flags(active, withdrawn, alarming)


def taken_back(signs: Iterable[str], slots: Slots) -> Flags:
    """The slots after the person said that `signs` are not so."""
    gone = list(dict.fromkeys(signs))
    active = [sign for sign in _listed(slots, FLAGS) if sign not in gone]
    withdrawn = [*_listed(slots, WITHDRAWN), *gone]
    return Flags(active, list(dict.fromkeys(withdrawn)))


def confirmed(signs: Iterable[str], slots: Slots) -> Flags:
    """The slots after the person said that `signs` are so."""
    active = list(dict.fromkeys([*_listed(slots, FLAGS), *signs]))
    return Flags(active, [sign for sign in _listed(slots, WITHDRAWN) if sign not in active])


def is_emergency(slots: Slots) -> bool:
    """Whether these slots are an emergency already."""
    return decide(answers_from(slots)).urgency is Urgency.EMERGENCY


def decision_for(flags: Flags, slots: Slots) -> dict[str, Any]:
    """The decision on these slots with `flags`, as JSON; an emergency where the signs make one."""
    whole = decide(answers_from({**slots, **flags.slots()})).to_json()
    if whole["urgency"] == Urgency.EMERGENCY.value:
        return whole
    return decide(answers_from({FLAGS: flags.active})).to_json()


def emergency_values(decision: Mapping[str, Any]) -> dict[str, str]:
    """What the emergency responses are filled with, all of it from the knowledge."""
    reasons = because(decision, load_library())
    meanwhile = " ".join(decision["meanwhile"])
    return {
        "verdict": decision["verdict"],
        "say": decision["route"]["say"],
        "because": reasons,
        "meanwhile": meanwhile,
        "details": "\n".join(filter(None, [reasons, meanwhile])),
    }


def _alarming(
    found: Sequence[str], slots: Slots, active: list[str], withdrawn: list[str]
) -> tuple[str, ...]:
    """The signs of `found` that make an emergency: each by itself or with the answers so far."""
    signs = tuple(dict.fromkeys(found))
    if not signs or not is_emergency({**slots, FLAGS: active, WITHDRAWN: withdrawn}):
        return ()
    already = [sign for sign in active if sign not in signs]
    alone = tuple(
        sign
        for sign in signs
        if is_emergency({FLAGS: [sign]})
        or is_emergency({**slots, FLAGS: [*already, sign], WITHDRAWN: withdrawn})
    )
    if is_emergency({**slots, FLAGS: already, WITHDRAWN: withdrawn}):
        return tuple(sign for sign in alone if is_emergency({FLAGS: [sign]}))
    return alone or signs


def _listed(slots: Slots, name: str) -> list[str]:
    value = slots.get(name)
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []
