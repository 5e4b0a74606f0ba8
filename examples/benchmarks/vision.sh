#!/usr/bin/env bash
# Compares Sora with the same networks in PyTorch (peers/): training and prediction of the detector of
# examples/cells, a step of examples/digits-gan, a step of examples/faces. Both programs of a pair are
# started once, then stopped and continued in turn, every few seconds, so that both meet the same machine,
# whatever else it does. Prints the median speed of each in records/s, and the ratio: above 1, Sora is faster.
#   vision.sh [-r ROUNDS] [cells|cells-predict|digits-gan|faces ...]
# PYTHON names an interpreter with torch, THREADS the threads of both, by default 2, SLICE the seconds of a
# turn, by default 6 (more on a busy machine), WARM the epochs before the first, by default 12.
# A turn must contain several epochs of each training: those that are interrupted count as slow ones.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
rounds=8
if [ "${1:-}" = -r ]; then
    rounds=$2
    shift 2
fi
[ $# -gt 0 ] || set -- cells cells-predict digits-gan faces
export THREADS=${THREADS:-2}
# for both, as bin/sora does: large blocks of memory are kept instead of being returned to the system
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-33554432}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-1073741824}"
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"
python=${PYTHON:-python3}
"$python" -c 'import torch' || { echo "PYTHON needs an interpreter with torch" >&2; exit 2; }
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
first= second=
trap 'kill -9 $first $second 2>/dev/null || true; rm -rf "$out"' EXIT

# ours CASE: Sora, in the background without an end; its speeds are in $out/ours
ours() {
    if [ "$1" = cells-predict ]; then
        "$sora/bin/sora" train "$here/cells.yaml" --out "$out/model" --set training.epochs=1 >"$out/log" 2>&1
        exec java -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true -Dai.djl.pytorch.num_threads="$THREADS" \
            "$here/PredictPictures.java" "$out/model/model.sora" "$sora/plugins" "$out/cache" >"$out/ours" 2>>"$out/log"
    fi
    exec "$sora/bin/sora" train "$here/$1.yaml" --out "$out/run" --set training.epochs=1000000 \
        --set engine.threads="$THREADS" --set engine.wait=spin >"$out/log" 2>&1
}

# theirs CASE: the same in PyTorch; its speeds are in $out/theirs
theirs() {
    case $1 in
        cells) set -- cells.py train ;;
        cells-predict) set -- cells.py predict ;;
        digits-gan) set -- gan.py ;;
        faces) set -- faces.py ;;
    esac
    exec "$python" "$here/peers/$1" ${2:+"$2"} >"$out/theirs" 2>"$out/their-log"
}

# speeds of Sora so far: those that a training wrote by epoch, or that a program printed
speeds() {
    if [ -f "$out/run/history.csv" ]; then
        awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") c = i }
            NR > 1 && $c > 0 { print $c }' "$out/run/history.csv"
    else
        cat "$out/ours"
    fi
}

median() {
    sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", NR ? v[int((NR + 1) / 2)] : 0 }'
}

# waits until a program printed so many speeds
reaches() {
    for ((wait = 0; wait < 1200; wait++)); do
        [ "$("$2" 2>/dev/null | wc -l)" -lt "$1" ] || return 0
        sleep 0.5
    done
    tail -n 20 "$out"/*log >&2
    exit 1
}

their_speeds() {
    grep -v '^parameters' "$out/theirs"
}

printf '%-14s %12s %12s %8s\n' case PyTorch Sora ratio
for case in "$@"; do
    rm -rf "${out:?}"/*
    ours "$case" & first=$!
    reaches "${WARM:-12}" speeds
    kill -STOP $first
    theirs "$case" & second=$!
    reaches 4 their_speeds
    kill -STOP $second
    mine=$(speeds | wc -l) other=$(their_speeds | wc -l)
    for ((i = 0; i < rounds; i++)); do
        for process in $second $first; do
            kill -CONT $process
            sleep "${SLICE:-6}"
            kill -STOP $process
        done
    done
    y=$(speeds | tail -n +$((mine + 1)) | median) x=$(their_speeds | tail -n +$((other + 1)) | median)
    kill -9 $first $second
    wait $first $second 2>/dev/null || true
    awk -v c="$case" -v x="$x" -v y="$y" 'BEGIN { printf "%-14s %12.1f %12.1f %8.2f\n", c, x, y, x ? y / x : 0 }'
done
