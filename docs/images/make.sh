#!/usr/bin/env bash
# Makes the pictures of the page anew: a broker, gateway, aggregator and reports with simulated viewers, and Chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."

mvn -q -B test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
java=$(ls -d /usr/lib/jvm/*/bin/java | sort -V | tail -1)
"${JAVA:-$java}" --enable-native-access=ALL-UNNAMED -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  io.playhead.page.Pictures docs/images
