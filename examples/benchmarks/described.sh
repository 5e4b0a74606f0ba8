#!/usr/bin/env bash
# Trains on data without a manifest: `sora describe` drafts one for each file, the draft is trained
# unchanged, and the metrics on its test split are printed.
#   SORA_DATA_HOME=DIR described.sh [NAME...]
# A file that is missing below SORA_DATA_HOME is reported and skipped. The only inputs are the file, and
# the target where its name or position does not determine it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${SORA_DATA_HOME:?names the folder of the data sets}"
"$here/../../sora" --version >/dev/null
sora=$here/../../distribution/target/sora/bin/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# name, file, target ("-": guessed)
data='
abalone tabular/abalone.csv -
pima tabular/pima-indians-diabetes.csv -
wheat-seeds tabular/wheat-seeds.csv -
transformer series/ETTh1.csv.gz OT
x-rays pneumonia-mnist/pneumoniamnist-rebuilt.npz -
faces orl-faces/orl_faces-s1-s30.tar.gz -
news ag-news/train-first10429.csv.gz -
hotels-zh chinese-sentiment/ChnSentiCorp_htl_all.csv.gz -
'
printf '%-12s %-10s %8s   %s\n' data target seconds 'test part'
while read -r name file target; do
    [ -n "$name" ] || continue
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    [ -e "$SORA_DATA_HOME/$file" ] || { echo "$name: no $file there"; continue; }
    named=()
    [ "$target" = - ] || named=(--target "$target")
    "$sora" describe "$SORA_DATA_HOME/$file" "${named[@]}" --manifest "$out/$name.yaml" \
        >"$out/$name.txt" 2>&1 || { cat "$out/$name.txt"; continue; }
    begun=$SECONDS
    "$sora" train "$out/$name.yaml" --out "$out/$name" --json >"$out/$name.json" 2>"$out/$name.err" ||
        { cat "$out/$name.err"; continue; }
    predicted=$(sed -n '/^outputs:/,$ s/.*column: *\([^,} ]*\).*/\1/p' "$out/$name.yaml" | head -n 1)
    printf '%-12s %-10s %8d   ' "$name" "$predicted" $((SECONDS - begun))
    tr -d '\n' <"$out/$name/metrics.json" | sed -E 's/.*"test": *//; s/[[:space:]]+/ /g'
    echo
done <<<"$data"
