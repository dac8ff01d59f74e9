"""`python -m nlu.report_signs`: how well danger signs are heard, with and without the classifier.

Own rows that nothing was trained or mended with: tests/nlu/rows/{plain,unseen}_*.yml. Real texts
are read where their folder is there.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from scipy.stats import beta

from nlu.bulk import ROOT
from nlu.keyboard import mistyped
from nlu.reader import Reader
from nlu.spotter import Spotter, load_spotter
from nlu.training import examples, levels, train, with_typos
from triage.yaml_source import Document

ROWS = ROOT / "tests" / "nlu" / "rows"
STYLES = ("plain", "unseen")
OTHER_TEXTS = ("intents_clinc150", "intents_nlupp", "oos_clinc150", "yesno_mts")
_SEED = 5
_DRAWS = 3  # one draw of typos says little of 75 messages
Read = Callable[[str], list[str]]


def share(right: int, every: int) -> str:
    """A share with its 95 % interval (Clopper and Pearson)."""
    low = beta.ppf(0.025, right, every - right + 1) if right else 0.0
    high = beta.ppf(0.975, right + 1, every - right) if right < every else 1.0
    return f"{right}/{every} = {right / every:.1%} ({low:.1%} to {high:.1%})"


def heard(read: Read, rows: Iterable[tuple[str, str]], level: tuple[str, ...]) -> str:
    """How many rows raise any sign of their level, and how many their very own."""
    rows = list(rows)
    found = [(sign, read(text)) for sign, text in rows]
    some = sum(bool(set(level) & set(signs)) for _, signs in found)
    same = sum(sign in signs for sign, signs in found)
    return f"{share(some, len(rows))}, the very sign {same / len(rows):.0%}"


def measure(title: str, reader: Reader, texts: list[str]) -> None:
    """Prints all figures of one reader; `texts`: real ones that tell no sign."""

    def read(text: str) -> list[str]:
        return reader.read(text).red_flags

    print(f"\n{title}")
    of = levels()
    for style in STYLES:
        told = Document(ROWS / f"{style}_signs.yml").data
        for level, signs in of.items():
            rows = [(sign, text) for sign in signs for text in told.get(sign, ())]
            dice = random.Random(_SEED)  # noqa: S311
            slips = [(sign, mistyped(text, dice)) for _ in range(_DRAWS) for sign, text in rows]
            print(f"  {style} {level}: {heard(read, rows, signs)}")
            print(f"  {style} {level}, typos: {heard(read, slips, signs)}")
        harmless = [str(text) for text in Document(ROWS / f"{style}_harmless.yml").data["harmless"]]
        alarms(f"{style} harmless", read, harmless, of)
    if texts:
        alarms("real texts of other kinds", read, texts, of)


def alarms(title: str, read: Read, texts: list[str], of: dict[str, tuple[str, ...]]) -> None:
    """Prints how often a harmless text raises a sign of each level."""
    found = [set(read(text)) for text in texts]
    for level, signs in of.items():
        print(f"  {title}, {level}: {share(sum(bool(f & set(signs)) for f in found), len(texts))}")


def real_texts(data: Path) -> list[str]:
    """Texts that tell of no foot, where they are there."""
    found = []
    for name in OTHER_TEXTS:
        file = data / f"{name}.jsonl"
        if not file.is_file():
            print(f"{name}: not here, skipped")
            continue
        found += [json.loads(row)["text"] for row in file.read_text("utf-8").splitlines()]
    return found


def speed(title: str, reader: Reader, texts: list[str]) -> None:
    """Prints milliseconds for one message."""
    took = []
    for text in texts:
        start = time.perf_counter()
        reader.read(text)
        took.append((time.perf_counter() - start) * 1000)
    middle, slow = np.percentile(took, [50, 95])
    print(f"{title}: {middle:.1f} ms median, {slow:.1f} ms 95th percentile")


def memory() -> float:
    """The most memory this process has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--quick", action="store_true", help="only the classifier as trained")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    texts = real_texts(options.data)
    bare = Reader()
    before = memory()
    start = time.perf_counter()
    spotter: Spotter = load_spotter()
    full = Reader(spotter=spotter)
    full.read("my foot went cold and white")
    print(f"classifier: loaded in {time.perf_counter() - start:.1f} s", end=", ")
    print(f"{memory() - before:.0f} MB on top of {before:.0f} MB")
    measure("patterns and classifier", full, texts)
    sample = [text for sign in Document(ROWS / "plain_signs.yml").data.values() for text in sign]
    speed("with the classifier", full, sample)
    speed("patterns alone", bare, sample)
    if options.quick:
        return
    measure("patterns alone", bare, texts)
    given = examples(bare)
    typos = with_typos(bare, given)
    start = time.perf_counter()
    flat = train(given, typos, None)
    print(f"\ntraining without vectors: {time.perf_counter() - start:.0f} s")
    measure("patterns and classifier without word vectors", Reader(spotter=flat), texts)


if __name__ == "__main__":
    main()
