#!/usr/bin/env bash
# Measures how long the report store takes for the questions of the page.
#   loadtest/bench/queries.sh [SESSIONS] [NAME]     default 10000000, as many ads and rows of live counts, over 30 days; all questions,
#                                                   or those whose names contain NAME
# The rows are made up, in DIRECTORY=/tmp/playhead-query-bench, once: what is there is asked again. Making 10 million takes some minutes
# and 3 GB of disk. Needs an idle machine and a JDK from 21 on.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -f target/playhead.jar ] || mvn -q -B package -DskipTests
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" -Xmx1g --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile=loadtest/bench/queries/logback.xml \
  -cp "${CLASSES:-target/playhead.jar:target/lib/*}" loadtest/bench/queries/QueryBench.java \
  "${DIRECTORY:-/tmp/playhead-query-bench}" "${1:-10000000}" "${2:-}"
