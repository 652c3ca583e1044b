#!/usr/bin/env bash
# Measures the latency of pings at a fixed rate (an open model, no coordinated omission), of several servers in turn.
#   loadtest/bench/latency.sh SIDS RATE URL...     SIDS: a file of session ids, one a line
# ROUNDS=5 of SECONDS_EACH=20, WARM=30 seconds of warm-up, CONNECTIONS=500 to each. Needs target/playhead.jar (mvn package) for a library,
# and a JDK from 21 on. docs/performance.md says how the servers were started.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
sids=$1 rate=$2
shift 2
exec "$java" -Xmx256m -XX:+UseSerialGC -cp "$bench/../../target/lib/*" "$bench/latency/OpenLoad.java" \
  "$sids" "$rate" "${WARM:-30}" "${SECONDS_EACH:-20}" "${ROUNDS:-5}" "${CONNECTIONS:-500}" "$@"
