#!/usr/bin/env bash
# Measures single explanations of an open model, the digits example with its four particles: the median
# and the 95th percentile of the time for each method, after 30 explanations to warm up. The aim is less
# than 100 ms.
#   explain.sh [explanations by each method, 200]
# Run it on an idle machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# the wait settings of threads in bin/sora
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}" GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-100000}"
"$sora/bin/sora" train "$root/examples/digits/digits.yaml" --out "$out/digits" --set training.epochs=1 >/dev/null 2>&1
java -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true "$here/Explain.java" \
    "$out/digits/model.sora" "$sora/plugins" "$out/cache" "${1:-200}"
