#!/usr/bin/env bash
# Measures single predictions of an open model: LeNet-5 and an LSTM over texts of 500 words. Prints the
# median time, predictions a second from 1, 2 and 8 threads, whether all answers are equal, the memory
# of the process before and after, and the time to open a package of 100 MB. Run that on an idle machine.
#   predict.sh [predictions of LeNet-5, 10000] [of the LSTM, 1000]
# If python3, or the interpreter that PYTHON names, has torch, it then compares both networks with PyTorch.
# All programs are started once, then stopped and continued in turn, every second, so that they meet the
# same machine, whatever else it does. Prints the median time of a prediction and the time of processors
# that one takes, in microseconds, and the ratio to the faster PyTorch: below 1, Sora is faster. Sora splits
# the text and looks its words up; PyTorch does so in lstm-text, and is given the indices of the words in lstm.
#   predict.sh pairs [ROUNDS, 20]: this comparison alone
# THREADS names the threads of the second PyTorch, by default 2; WARM the seconds before the first turn.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
rounds=20 pairs=
if [ "${1:-}" = pairs ]; then
    pairs=1
    rounds=${2:-$rounds}
    set --
fi
python=${PYTHON:-python3}
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
running=()
trap 'kill -9 "${running[@]}" 2>/dev/null || true; rm -rf "$out"' EXIT
awk 'BEGIN {
    srand(7)
    print "text,label"
    for (row = 0; row < 320; row++) {
        text = ""
        for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
        print text "," int(rand() * 2)
    }
}' >"$out/texts.csv"
export SORA_TEXTS="$out/texts.csv"
# the wait settings of threads in bin/sora
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}" GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-100000}"

model() {
    [ -e "$out/$1" ] ||
        "$sora/bin/sora" train "$here/$1.yaml" --out "$out/$1" --set training.epochs=1 >/dev/null 2>&1
}

# predict MODEL COUNT [MODE]: with a fixed heap, allocated at the start, so that only native memory can grow
predict() {
    exec java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true \
        "$here/Predict.java" "$out/$1/model.sora" "$sora/plugins" "$out/cache" "${@:2}"
}

# ticks PID: the time of processors that a process has used, in hundredths of a second
ticks() {
    sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

lines() {
    wc -l <"$out/times-$1"
}

# turns COUNT: the running programs in turn; each prints the median of COUNT predictions, again and again.
# For each, the median time and the time of processors for a prediction; 0 0 if it completed no COUNT of them.
turns() {
    local count=$1 i k
    local -a begun used
    sleep "${WARM:-15}"
    for i in "${!running[@]}"; do
        # beside other load, two threads of OpenMP that wait for each other may take very long
        for ((k = 0; k < 60 && $(lines "$i") < 3; k++)); do sleep 0.5; done
        kill -STOP "${running[i]}" || {
            tail -n 30 "$out/log" >&2
            exit 1
        }
    done
    for i in "${!running[@]}"; do
        begun[i]=$(lines "$i") used[i]=$(ticks "${running[i]}")
    done
    for ((k = 0; k < rounds; k++)); do
        for i in "${!running[@]}"; do
            kill -CONT "${running[i]}"
            sleep 1
            kill -STOP "${running[i]}"
        done
    done
    for i in "${!running[@]}"; do
        tail -n +$((begun[i] + 1)) "$out/times-$i" | sort -n |
            awk -v count="$count" -v used="$(($(ticks "${running[i]}") - used[i]))" \
                '{ v[NR] = $1 }
                END { if (NR) printf "%.1f %.1f\n", v[int((NR + 1) / 2)], used * 1e4 / (NR * count); else print "0 0" }'
        kill -9 "${running[i]}"
        wait "${running[i]}" 2>/dev/null || true
    done
    running=()
}

# compare NAME COUNT: NAME is a model, and perhaps what PyTorch is given
compare() {
    local name=$1 model=${1%-text} count=$2 i
    model "$model"
    : >"$out/log"
    for i in 0 1; do
        "$python" "$here/predict_pytorch.py" "$name" "$count" $((i == 0 ? 1 : ${THREADS:-2})) \
            >"$out/times-$i" 2>>"$out/log" &
        running[i]=$!
    done
    predict "$model" "$count" median >"$out/times-2" 2>>"$out/log" & running[2]=$!
    turns "$count" >"$out/turns"
    awk -v name="$name" '{ time[NR] = $1; used[NR] = $2 } END {
        row(name, time)
        row("  CPU", used)
    }
    function row(title, v) {
        best = v[2] > 0 && v[2] < v[1] || !(v[1] > 0) ? v[2] : v[1]
        printf "%-10s %12.1f %12.1f %12.1f %8.2f\n", title, v[1], v[2], v[3], (best > 0 ? v[3] / best : 0)
    }' "$out/turns"
}

if [ -z "$pairs" ]; then
    for model in lenet:${1:-10000} lstm:${2:-1000} wide:100; do
        name=${model%:*}
        model "$name"
        echo "$name"
        (predict "$name" "${model#*:}") 2>"$out/log" || {
            status=$?
            tail -n 30 "$out/log" >&2
            exit $status
        }
    done
fi
if "$python" -c 'import torch' 2>/dev/null; then
    printf '%-10s %12s %12s %12s %8s\n' model PyTorch-1 "PyTorch-${THREADS:-2}" Sora ratio
    compare lenet 200
    compare lstm 20
    compare lstm-text 20
elif [ -n "$pairs" ]; then
    echo "PYTHON needs an interpreter with torch" >&2
    exit 2
fi
