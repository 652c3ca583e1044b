#!/usr/bin/env python3
"""Measures what idle connections cost one gateway, and what a spike of new ones does to those that are open.

  loadtest/bench/connections.py URL PID [--idle 10000] [--spike 5000] [--insecure]

URL is a gateway's, http or https; PID is its process on this machine, whose resident memory is read after a full collection
(jcmd). Each connection has sent a request before it falls idle. Then 200 other connections ping five times a second each, for
ten seconds alone and for as long as the spike of new connections lasts. Both ends need `ulimit -n` above the number of connections.
"""
import argparse
import asyncio
import json
import pathlib
import ssl
import subprocess
import time
import urllib.parse

START = json.dumps({"eventType": "sessionStart", "playerTime": {"playhead": 0, "ts": 1699523700000}, "params": {
    "analytics.trackingServer": "t.example", "analytics.reportSuite": "rs", "visitor.marketingCloudOrgId": "o@AdobeOrg",
    "media.id": "m1", "media.length": 3600, "media.contentType": "vod", "media.playerName": "p", "media.channel": "c"}})
PING = '{"eventType":"ping","playerTime":{"playhead":%d,"ts":%d}}'
PLAYERS, PERIOD, AT_ONCE = 200, 0.2, 200


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


async def ping(connection, session, until, latencies):
    number = 0
    while not until.is_set():
        number += 1
        began = time.perf_counter()
        await connection.post(session + "/events", PING % (number, 1699523700000 + number * 200))
        latencies.append(time.perf_counter() - began)
        await asyncio.sleep(PERIOD)


async def pings_during(players, work):
    """The latencies of all players' pings while that work is done, in order."""
    over, latencies = asyncio.Event(), []
    pinging = [asyncio.create_task(ping(connection, session, over, latencies)) for connection, session in players]
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


def tls(args):
    context = ssl.create_default_context()
    if args.insecure:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


async def main(args):
    target = urllib.parse.urlsplit(args.url)
    target = argparse.Namespace(hostname=target.hostname, port=target.port, tls=tls(args) if target.scheme == "https" else None)
    warm = await open_many(target, 2000)
    for connection in warm:
        connection.writer.close()
    await asyncio.sleep(2)

    before = resident(args.pid)
    idle = await open_many(target, args.idle)
    after = resident(args.pid)
    print(f"{len(idle)} idle connections: {(after - before) / len(idle) / 1024:.1f} KiB each"
          f" ({before >> 20} MiB before, {after >> 20} MiB after)")

    players = [(c, await c.start()) for c in idle[:PLAYERS]]
    alone, _ = await pings_during(players, asyncio.sleep(10))
    began = time.perf_counter()
    spiked, spike = await pings_during(players, open_many(target, args.spike))
    print(f"open connections before a spike: {p99(alone)}")
    print(f"while {len(spike)} new ones come in {time.perf_counter() - began:.1f} s: {p99(spiked)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("pid", type=int)
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--spike", type=int, default=5_000)
    parser.add_argument("--insecure", action="store_true", help="take any certificate")
    asyncio.run(main(parser.parse_args()))
