#!/usr/bin/env bash
# Measures how fast reports come from Kafka into the report store, each once.
#   loadtest/bench/ingest.sh [SESSIONS]      default 200000, of five reports each; a minute or two
# Broker and store are processes of their own. The reports are the examples of schemas/reports, of other sessions, written
# before the clock starts. DIRECTORY=/tmp/playhead-ingest-bench is emptied first. Needs an idle machine and a JDK from 21 on.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -f target/playhead.jar ] || mvn -q -B package -DskipTests
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
directory=${DIRECTORY:-/tmp/playhead-ingest-bench}
rm -rf "$directory"
exec "$java" -Xmx1g --enable-native-access=ALL-UNNAMED \
  -Dlogback.configurationFile=loadtest/bench/ingest/logback.xml -cp "target/playhead.jar:target/lib/*" loadtest/bench/ingest/IngestBench.java \
  "$directory" "${1:-200000}"
