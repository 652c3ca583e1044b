#!/usr/bin/env bash
# Measures the aggregator: events/s and processor time an event at several numbers of open sessions, then restarts.
#   loadtest/bench/aggregator.sh [SESSIONS...]      default 10000 200000 1000000; some minutes each
# EVENTS=3000000 are measured; AGGREGATOR_JVM="-Xmx3g" and AGGREGATOR_ARGS="--set key=value" go to the aggregator. Event logs are
# written once and kept in DIRECTORY=/tmp/playhead-aggregator-bench, about 250 bytes an event. Needs an idle machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ ! -f target/playhead.jar ] || [ -n "$(find pom.xml src/main schemas config -newer target/playhead.jar -print -quit)" ]; then
  mvn -q -B package -DskipTests
fi
mvn -q -B -f loadtest/bench/aggregator/pom.xml package
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[ $# -gt 0 ] || set -- 10000 200000 1000000
export AGGREGATOR_JVM=${AGGREGATOR_JVM:--Xmx3g}
exec "$java" -cp "loadtest/bench/aggregator/target/aggregator-bench.jar:target/playhead.jar:target/lib/*" \
  io.playhead.bench.aggregator.AggregatorBench "${DIRECTORY:-/tmp/playhead-aggregator-bench}" "${EVENTS:-3000000}" "$@"
