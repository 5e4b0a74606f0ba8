#!/usr/bin/env bash
# Trains three models with products of 32-bit floats and of bfloat16, one after the other on the same engine,
# and prints for each: records a second (the median over the second half of the epochs), how much faster
# bfloat16 is, and the accuracy on records that were not trained on.
#   precision.sh [--tiny] [ENGINE]
# ENGINE is cpu, the default, or gpu. --tiny takes few records and epochs, to try the script out. Run it on an
# idle machine otherwise.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
tiny=
if [ "${1:-}" = --tiny ]; then
    tiny=1
    shift
fi
engine=${1:-cpu}
case $engine in
    cpu | gpu) ;;
    *) echo "usage: precision.sh [--tiny] [cpu|gpu]" >&2; exit 2 ;;
esac
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora/bin/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# speed FOLDER: the median of the second half of the epochs
speed() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
        NR > 1 { v[NR - 1] = $column }
        END { for (i = int((NR - 1) / 2) + 1; i < NR; i++) print v[i] }' "$1/history.csv" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.0f", v[int((NR + 1) / 2)] }'
}

# accuracy FOLDER: that of the test data
accuracy() {
    sed -n '/"test"/,$p' "$1/metrics.json" | grep -o '"accuracy" *: *[0-9.]*' | head -n 1 | sed 's/.*: *//'
}

printf '%-12s %-10s %12s %8s %10s\n' model precision records/s faster accuracy
for model in cnn dense transformer; do
    test=drawn-digits
    [ "$model" = transformer ] && test=generated-texts
    set=(--set "data.test={type: $test, samples: 1000, seed: 2}")
    [ -n "$tiny" ] && set+=(--set training.epochs=2 --set data.train.samples=640)
    before=
    for precision in float32 bf16; do
        run=$out/$model-$precision
        "$sora" train "$here/$model.yaml" --out "$run" "${set[@]}" \
            --set "engine={type: $engine, precision: $precision}" >"$out/log" 2>&1 ||
            { tail -n 20 "$out/log" >&2; exit 1; }
        now=$(speed "$run")
        printf '%-12s %-10s %12s %8s %10s\n' "$model" "$precision" "$now" \
            "$(awk -v a="$now" -v b="$before" 'BEGIN { if (b) printf "%.2f", a / b; else print "-" }')" \
            "$(accuracy "$run")"
        before=$now
    done
done
