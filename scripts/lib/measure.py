"""Times ingest, recheck and the search for copied narratives; see scripts/measure --help."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time

gongkai, work, count, crowd, seed = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
config = f"{work}/config.json"
database = f"{work}/state/gongkai.db"
with open(config, "w") as file:
    json.dump({"watch": {"directories": [f"{work}/first"]}, "state": f"{work}/state"}, file)


def run(*arguments):
    """Runs a command of gongkai and returns the seconds it took."""
    begin = time.monotonic()
    subprocess.run([gongkai, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


def tell(what, **figures):
    print(json.dumps({"measure": what} | {name: round(value, 3) for name, value in figures.items()}), flush=True)


def bytes_used():
    with sqlite3.connect(database) as store:
        pages, size, free = (store.execute(f"PRAGMA {name}").fetchone()[0]
                             for name in ("page_count", "page_size", "freelist_count"))
    return (pages - free) * size


def fill(year):
    """Adds reports of one year whose narratives are like nothing, as long as those that are there."""
    bits = bytes(ord("1") if byte & 1 else ord("0") for byte in range(256))

    def signature(slots):
        value = int(slots.translate(bits)[::-1], 2)
        return value - (1 << 64) if value >> 63 else value

    source = random.Random(seed)
    with sqlite3.connect(database) as store:
        store.execute("PRAGMA synchronous = OFF")
        lengths = [row[0] for row in store.execute("SELECT shingles FROM sketch WHERE year IS NOT NULL")]
        report = store.execute("SELECT max(id) FROM report").fetchone()[0]
        revision = store.execute("SELECT max(id) FROM revision").fetchone()[0]
        for start in range(0, crowd, 10_000):
            rows = range(start + 1, min(start + 10_000, crowd) + 1)
            store.executemany(
                "INSERT INTO report (id, region, organ, agency, agency_kind, year, verdict, revision)"
                " VALUES (?, '', ?, ?, 'department', ?, 'valid', ?)",
                ((report + row, f"crowd {row}", f"crowd {row}", year, revision + row) for row in rows))
            store.executemany(
                "INSERT INTO revision (id, report, number, file, received_at, format, verdict)"
                " VALUES (?, ?, 1, 'crowd', '2026-01-01T00:00:00.000Z', 'text', 'valid')",
                ((revision + row, report + row) for row in rows))
            sketches = []
            for row in rows:
                slots = source.randbytes(256)
                sketches.append((revision + row, report + row, revision + row, year, source.choice(lengths),
                                 signature(slots[0::4]), signature(slots[2::4]), slots))
            store.executemany("INSERT INTO sketch VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sketches)


def newcomers(name, number, year):
    """Writes reports of one year that are not stored yet; their directory."""
    directory = f"{work}/{name}"
    # Enough for so many of one year: a corpus has several years of each organ.
    run("sample", "--count", str(min(number * 8, 100_000)), "--seed", str(seed + 1 + len(name)), "--out", directory)
    kept = 0
    with open(f"{directory}/.truth.jsonl") as truths:
        for line in truths:
            truth = json.loads(line)
            if truth["year"] == year and kept < number:
                kept += 1
            else:
                for suffix in ("", ".meta.json"):
                    if os.path.exists(path := f"{directory}/{truth['file']}{suffix}"):
                        os.remove(path)
    return directory, kept


run("sample", "--count", str(count), "--seed", str(seed), "--out", f"{work}/first")
seconds = run("ingest", "--config", config, f"{work}/first")
tell("ingest", reports=count, seconds=seconds, microseconds_per_report=seconds / count * 1e6,
     bytes_per_report=bytes_used() / count)

seconds = run("recheck", "--config", config)
tell("recheck", reports=count, seconds=seconds, microseconds_per_report=seconds / count * 1e6)

with sqlite3.connect(database) as store:
    year = store.execute(
        "SELECT year FROM sketch WHERE year IS NOT NULL GROUP BY year ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
few = min(1000, count)
alone, alone_count = newcomers("few", few, year)
alone_seconds = run("ingest", "--config", config, alone)
fill(year)
# The first search of a year loads its sketches; it is told apart from what every report costs.
one, _ = newcomers("a", 1, year)
load_seconds = run("ingest", "--config", config, one)
crowded, crowded_count = newcomers("among", few, year)
crowded_seconds = run("ingest", "--config", config, crowded)
before = alone_seconds / alone_count
after = (crowded_seconds - load_seconds) / crowded_count
tell("copied narrative", sketches=crowd, load_seconds=load_seconds, milliseconds_per_report_before=before * 1e3,
     milliseconds_per_report=after * 1e3, milliseconds_more=(after - before) * 1e3)
