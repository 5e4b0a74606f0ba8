#!/usr/bin/env bash
# Kills a training with -9 at random times, within epochs and while a checkpoint is written, resumes it
# until it is done, and compares its weights bit by bit with those of an uninterrupted training.
#   kill.sh [-n KILLS, 100] [-s SEED of the times, 1]
# Each training is killed repeatedly until it ends before the next kill; then another one starts.
# Prints the number of kills, the number of kills while a checkpoint was written, and the number of
# trainings that ended with the same weights and metrics.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kills=100 RANDOM=1
while getopts n:s: option; do
    case $option in
        n) kills=$OPTARG ;;
        s) RANDOM=$OPTARG ;;
        *) exit 2 ;;
    esac
done
"$here/../../sora" --version >/dev/null
sora=$here/../../distribution/target/sora/bin/sora
out=$(mktemp -d)
run=
end() {
    [ -z "$run" ] || kill -9 "$run" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$out"
}
trap end EXIT

train() { exec "$sora" train "$here/kill.yaml" --out "$1" --resume >"$1.log" 2>&1; }

# the weights, and the history without its times
result() {
    unzip -p "$1/model.sora" weights.safetensors | sha256sum
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) time[i] = $i ~ /^(seconds|samples_per_second)$/ }
             { for (i = 1; i <= NF; i++) if (!time[i]) printf "%s,", $i; print "" }' "$1/history.csv"
}

begun=$(date +%s%N)
(train "$out/whole")
took=$((($(date +%s%N) - begun) / 1000000))
result "$out/whole" >"$out/expected"
echo "undisturbed: $took ms"

killed=0 writing=0 trainings=0 same=0
while [ "$killed" -lt "$kills" ]; do
    trainings=$((trainings + 1))
    folder=$out/training-$trainings
    while :; do
        (train "$folder") &
        run=$!
        if [ "$killed" -lt "$kills" ]; then
            moment=$(((RANDOM * 32768 + RANDOM) % took))
            sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
            if kill -9 "$run" 2>/dev/null; then
                killed=$((killed + 1))
                wait "$run" 2>/dev/null || true
                if compgen -G "$folder/checkpoints/.epoch-*.tmp" >/dev/null; then
                    writing=$((writing + 1))
                fi
                continue
            fi
        fi
        wait "$run" || { cat "$folder.log"; exit 1; }
        break
    done
    run=
    if result "$folder" | cmp -s - "$out/expected"; then
        same=$((same + 1))
    else
        echo "training $trainings differs"
    fi
    rm -rf "$folder"
done
echo "killed $killed times, $writing of them while a checkpoint was written"
echo "$same of $trainings trainings ended with the same weights and history"
[ "$same" -eq "$trainings" ]
