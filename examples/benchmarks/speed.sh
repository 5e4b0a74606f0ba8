#!/usr/bin/env bash
# Training speed of five models: the median over the second half of the epochs, in records a second
# (in the first half, the JVM still compiles hot code).
# Run it on an idle machine: load from other processes changes the numbers up to ten-fold.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
awk 'BEGIN {
    srand(7)
    print "text,label"
    for (row = 0; row < 1600; row++) {
        text = ""
        for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
        print text "," int(rand() * 2)
    }
}' >"$out/texts.csv"
export SORA_TEXTS="$out/texts.csv"
for model in lenet cnn dense particles-64 lstm; do
    "$here/../../sora" train "$here/$model.yaml" --out "$out/$model" >/dev/null 2>&1
    awk -F, -v model="$model" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
        NR > 1 { v[NR - 1] = $column }
        END { for (i = int(NR / 2) + 1; i < NR; i++) print v[i] }' "$out/$model/history.csv" | sort -n |
        awk -v model="$model" '{ v[NR] = $1 } END { printf "%-14s %9.0f samples/s\n", model, v[int((NR + 1) / 2)] }'
done
