#!/usr/bin/env bash
# Recomputes all reports from the event log into topics of their own, and compares them with the live ones.
#   config/replay.sh PREFIX [--config FILE] [--set key=value]...      PREFIX: of the new topics, such as replay-1.
# The settings are those of the live aggregators. Exit code 0 if all reports are equal. What it makes is kept for a look, and only
# its own: topics PREFIX*, the group and the changelogs PREFIX-aggregator*, and the directory data.dir=target/PREFIX.
# LIVE=playhead-aggregator is the live aggregators' aggregator.applicationId. Needs target/playhead.jar and a JDK from 21 on.
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${1:?a prefix for the new topics}; shift
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
keep=36500d
apart=(--set "aggregator.outputPrefix=$prefix" --set "aggregator.applicationId=${prefix}aggregator"
  --set aggregator.instanceId= --set "data.dir=target/$prefix" --set management.port=0)

# Reports carry the times of the events that made them: with the live topics' retention the broker deletes them as they come.
"$java" -jar target/playhead.jar topics "$@" --set "topics.prefix=$prefix" --set "topics.reportsRetention=$keep" \
  --set "topics.closedRetention=$keep" --set "topics.rejectedRetention=$keep" --set "topics.liveRetention=$keep"
"$java" @config/jvm.options -jar target/playhead.jar aggregator "$@" "${apart[@]}" &
aggregator=$!
trap 'kill $aggregator 2>/dev/null; wait $aggregator || true' EXIT
"$java" -jar target/playhead.jar compare "$@" "${apart[@]}" --live "${LIVE:-playhead-aggregator}"
