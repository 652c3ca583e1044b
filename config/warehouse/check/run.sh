#!/usr/bin/env bash
# Runs what is in config/warehouse against a dev of its own with simulated viewers, for two or three minutes, and compares it with the
# report store: ClickHouse as a library in Node (chDB, from npm, 550 MB), Kafka Connect with Iceberg's sink (from Maven Central, 110 MB).
# Needs Node from 20 on, python3, Maven, a JDK from 21 on, and one of 17 to 23 for Hadoop's part of the sink: CONNECT_JAVA=java.
set -euo pipefail
cd "$(dirname "$0")/../../.."
[ -f target/playhead.jar ] || mvn -q -B package -DskipTests
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
kafka=127.0.0.1:18093 reports=http://127.0.0.1:18092
data=$(mktemp -d)
root=$PWD here=target/warehouse
mkdir -p "$here"

finish() {
  cd "$root"
  kill "${dev:-}" "${connect:-}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

npm install --silent --no-audit --no-fund --prefix "$here" chdb@3.4.0
cp config/warehouse/check/check.mjs "$here/check.mjs" # Node looks for libraries beside the script.
mvn -q -B -f config/warehouse/check/pom.xml dependency:build-classpath -Dmdep.outputFile="$root/$here/classpath"

"$java" -Xmx1g -jar target/playhead.jar dev --set http.port=18090 --set management.port=18091 --set reports.port=18092 \
  --set dev.kafkaPort=18093 --set data.dir="$data/dev" --set dev.viewers=60 --set dev.speed=30 >"$here/dev.log" 2>&1 &
dev=$!
for _ in $(seq 60); do grep -q "Playhead is ready" "$here/dev.log" && break; sleep 1; done

"$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(cat "$here/classpath")" config/warehouse/check/ControlTopic.java "$kafka"

cat >"$data/worker.properties" <<WORKER
bootstrap.servers=$kafka
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.storage.StringConverter
offset.storage.file.filename=$data/offsets
plugin.discovery=hybrid_warn
listeners=http://127.0.0.1:18094
WORKER
# As it is shipped, but for a catalog of its own in a directory, and commits each five seconds.
python3 - "$data" <<'SINK'
import json, sys
sink = json.load(open('config/warehouse/connect-iceberg.json'))
settings = {'name': sink['name'], **sink['config']}
settings = {key: value for key, value in settings.items() if not key.startswith('iceberg.catalog.')}
settings |= {'iceberg.catalog.type': 'hadoop', 'iceberg.catalog.warehouse': f'file:{sys.argv[1]}/lake',
             'iceberg.control.commit.interval-ms': '5000', 'tasks.max': '2'}
open(f'{sys.argv[1]}/sink.properties', 'w').writelines(f'{key}={value}\n' for key, value in settings.items())
SINK
"${CONNECT_JAVA:-java}" -Xmx512m -Dorg.slf4j.simpleLogger.logFile="$here/connect.log" -cp "$(cat "$here/classpath")" \
  org.apache.kafka.connect.cli.ConnectStandalone "$data/worker.properties" "$data/sink.properties" &
connect=$!

# For viewers to end sessions, and minutes of live counts to pass; what is compared is waited for by the check itself.
sleep 45
cd "$data" # ClickHouse reads files below the directory that it runs in.
node "$root/$here/check.mjs" "$root/config/warehouse/clickhouse.sql" "$kafka" "$reports" lake
