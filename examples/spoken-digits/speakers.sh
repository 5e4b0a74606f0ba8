#!/bin/sh
# Holds out each speaker of FSDD in turn: trains on the other five, measures on the sixth, and prints the accuracy of each and their mean.
#   SORA_DATA_HOME=… examples/spoken-digits/speakers.sh [FOLDER] [--set …]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-runs/spoken-digits-speakers}
[ $# -gt 0 ] && shift
sora=${SORA:-$here/../../sora}
for speaker in george jackson lucas nicolas theo yweweler; do
    "$sora" train "$here/spoken-digits.yaml" --out "$out/$speaker" --set "data.test.values=[$speaker]" "$@" >/dev/null
    printf '%s ' "$speaker"
    sed -n 's/.*"accuracy": *\([0-9.]*\).*/\1/p' "$out/$speaker/metrics.json" | tail -1
done | awk '{ print; sum += $2; n++ } END { printf "mean %.4f\n", sum / n }'
