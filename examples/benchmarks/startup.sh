#!/usr/bin/env bash
# Start-up as seen by the shell: the median of seven calls each, in seconds, with warm caches.
# "train" is a complete training of one step, including evaluation, files and report.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
sora="$here/../../distribution/target/sora/bin/sora"
"$here/../../sora" --version >/dev/null
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
measure() {
    local name=$1
    shift
    for _ in 1 2 3 4 5 6 7 8 9; do
        local begun=$EPOCHREALTIME
        "$@" >/dev/null 2>&1
        local ended=$EPOCHREALTIME
        awk -v a="$begun" -v b="$ended" 'BEGIN { print b - a }'
    done | tail -n 7 | sort -n | awk -v name="$name" 'NR == 4 { printf "%-10s %.2f s\n", name, $1 }'
}
measure --version "$sora" --version
measure validate "$sora" validate "$here/lenet.yaml"
measure train "$sora" train "$here/lenet.yaml" --out "$out" \
    --set data.train.samples=64 --set training.epochs=1
