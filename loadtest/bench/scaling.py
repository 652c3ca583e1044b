#!/usr/bin/env python3
"""How the cost of an event depends on event loops, partitions, connections and the size of bodies.

    loadtest/bench/scaling.py [--rounds 3] [--seconds 6] [--series "event loops" …] [--chart docs/images/scaling.svg]

Gateways on one broker, all on this machine, loaded by wrk one after the other: the first is the base, and each other point is measured
right after it and told as a ratio to it too, as the machine may be shared. Prints a Markdown table, and draws the chart. Needs
target/playhead.jar (mvn package), wrk, and a JDK from 21 on (JAVA_HOME); takes about a quarter of an hour. Connections are made within the time
that is measured, and are part of the cost.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import re
import resource
import statistics
import subprocess
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BROKER_PORT = 19792
FIRST_PORT = 19800
KEY = "1:00112233445566778899aabbccddeeff"
JVM = ["-Xmx1g", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED"]
TICKS = os.sysconf("SC_CLK_TCK")
START = {"playerTime": {"playhead": 0, "ts": 1699523700000}, "eventType": "sessionStart", "params": {
    "analytics.trackingServer": "t.example", "analytics.reportSuite": "rs", "visitor.marketingCloudOrgId": "o@AdobeOrg",
    "media.id": "m1", "media.length": 3600, "media.contentType": "vod", "media.playerName": "p", "media.channel": "c"}}


@dataclasses.dataclass(frozen=True)
class Point:
    """A way to load a gateway, and which gateway: only loops and partitions need one of their own."""
    loops: int = 1
    partitions: int = 24
    connections: int = 1000
    size: int = 200


BASE = Point()
SERIES = {
    "event loops": [Point(loops=2)],
    "partitions": [Point(partitions=count) for count in (1, 4, 8)],
    "connections": [Point(connections=count) for count in (100, 4000, 10000)],
    "bytes of a body": [Point(size=size) for size in (1024, 4096, 16384)],
}


class Gateway:
    """A gateway process with topics of its own."""

    def __init__(self, java, directory, number, loops, partitions):
        self.port = FIRST_PORT + 2 * number
        settings = [f"kafka.bootstrapServers=127.0.0.1:{BROKER_PORT}", f"topics.prefix=scaling-{number}.",
                    f"topics.partitions={partitions}", "topics.replicationFactor=1", "topics.minInsyncReplicas=1",
                    f"http.port={self.port}", f"management.port={self.port + 1}", f"http.eventLoops={loops}",
                    f"session.keys={KEY}", "rateLimits.eventsPerSession=0", f"data.dir={directory}/gateway-{number}"]
        args = [word for setting in settings for word in ("--set", setting)]
        command = [java, *JVM, "-jar", ROOT / "target/playhead.jar"]
        subprocess.run([*command, "topics", *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.log = open(f"{directory}/gateway-{number}.log", "w")
        self.process = subprocess.Popen([*command, "gateway", *args], stdout=self.log, stderr=subprocess.STDOUT)
        try:
            await_true(lambda: ok(f"http://127.0.0.1:{self.port + 1}/health/ready"))
        except BaseException:
            self.stop()
            raise

    def open_sessions(self, count):
        """The ids of new sessions."""
        body = json.dumps(START).encode()
        ids = []
        for _ in range(count):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/sessions", body) as answer:
                ids.append(answer.headers["Location"].rsplit("/", 1)[1])
        return ids

    def cpu(self):
        """Its processor time so far, in microseconds."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1_000_000 / TICKS

    def load(self, point, seconds, sids):
        """Requests a second, and processor time of one in microseconds; the connections are made within that time."""
        before = self.cpu()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{point.connections}", f"-d{seconds}", "--timeout", "10", "-s", HERE / "scaling/pings.lua",
             f"http://127.0.0.1:{self.port}"],
            env={**os.environ, "SIDS": str(sids), "BYTES": str(point.size)}, capture_output=True, text=True, check=True).stdout
        spent = self.cpu() - before
        requests, took = re.search(r"(\d+) requests in ([\d.]+)s", done).groups()
        if "Non-2xx" in done or "Socket errors" in done:
            raise SystemExit(f"some were not answered with 204 at {point}:\n{done}")
        return int(requests) / float(took), spent / int(requests)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def ok(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status == 200
    except OSError:
        return False


def await_true(condition):
    give_up = time.monotonic() + 90
    while not condition():
        if time.monotonic() > give_up:
            raise SystemExit("a process does not become ready")
        time.sleep(0.2)


def measure(gateways, points, rounds, seconds, sids):
    """For each point the rows of all rounds: rate, cost, and both of the base just before."""
    rows = {point: [] for point in points}
    for _ in range(rounds):
        for point in points:
            base = gateways[BASE.loops, BASE.partitions].load(BASE, seconds, sids)
            rows[point].append((*gateways[point.loops, point.partitions].load(point, seconds, sids), *base))
    return rows


def summary(rows):
    rate, cost = (statistics.median(row[i] for row in rows) for i in (0, 1))
    return rate, cost, statistics.median(row[0] / row[2] for row in rows), statistics.median(row[1] / row[3] for row in rows)


def table(results):
    lines = ["| | events/s | CPU an event | × base: events/s | CPU |", "|---|---|---|---|---|"]
    for name, points in results.items():
        for value, (rate, cost, more, dearer) in points:
            lines.append(f"| {value:,} {name} | {rate:,.0f} | {cost:.1f} µs | {more:.2f} | {dearer:.2f} |")
    return "\n".join(lines)


def chart(results, path):
    """Small multiples of the cost of an event beside the base's, one for what is varied."""
    width, height, gap, left, top = 200, 150, 30, 40, 40
    most = max(point[1][3] for points in results.values() for point in points) * 1.15
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + len(results) * (width + gap)} {top + height + 50}" '
             'font-family="sans-serif" font-size="11" role="img"><title>Processor time of an event, as a ratio to the base</title>'
             '<rect width="100%" height="100%" fill="#fff"/>']
    for index, (name, points) in enumerate(results.items()):
        x0 = left + index * (width + gap)
        parts.append(f'<text x="{x0}" y="20" font-weight="bold">{name}</text>')
        for mark in range(0, int(most) + 1):
            y = top + height - mark / most * height
            parts.append(f'<line x1="{x0}" x2="{x0 + width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>'
                         f'<text x="{x0 - 5}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{mark}</text>')
        bar = width / len(points)
        for at, (value, (_, _, _, dearer)) in enumerate(points):
            tall = dearer / most * height
            x, y = x0 + at * bar + bar * 0.15, top + height - tall
            parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{bar * 0.7:.1f}" height="{tall:.1f}" fill="#2a6fb0"/>'
                         f'<text x="{x + bar * 0.35:.1f}" y="{y - 4:.1f}" text-anchor="middle">{dearer:.2f}</text>'
                         f'<text x="{x + bar * 0.35:.1f}" y="{top + height + 15}" text-anchor="middle" fill="#555">{value:,}</text>')
    parts.append(f'<text x="{left}" y="{top + height + 40}" fill="#555">Processor time of one event in the gateway; making connections included; 1 is '
                 f'the base: 1 loop, 24 partitions, 1,000 connections, 200 bytes.</text></svg>\n')
    pathlib.Path(path).write_text("\n".join(parts))


