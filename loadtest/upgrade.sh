#!/usr/bin/env bash
# Tries the upgrade from an earlier version to this one, and the way back, while viewers watch (UpgradeTest).
#   loadtest/upgrade.sh COMMIT      COMMIT: the earlier version, which is built from this repository in a directory of its own
set -euo pipefail
cd "$(dirname "$0")/.."
earlier=$(mktemp -d)
trap 'git worktree remove --force "$earlier"' EXIT
git worktree add --detach "$earlier" "$1"
(cd "$earlier" && mvn -q -B package -Dmaven.test.skip)
mvn -q -B test -Pfaults -Dtest=UpgradeTest -Dplayhead.previous="$earlier/target/playhead.jar"
echo "upgrade from $1 and back: nothing lost, every report as in the viewers' books"
