#!/usr/bin/env python3
"""Measures what idle connections cost one gateway, and what a spike of new ones does to those that are open.

  loadtest/bench/connections.py URL PID [--idle 10000] [--spike 5000] [--other URL] [--insecure]

URL is a gateway's, http or https; PID is its process on this machine, whose resident memory is read after a full collection
(jcmd). Each connection has sent a request before it falls idle. Then 200 of them ping once a second each, for ten seconds
alone and for as long as a spike of new connections lasts, up to 200 of which are on their way at once. They come from a process of
their own, at a lower priority, because on one machine it would else take the processor from the gateway. With another gateway
on the same machine (--other) the same spike goes there first: what the pings feel then is the machine's being shared, not
the gateway's spike. Both ends need `ulimit -n` above the number of connections.
"""
import argparse
import asyncio
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import ssl
import subprocess
import time
import urllib.parse

START = json.dumps({"eventType": "sessionStart", "playerTime": {"playhead": 0, "ts": 1699523700000}, "params": {
    "analytics.trackingServer": "t.example", "analytics.reportSuite": "rs", "visitor.marketingCloudOrgId": "o@AdobeOrg",
    "media.id": "m1", "media.length": 3600, "media.contentType": "vod", "media.playerName": "p", "media.channel": "c"}})
PING = '{"eventType":"ping","playerTime":{"playhead":%d,"ts":%d}}'
PLAYERS, PERIOD, AT_ONCE = 200, 1, 200


class Connection:
    def __init__(self, reader, writer, host):
        self.reader, self.writer, self.host = reader, writer, host

    @staticmethod
    async def open(target):
        return Connection(*await asyncio.open_connection(target.hostname, target.port, ssl=target.tls), target.hostname)

    async def post(self, path, body):
        self.writer.write(f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/json\r\n"
                          f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = [line.split(":")[1] for line in head.split("\r\n") if line.lower().startswith("content-length:")]
        if length:
            await self.reader.readexactly(int(length[0]))
        status = int(head.split(" ", 2)[1])
        if status not in (201, 204):
            raise SystemExit(f"{path} was answered {status}")
        return head

    async def start(self):
        head = await self.post("/api/v1/sessions", START)
        return [line.split(": ")[1] for line in head.split("\r\n") if line.lower().startswith("location:")][0]


async def open_many(target, count):
    """Opens connections, some at once, and sends one request on each."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one():
        async with gate:
            connection = await Connection.open(target)
            await connection.start()
            return connection
    return await asyncio.gather(*(one() for _ in range(count)))


def spike(url, insecure, count):
    """Opens new connections from this process, closes them again, and tells how many seconds the opening took."""
    async def come_and_go():
        began = time.perf_counter()
        connections = await open_many(target_of(url, insecure), count)
        took = time.perf_counter() - began
        for connection in connections:
            connection.writer.close()
        return took
    return asyncio.run(come_and_go())


async def ping(connection, session, delay, until, latencies):
    await asyncio.sleep(delay)
    number = 0
    while not until.is_set():
        number += 1
        began = time.perf_counter()
        await connection.post(session + "/events", PING % (number, 1699523700000 + number * 1000))
        latencies.append(time.perf_counter() - began)
        await asyncio.sleep(PERIOD)


async def pings_during(players, work):
    """The latencies of all players' pings while that work is done, in order."""
    over, latencies = asyncio.Event(), []
    pinging = [asyncio.create_task(ping(connection, session, PERIOD * number / len(players), over, latencies))
               for number, (connection, session) in enumerate(players)]
    result = await work
    over.set()
    await asyncio.gather(*pinging)
    return sorted(latencies), result


def resident(pid):
    subprocess.run(["jcmd", str(pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int([line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")][0]) * 1024


def p99(latencies):
    return f"p99 {latencies[int(len(latencies) * 0.99)] * 1e3:.1f} ms of {len(latencies)}"


def target_of(url, insecure):
    target = urllib.parse.urlsplit(url)
    tls = None
    if target.scheme == "https":
        tls = ssl.create_default_context()
        if insecure:
            tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    return argparse.Namespace(hostname=target.hostname, port=target.port, tls=tls)


async def measure_idle(target, pid, count):
    warm = await open_many(target, 2000)
    for connection in warm:
        connection.writer.close()
    await asyncio.sleep(2)

    before = resident(pid)
    idle = await open_many(target, count)
    after = resident(pid)
    print(f"{len(idle)} idle connections: {(after - before) / len(idle) / 1024:.1f} KiB each"
          f" ({before >> 20} MiB before, {after >> 20} MiB after)")
    return idle


async def main(args, elsewhere):
    idle = await measure_idle(target_of(args.url, args.insecure), args.pid, args.idle)
    players = [(c, await c.start()) for c in idle[:PLAYERS]]
    alone, _ = await pings_during(players, asyncio.sleep(10))
    print(f"open connections before a spike: {p99(alone)}")
    for url in filter(None, (args.other, args.url)):
        latencies, took = await pings_during(players, asyncio.get_running_loop().run_in_executor(
            elsewhere, spike, url, args.insecure, args.spike))
        print(f"while {args.spike} new ones come to {url} in {took:.1f} s: {p99(latencies)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("pid", type=int)
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--spike", type=int, default=5_000)
    parser.add_argument("--other", help="URL of another gateway, which gets the spike first")
    parser.add_argument("--insecure", action="store_true", help="take any certificate")
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), os.nice, (10,)) as pool:
        pool.submit(time.time).result()
        asyncio.run(main(parser.parse_args(), pool))