def varied(name, point):
    return {"event loops": point.loops, "partitions": point.partitions, "connections": point.connections,
            "bytes of a body": point.size}[name]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=int, default=6)
    arguments.add_argument("--warm", type=int, default=40)
    arguments.add_argument("--chart", default=ROOT / "docs/images/scaling.svg")
    arguments.add_argument("--series", nargs="+", choices=SERIES, default=list(SERIES))
    options = arguments.parse_args()
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    most = max(point.connections for series in SERIES.values() for point in series)
    if files < most + 1000:
        raise SystemExit(f"{most} connections need more open files than {files}: ulimit -n {2 * most}")
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    chosen = {name: series for name, series in SERIES.items() if name in options.series}
    points = [point for series in chosen.values() for point in series]
    with tempfile.TemporaryDirectory() as directory:
        broker_log = open(f"{directory}/broker.log", "w+")
        broker = subprocess.Popen(
            [java, "-Xmx1g", "-cp", f"{ROOT}/target/playhead.jar:{ROOT}/target/lib/*",
             HERE / "aggregator/src/main/java/io/playhead/bench/aggregator/BrokerProcess.java", str(BROKER_PORT),
             f"{directory}/kafka"], stdin=subprocess.PIPE, stdout=broker_log, stderr=subprocess.STDOUT)
        gateways = {}
        try:
            await_true(lambda: "ready at" in pathlib.Path(broker_log.name).read_text())
            for loops, partitions in dict.fromkeys((point.loops, point.partitions) for point in [BASE, *points]):
                gateways[loops, partitions] = Gateway(java, directory, len(gateways), loops, partitions)
            sids = pathlib.Path(directory) / "sids"
            sids.write_text("\n".join(next(iter(gateways.values())).open_sessions(5000)) + "\n")
            for gateway in gateways.values():
                gateway.load(BASE, options.warm, sids)
            rows = measure(gateways, points, options.rounds, options.seconds, sids)
        finally:
            for gateway in gateways.values():
                gateway.stop()
            broker.terminate()
            broker.wait()
    every = [row[2:] for all_rows in rows.values() for row in all_rows]
    base = (statistics.median(row[0] for row in every), statistics.median(row[1] for row in every), 1.0, 1.0)
    results = {name: sorted([(varied(name, BASE), base), *((varied(name, point), summary(rows[point])) for point in series)])
               for name, series in chosen.items()}
    print(table(results))
    chart(results, options.chart)


if __name__ == "__main__":
    main()
