#!/usr/bin/env bash
# Runs all simulations, small, against a dev of its own, and fails if one fails; with a name only that one.
# Needs Maven and a JDK from 21 on.
set -euo pipefail
cd "$(dirname "$0")/.."

# The first java from 21 on, as the default one may be older.
find_java() {
  local java
  for java in "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    if [ -x "$java" ] && [ "$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')" -ge 21 ]; then
      echo "$java"
      return
    fi
  done
  echo "no JDK from 21 on is installed" >&2
  return 1
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

stop_dev() {
  kill "$dev" 2>/dev/null && wait "$dev" || true
  rm -rf "$data"
}

java=$(find_java)
[ -f target/playhead.jar ] || mvn -q -B package -DskipTests

data=$(mktemp -d)
http=$(free_port) management=$(free_port) reports=$(free_port) kafka=$(free_port)
log=loadtest/target/dev.log
mkdir -p loadtest/target
rm -f loadtest/target/summary.txt

"$java" -Xmx1g -jar target/playhead.jar dev --set http.port="$http" --set management.port="$management" --set reports.port="$reports" \
  --set dev.kafkaPort="$kafka" --set data.dir="$data" >"$log" 2>&1 &
dev=$!
trap stop_dev EXIT

status=0
mvn -q -B -f loadtest/pom.xml -Dsimulation="${1:-*}" \
  -Dtarget="http://127.0.0.1:$http" -Dmanagement="http://127.0.0.1:$management" -Dkafka="127.0.0.1:$kafka" \
  -Drate=4 -Dduration=6s -Dcompression=300 -Dp99=5s -Dhostile=0.25 -Dstep=2s -Dgrowth=1.5 \
  -Dgatling.noReports=true || status=$?

if ! kill -0 "$dev" 2>/dev/null; then
  echo "dev did not survive; $log ends with:" >&2
  tail -n 20 "$log" >&2
  status=1
fi
echo
cat loadtest/target/summary.txt 2>/dev/null || true
if [ "$status" -eq 0 ]; then echo "Smoke passed."; else echo "Smoke failed; the log of dev is $log." >&2; fi
exit "$status"
