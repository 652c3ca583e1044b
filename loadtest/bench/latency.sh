#!/usr/bin/env bash
# Measures the latency of pings at a fixed rate (an open model, no coordinated omission).
#   loadtest/bench/latency.sh URL SIDS RATE [SECONDS]     SIDS: a file of session ids, one a line
# CONNECTIONS=1000 at most; WARM=15 seconds of warm-up. Needs target/playhead.jar (mvn package) for its libraries, and a JDK from 21 on.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx1g -XX:+UseParallelGC -Dlogback.configurationFile="$bench/latency/logback.xml" \
  -cp "$bench/../../target/lib/*" "$bench/latency/OpenLoad.java" "$1" "$2" "$3" "${WARM:-15}" "${4:-20}" "${CONNECTIONS:-1000}"
