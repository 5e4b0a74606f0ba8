#!/usr/bin/env bash
# Updates plugins during a training: trains twice for about a minute (or the seconds given) in one JVM,
# the second time with three updates of the plugin in use. Checks that the weights are equal, that the
# next training uses the new version and that no class loader of an old version remains.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
bench=$root/distribution/src/test/java/dev/sora/packed
javac -d "$out/classes" -cp "$sora/lib/*" \
    "$bench/ParticleJar.java" "$bench/LiveBench.java" "$bench/UpdateMeasurement.java"
# Threads that spin while they wait slow down under any load from other processes.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-1000}"
java -cp "$out/classes:$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true \
    -DDJL_CACHE_DIR="$out/natives" dev.sora.packed.UpdateMeasurement \
    "$sora/plugins" "$out/work" "${1:-60}" 2>"$out/log" || {
    status=$?
    tail -n 30 "$out/log" >&2
    exit $status
}
