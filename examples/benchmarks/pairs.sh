#!/usr/bin/env bash
# Compares the training speed of this build with that of another one, such as a release. Both train at
# the same time, but only one of them runs: they are stopped and continued in turn, every few seconds, so
# that both meet the same machine, whatever else it does. Prints, for each model, the median speed of each
# build in samples/s, and their ratio.
#   pairs.sh OTHER [-r ROUNDS] [MODEL...]
# OTHER is the folder of the other distribution, which contains bin/sora. Each build starts with its
# defaults, except that this one waits by spinning, as the other program would count as a busy neighbour.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
other=${1:?names the folder of the other distribution}
shift
rounds=8
if [ "${1:-}" = -r ]; then
    rounds=$2
    shift 2
fi
[ $# -gt 0 ] || set -- lenet cnn dense particles-64 lstm
"$here/../../sora" --version >/dev/null
own=$here/../../distribution/target/sora
out=$(mktemp -d)
first= second=
trap 'kill -9 $first $second 2>/dev/null || true; rm -rf "$out"' EXIT
awk 'BEGIN {
    srand(7)
    print "text,label"
    for (row = 0; row < 160; row++) {
        text = ""
        for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
        print text "," int(rand() * 2)
    }
}' >"$out/texts.csv"
export SORA_TEXTS="$out/texts.csv"

# train DISTRIBUTION MODEL FOLDER [OPTION...]: a training without an end, in the background
train() {
    local sora=$1/bin/sora model=$2 folder=$3 size='data.train.samples=640'
    shift 3
    [ "$model" != lstm ] || size='training.batch_size=32'
    exec "$sora" train "$here/$model.yaml" --out "$folder" --set training.epochs=1000000 --set "$size" "$@" \
        >"$folder.log" 2>&1
}

epochs() {
    wc -l 2>/dev/null <"$1/history.csv" || echo 0
}

# median FOLDER FROM: of the epochs after the first FROM lines; those that were interrupted are outliers
median() {
    awk -F, -v from="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
        NR > from && NR > 1 && $column > 0 { print $column }' "$1/history.csv" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.0f", NR ? v[int((NR + 1) / 2)] : 0 }'
}

printf '%-14s %12s %12s %8s\n' model other this ratio
for model in "$@"; do
    slice=2
    [ "$model" != lstm ] || slice=5
    rm -rf "$out/a" "$out/b"
    train "$other" "$model" "$out/a" & first=$!
    sleep 15
    kill -STOP $first
    train "$own" "$model" "$out/b" --set engine.wait=spin & second=$!
    sleep 15
    kill -STOP $second
    a=$(epochs "$out/a") b=$(epochs "$out/b")
    for ((i = 0; i < rounds; i++)); do
        for process in $first $second; do
            kill -CONT $process
            sleep $slice
            kill -STOP $process
        done
    done
    x=$(median "$out/a" "$a") y=$(median "$out/b" "$b")
    kill -9 $first $second
    wait $first $second 2>/dev/null || true
    awk -v m="$model" -v x="$x" -v y="$y" 'BEGIN { printf "%-14s %12d %12d %8.2f\n", m, x, y, x ? y / x : 0 }'
done
