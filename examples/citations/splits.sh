#!/bin/sh
# The accuracy on ten random splits of the citations, and their mean: ./splits.sh [SORA] [--set key=value …]
# SORA is the command, by default ./sora of the checkout; SORA_DATA_HOME and CITATIONS as in citations.yaml.
set -eu
here=$(dirname "$0")
sora=${1:-$here/../../sora}
[ $# -gt 0 ] && shift
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for seed in 1 2 3 4 5 6 7 8 9 10; do
    "$sora" train "${MANIFEST:-$here/citations.yaml}" --out "$out/$seed" --seed "$seed" "$@" >"$out/$seed.log" 2>&1 || { cat "$out/$seed.log" >&2; exit 1; }
    accuracy=$(sed -n 's/.*"accuracy" *: *\([0-9.]*\).*/\1/p' "$out/$seed/metrics.json" | tail -1)
    [ -n "$accuracy" ] || { echo "seed $seed: metrics.json has no accuracy" >&2; exit 1; }
    # not through a pipe: sh would lose the exit status of this loop
    echo "seed $seed  $accuracy" >>"$out/all"
    echo "seed $seed  $accuracy"
done
awk '{ s += $3; q += $3 * $3; n++ } END { m = s / n; printf "mean %.4f, standard deviation %.4f of %d splits\n", m, sqrt((q - n * m * m) / (n - 1)), n }' "$out/all"
