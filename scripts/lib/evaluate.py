"""Compares the open findings of a store with what was planted in the samples stored there: truth.jsonl, gongkai.db."""

import json
import os
import sqlite3
import sys
from collections import Counter, defaultdict

SHOWN = 5


def planted(path):
    """What there must be, by file name: a count of each rule, and the verdict."""
    with open(path, encoding="utf-8") as lines:
        truths = [json.loads(line) for line in lines]
    return {truth["file"]: (Counter(truth["findings"]), truth["verdict"]) for truth in truths}


def found(path):
    """What is stored, by file name: a count of each rule, and the verdict.

    Content that is known already leaves only a row of `file`: that row is the finding document.duplicate. The files were
    stored in the order of their names; `revision.file` does not tell the first, for it is the one whose sidecar counts.
    """
    store = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    findings = defaultdict(Counter)
    for revision, rule in store.execute("SELECT revision, rule FROM finding WHERE open = 1"):
        findings[revision][rule] += 1
    current = dict(store.execute("SELECT revision, verdict FROM report"))
    result = {}
    shown = set()
    query = "SELECT f.path, f.revision, r.verdict FROM file f JOIN revision r ON r.id = f.revision ORDER BY f.path"
    for file, revision, verdict in store.execute(query):
        name = os.path.basename(os.fsdecode(file))
        is_duplicate = revision in shown
        shown.add(revision)
        rules = Counter(["document.duplicate"]) if is_duplicate else findings[revision]
        result[name] = (rules, current.get(revision, verdict))
    return result


def compare(planted, found):
    """Rows of rule, right, false and missed, and the deviations as lines of text."""
    counts = defaultdict(Counter)
    deviations = defaultdict(list)
    for name, (expected, verdict) in sorted(planted.items()):
        actual, actual_verdict = found.get(name, (Counter(), "not stored"))
        for rule in expected | actual:
            right = min(expected[rule], actual[rule])
            false, missed = actual[rule] - right, expected[rule] - right
            counts[rule].update(right=right, false=false, missed=missed)
            if false or missed:
                deviations[rule].append(f"{name}: planted {expected[rule]}, found {actual[rule]}")
        if verdict != actual_verdict:
            deviations["verdict"].append(f"{name}: {actual_verdict} instead of {verdict}")
    return counts, deviations


def share(part, whole):
    return f"{part / whole:9.4f}" if whole else "        -"


def main(truth, store):
    counts, deviations = compare(planted(truth), found(store))
    width = max(map(len, counts))
    print(f"\n{'rule':{width}}   planted   right   false  missed  precision    recall")
    for rule in sorted(counts):
        right, false, missed = (counts[rule][key] for key in ("right", "false", "missed"))
        shares = f"{share(right, right + false)}  {share(right, right + missed)}"
        print(f"{rule:{width}}  {right + missed:8}{right:8}{false:8}{missed:8}  {shares}")
    for rule, lines in sorted(deviations.items()):
        print(f"\n{rule}: {len(lines)} files deviate")
        for line in lines[:SHOWN]:
            print(f"  {line}")
    if not deviations:
        print("\nEvery rule has precision 1 and recall 1, and every verdict is right.")
    return 1 if deviations else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
