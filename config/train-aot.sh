#!/bin/sh
# Makes the JVM's AOT cache (JEP 514 and 515) from a short run of everything under load: classes parsed and linked, and
# profiles of the hot methods. A gateway or an aggregator that starts with it is ready sooner and compiles sooner what is hot.
#
#   config/train-aot.sh                                  writes target/playhead.aot; needs JDK or JRE 25
#   java -XX:AOTCache=target/playhead.aot @config/jvm.options -jar target/playhead.jar gateway ...
#
# The cache is good for this jar with these libraries and this very JVM; with others the JVM goes on without it.
# Environment: JAVA (java), JAR (target/playhead.jar), CACHE (target/playhead.aot), LOAD_SECONDS (30), VIEWERS (1000), who
# live twenty times faster than we do, PORT (28080; the next three are taken too).
set -eu

java=${JAVA:-java}
jar=${JAR:-target/playhead.jar}
cache=${CACHE:-target/playhead.aot}
port=${PORT:-28080}
options=$(dirname "$0")/jvm.options
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Not more heap than this, because a heap beyond 32 GiB has other pointers, and those who use the cache have small ones.
"$java" -XX:AOTCacheOutput="$cache" "@$options" -Xmx1g -jar "$jar" dev \
  --set data.dir="$work/data" --set dev.viewers="${VIEWERS:-1000}" --set dev.speed=20 \
  --set http.port="$port" --set management.port=$((port + 1)) --set dev.kafkaPort=$((port + 2)) \
  --set reports.port=$((port + 3)) \
  >"$work/log" 2>&1 &
training=$!

until grep -q 'Playhead is ready' "$work/log"; do
  kill -0 "$training" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 1
done
sleep "${LOAD_SECONDS:-30}"

# It writes the cache as it ends, which takes some seconds more.
kill -TERM "$training"
wait "$training" || { cat "$work/log" >&2; exit 1; }
[ -s "$cache" ] || { cat "$work/log" >&2; exit 1; }
ls -l "$cache"
