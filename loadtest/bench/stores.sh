#!/usr/bin/env bash
# Measures what finding a session and putting it back takes, in Kafka Streams' store in memory and in the aggregator's own.
#   loadtest/bench/stores.sh [SESSIONS...]      default 10000 200000 1000000; a minute or two
# Needs target/playhead.jar (mvn package) with its libraries, and a JDK from 21 on (JAVA_HOME).
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
target=$bench/../../target
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${jdk}javac" -d "$classes" -cp "$target/playhead.jar:$target/lib/*" "$bench/stores/io/playhead/aggregator/StoreBench.java"
[ $# -gt 0 ] || set -- 10000 200000 1000000
"${jdk}java" -Xmx3g -XX:+UseParallelGC -cp "$classes:$target/playhead.jar:$target/lib/*" io.playhead.aggregator.StoreBench "$@"
