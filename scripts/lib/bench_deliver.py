"""The measuring part of scripts/bench-deliver."""

import argparse
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time


class Receiver:
    """A process of Tests/Tools/keepalive_receiver.c; a thread is not needed, its lines are read at the end."""

    def __init__(self, program, work, name, *options):
        self.path = work / f"{name}.arrivals"
        self.lines = open(self.path, "wb")
        self.process = subprocess.Popen([program, *options], stdin=subprocess.PIPE, stdout=self.lines)
        while not (text := self.path.read_bytes()).endswith(b"\n"):
            time.sleep(0.01)
        self.port = int(text)

    def arrivals(self):
        """What has arrived so far: (microseconds, event, id)."""
        lines = self.path.read_bytes().split(b"\n")[1:-1]
        return [(int(moment), int(event), id) for moment, event, id, _ in (line.split(b" ", 3) for line in lines)]

    def wait(self, count, seconds):
        """Waits for so many arrivals."""
        deadline = time.monotonic() + seconds
        while self.path.read_bytes().count(b"\n") <= count:
            if time.monotonic() > deadline:
                raise SystemExit(f"only {len(self.arrivals())} of {count} messages came within {seconds} s")
            time.sleep(0.2)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.lines.close()


class Site:
    """A drop directory, a state and a configuration."""

    def __init__(self, binary, work, name, channels, **more):
        self.binary = binary
        self.root = work / name
        self.drop = self.root / "drop"
        self.drop.mkdir(parents=True)
        self.configuration = self.root / "config.json"
        self.configuration.write_text(json.dumps({
            "watch": {"directories": [str(self.drop)]},
            "state": str(self.root / "state"),
            "channels": channels,
            "network": {"allow_private": ["127.0.0.1"], "timeout_s": 5},
            "log": {"level": "warning"},
            **more,
        }))

    def run(self, *arguments):
        done = subprocess.run(
            [self.binary, *arguments, "--config", self.configuration], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode:
            raise SystemExit(done.stderr[-2000:].decode())

    def start(self):
        self.daemon = subprocess.Popen(
            [self.binary, "run", "--config", self.configuration], stdout=subprocess.DEVNULL,
            stderr=open(self.root / "log", "wb"))
        while subprocess.run(
            [self.binary, "status", "--config", self.configuration], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL).returncode:
            if self.daemon.poll() is not None:
                raise SystemExit((self.root / "log").read_text())
            time.sleep(0.05)

    def stop(self):
        self.daemon.send_signal(signal.SIGTERM)
        self.daemon.wait()

    def query(self, sql):
        with sqlite3.connect(f"file:{self.root}/state/gongkai.db?mode=ro", uri=True) as database:
            return database.execute(sql).fetchall()

    def remove(self):
        shutil.rmtree(self.root)


def webhook(receiver, **more):
    return {"type": "webhook", "url": f"http://127.0.0.1:{receiver.port}/", "secret": "whsec_c2VjcmV0c2VjcmV0", **more}


def samples(binary, folder, count):
    if not folder.exists():
        subprocess.run([binary, "sample", "--count", str(count), "--out", folder], check=True, stdout=subprocess.DEVNULL)
    return sorted(path for path in folder.iterdir() if path.suffix == ".txt")


def quantiles(values):
    values = sorted(values)
    return {q: values[min(len(values) - 1, int(len(values) * q / 100))] for q in (50, 90, 99)} | {100: values[-1]}


def show(title, values):
    found = quantiles(values)
    names = {50: "p50", 90: "p90", 99: "p99", 100: "most"}
    print(f"{title}: " + ", ".join(f"{names[q]} {value / 1000:.2f} ms" for q, value in found.items()), flush=True)
    return found


def stored(options, site, count):
    """Has reports stored as events that no channel has passed."""
    began = time.monotonic()
    for file in samples(options.binary, options.work / "samples", options.reports)[:count]:
        os.link(file, site.drop / file.name)
    site.run("ingest", "--notify", site.drop)
    print(f"({count} reports stored in {time.monotonic() - began:.1f} s)", flush=True)


def speed(options):
    receiver = Receiver(options.receiver, options.work, "speed")
    site = Site(options.binary, options.work, "speed-site", {"hook": webhook(receiver)})
    stored(options, site, options.reports)
    events = site.query("SELECT count(*) FROM event WHERE announced = 1")[0][0]
    site.start()
    receiver.wait(events, 600)
    ticks = [int(field) for field in pathlib.Path(f"/proc/{site.daemon.pid}/stat").read_text().split(")")[1].split()[11:13]]
    site.stop()
    moments = [moment for moment, _, _ in receiver.arrivals()]
    rate = (len(moments) - 1) * 1e6 / (max(moments) - min(moments))
    processor = sum(ticks) / os.sysconf("SC_CLK_TCK")
    print(f"speed: {rate:.0f} deliveries/s over {len(moments)}, {processor * 1e6 / len(moments):.0f} us of the daemon's "
          "processor time each", flush=True)
    receiver.stop()
    site.remove()


def delays(options, name, channels, receiver, files):
    """For each report: microseconds from the moving in of its file to the arrival of its message, and from the commit."""
    site = Site(options.binary, options.work, name, channels, log={"level": "debug", "format": "json"})
    incoming = site.root / "incoming"
    incoming.mkdir()
    before = len(receiver.arrivals())
    site.start()
    moved = {}
    for file in files:
        shutil.copy(file, incoming / file.name)
    pause = time.monotonic()
    for file in files:
        pause += 0.02
        time.sleep(max(0, pause - time.monotonic()))
        target = site.drop / file.name
        moved[str(target)] = now()
        os.rename(incoming / file.name, target)
    time.sleep(1)
    site_events = dict(site.query("SELECT e.id, r.file FROM event e JOIN revision r ON r.id = e.revision WHERE e.announced = 1 "
                                  "AND e.release_at IS NULL AND e.kind = 'report.validated'"))
    site.stop()
    lines = [json.loads(line) for line in (site.root / "log").read_text().splitlines() if "commit.monotonic_us" in line]
    committed = {line["file.path"]: int(line["commit.monotonic_us"]) for line in lines}
    arrived = {event: moment for moment, event, _ in receiver.arrivals()[before:]}
    # The processor's clock and the caches settle during the first ones.
    told = [(arrived[event], file) for event, file in sorted(site_events.items()) if event in arrived][SETTLING:]
    site.remove()
    return [moment - moved[file] for moment, file in told], [moment - committed[file] for moment, file in told]


SETTLING = 50


def now():
    """The clock of the receiver and of the daemon's log: CLOCK_MONOTONIC, microseconds."""
    return time.monotonic_ns() // 1000


def delay(options):
    receiver = Receiver(options.receiver, options.work, "delay")
    files = samples(options.binary, options.work / "samples", options.reports)[:options.drops + SETTLING]
    moved, committed = delays(options, "delay-site", {"hook": webhook(receiver)}, receiver, files)
    show(f"delay: report committed to message arrived, {len(committed)} reports", committed)
    show(f"delay: file moved in to message arrived, {len(moved)} reports", moved)
    receiver.stop()


def dead(options):
    """Runs without and with dead channels, every one a new process on an empty state with the same files: A B B A A B B A …,
    so that whatever the machine does meanwhile falls on both alike."""
    receiver = Receiver(options.receiver, options.work, "alive")
    silent = Receiver(options.receiver, options.work, "silent", "--silent")
    beside = {"silent": webhook(silent), "closed": {"type": "webhook", "url": "http://127.0.0.1:9/"}}
    files = samples(options.binary, options.work / "samples", options.reports)[:max(20, options.drops // options.turns) + SETTLING]
    alone, accompanied = [], []
    for turn in range(2 * options.turns):
        has_dead = turn % 4 in (1, 2)
        channels = {"hook": webhook(receiver), **(beside if has_dead else {})}
        _, spent = delays(options, f"dead-{turn}", channels, receiver, files)
        (accompanied if has_dead else alone).append(spent)
    def pooled(runs):
        return [value for run in runs for value in run]
    before = show(f"dead: commit to arrival without a dead channel, {len(pooled(alone))} reports", pooled(alone))
    after = show(f"dead: beside two dead channels, {len(pooled(accompanied))} reports", pooled(accompanied))
    pairs = sorted(quantiles(b)[99] / quantiles(a)[99] for a, b in zip(alone, accompanied))
    print(f"dead: p99 is {after[99] / before[99]:.2f} times that without; of {len(pairs)} pairs of runs the middle one "
          f"{pairs[len(pairs) // 2]:.2f} times, all between {pairs[0]:.2f} and {pairs[-1]:.2f}", flush=True)
    if len(alone) > 1:
        halves = quantiles(pooled(alone[1::2]))[99] / quantiles(pooled(alone[::2]))[99]
        print(f"dead: (the noise: p99 of one half of the runs without is {halves:.2f} times that of the other)", flush=True)
    receiver.stop()
    silent.stop()


def storm(options):
    receiver = Receiver(options.receiver, options.work, "storm")
    digest = Receiver(options.receiver, options.work, "digest")
    routes = [
        {"channels": ["digest"], "continue": True, "group": {"wait_s": 5, "interval_s": 600, "max_messages_per_interval": 4}},
        {"match": {"event": "failure"}, "channels": ["hook"]},
    ]
    site = Site(options.binary, options.work, "storm-site", {"hook": webhook(receiver), "digest": webhook(digest)}, routes=routes)
    stored(options, site, options.reports)
    site.start()
    moved = {}
    number = 0
    incoming = site.root / "incoming"
    began = time.monotonic()
    settled = None
    # Until the first one came, the other channel had the stored events to pass over itself.
    while settled is None or time.monotonic() < settled + 1:
        if number == 1:
            receiver.wait(1, 60)
        number += 1
        incoming.write_text(f"第{number}封信：今天天气很好。\n")
        target = site.drop / f"letter-{number}.txt"
        moved[str(target)] = now()
        os.rename(incoming, target)
        time.sleep(0.02)
        if settled is None and number % 20 == 0 and len(digest.arrivals()) >= 4:
            settled = time.monotonic()
        if time.monotonic() - began > 300:
            raise SystemExit("no digest came")
    time.sleep(1)
    events = dict(site.query("SELECT e.id, r.file FROM event e JOIN revision r ON r.id = e.revision"))
    site.stop()
    spent = [moment - moved[events[event]] for moment, event, _ in receiver.arrivals() if events.get(event) in moved]
    print(f"storm: {options.reports} events became {len(digest.arrivals())} messages "
          f"{settled - began:.1f} s after the start", flush=True)
    show(f"storm: another channel's messages meanwhile, {len(spent)} letters", spent)
    receiver.stop()
    digest.stop()
    site.remove()


def keep_awake():
    """A loop for each processor that runs only where nothing else does; they end with this process."""
    for _ in os.sched_getaffinity(0):
        subprocess.Popen(
            ["chrt", "--idle", "0", "sh", "-c", "while kill -0 $PPID; do i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; done"],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--receiver", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--awake", action="store_true")
    parser.add_argument("--reports", type=int, default=30_000)
    parser.add_argument("--drops", type=int, default=1_000)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("parts", nargs="*")
    options = parser.parse_args()
    processors = len(os.sched_getaffinity(0))
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    print(f"{processors} processors, load {load}" + ", kept awake" * options.awake, flush=True)
    if options.awake:
        keep_awake()
    parts = {"speed": speed, "delay": delay, "dead": dead, "storm": storm}
    for part in options.parts or parts:
        parts[part](options)


main()
