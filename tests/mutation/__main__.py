"""`python -m tests.mutation` breaks each rule in every small way and prints what went unnoticed."""

from __future__ import annotations

import time
from collections import Counter

from tests.mutation.hunt import prepare, survivors, unbroken
from tests.mutation.mutate import mutants
from tests.mutation.rows import rows
from tests.vignettes.cases import vignettes
from triage import load_library


def main() -> None:
    """Print, for each kind of fault, how many there were and how many were noticed."""
    started = time.perf_counter()
    library = load_library()
    faults, prepared = mutants(library), prepare(rows(), library)
    for wrong in unbroken(prepared, vignettes(), library):
        print(f"does not come out as it says, even without a fault: {wrong}")
    left = survivors(faults, prepared, vignettes(), library)
    unnoticed = Counter(mutant.kind for mutant in left)
    for kind, count in Counter(mutant.kind for mutant in faults).items():
        print(f"{kind:<20} {count - unnoticed[kind]:>4} of {count:>4} noticed")
    print(f"{'all':<20} {len(faults) - len(left):>4} of {len(faults):>4} noticed")
    for mutant in left:
        print(f"  unnoticed: {mutant.kind}: {mutant.name}")
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
