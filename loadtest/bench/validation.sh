#!/usr/bin/env bash
# Measures the validation of a ping and of a full sessionStart: time and allocation of each way to do it, in one run.
# Arguments go to JMH (-h lists them). Needs an idle machine, target/playhead.jar (mvn package) and a JDK from 21 on.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ ! -f target/playhead.jar ] || [ -n "$(find pom.xml src/main schemas config -newer target/playhead.jar -print -quit)" ]; then
  mvn -q -B package -DskipTests
fi
mvn -q -B -f loadtest/bench/validation/pom.xml package
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
bench=loadtest/bench/validation/target
exec "$java" -cp "$bench/validation-bench.jar:$bench/lib/*:target/playhead.jar:target/lib/*" org.openjdk.jmh.Main \
  -prof gc "$@" ValidationBench
