#!/usr/bin/env bash
# Trains seven models on the CPU and on a GPU, and measures each model on both. Prints for each: records a
# second on each engine (the median over the second half of the epochs), how much faster the GPU is, the
# accuracy on records that were not trained on, and the difference between the losses that one model, trained
# on the CPU, has on the two engines, which has to be below 0.001. With PyTorch for Python, the last column
# is the speed of the same network there, on the same device.
#   gpu.sh [--tiny] [--engines cpu,gpu]
# --tiny takes few records and epochs, to try the script out. Run it on an idle machine otherwise.
# The GPU needs its libraries: sora engine install gpu. PYTHON names an interpreter with torch. cifar10 needs
# its pictures below SORA_DATA_HOME, and is left out without them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
tiny=
engines=cpu,gpu
while [ $# -gt 0 ]; do
    case $1 in
        --tiny) tiny=1 ;;
        --engines)
            [ $# -gt 1 ] || { echo "--engines needs a list: cpu,gpu" >&2; exit 2; }
            engines=$2
            shift
            ;;
        *) echo "usage: gpu.sh [--tiny] [--engines cpu,gpu]" >&2; exit 2 ;;
    esac
    shift
done
for engine in ${engines//,/ }; do
    case $engine in
        cpu | gpu) ;;
        *) echo "there is no engine '$engine': cpu, gpu" >&2; exit 2 ;;
    esac
done
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora/bin/sora
python=${PYTHON:-python3}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# a home without an installed GPU engine, in which 'auto' is the CPU
mkdir "$out/home"

# on ENGINE COMMAND…: runs Sora where 'engine: {type: auto}' is that engine
on() {
    if [ "$1" = cpu ]; then
        shift
        env -u SORA_LIBTORCH SORA_HOME="$out/home" "$sora" "$@"
    else
        shift
        "$sora" "$@"
    fi
}

digits='data.test={type: drawn-digits, samples: 1000, seed: 2}'
texts='data.test={type: generated-texts, samples: 1000, seed: 2}'
train_texts='data.train={type: generated-texts, samples: 16000, seed: 1}'

# settings MODEL: sets $file to its manifest and $set to its overrides
settings() {
    file=$here/$1.yaml
    set=()
    case $1 in
        lstm) set=(--set "$train_texts" --set "$texts") ;;
        transformer) set=(--set "$texts") ;;
        cifar10) file=$here/../cifar10/cifar10.yaml set=(--set training.epochs=5) ;;
        particles-64) set=(--set "$digits" --set training.epochs=20) ;;
        *) set=(--set "$digits") ;;
    esac
    if [ -n "$tiny" ]; then
        set+=(--set training.epochs=2)
        [ "$1" = cifar10 ] || set+=(--set data.train.samples=640)
    fi
}

# number FILE PATTERN: the first number after a key in a JSON document
number() {
    { grep -o "\"$2\" *: *[-0-9.eE+]*" "$1" || true; } | head -n 1 | sed 's/.*: *//'
}

# speed FOLDER: the median of the second half of the epochs
speed() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
        NR > 1 { v[NR - 1] = $column }
        END { for (i = int((NR - 1) / 2) + 1; i < NR; i++) print v[i] }' "$1/history.csv" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.0f", v[int((NR + 1) / 2)] }'
}

peer() {
    "$python" -c 'import torch' 2>/dev/null || { echo -; return; }
    "$python" "$here/peers/gpu.py" "$1" "$2" ${tiny:+--tiny} 2>"$out/peer" || { tail -n 3 "$out/peer" >&2; echo -; }
}

measure() {
    local model=$1 engine
    declare -A speeds accuracies losses peers
    settings "$model"
    for engine in ${engines//,/ }; do
        on "$engine" train "$file" --out "$out/$model-$engine" "${set[@]}" >"$out/log" 2>&1 ||
            { tail -n 20 "$out/log" >&2; exit 1; }
        speeds[$engine]=$(speed "$out/$model-$engine")
        sed -n '/"test"/,$p' "$out/$model-$engine/metrics.json" >"$out/test.json"
        accuracies[$engine]=$(number "$out/test.json" accuracy)
        on "$engine" evaluate "$out/$model-${engines%%,*}/model.sora" --json >"$out/evaluated" 2>"$out/log" ||
            { tail -n 20 "$out/log" >&2; exit 1; }
        losses[$engine]=$(number "$out/evaluated" loss)
        peers[$engine]=$(peer "$model" "$engine")
    done
    local faster=- difference=-
    if [ -n "${speeds[cpu]:-}" ] && [ -n "${speeds[gpu]:-}" ]; then
        faster=$(awk -v a="${speeds[gpu]}" -v b="${speeds[cpu]}" 'BEGIN { printf "%.1f", a / b }')
        difference=$(awk -v a="${losses[gpu]}" -v b="${losses[cpu]}" \
            'BEGIN { d = a - b; printf "%.6f", d < 0 ? -d : d }')
        awk -v d="$difference" 'BEGIN { exit !(d < 0.001) }' || wrong+=("$model: $difference")
    fi
    for engine in ${engines//,/ }; do
        printf '%-14s %-6s %12s %8s %10s %12s %14s\n' "$model" "$engine" "${speeds[$engine]}" \
            "$([ "$engine" = gpu ] && echo "$faster" || echo -)" "${accuracies[$engine]}" \
            "$([ "$engine" = gpu ] && echo "$difference" || echo -)" "${peers[$engine]}"
    done >>"$out/table"
    tail -n "$(wc -w <<<"${engines//,/ }")" "$out/table"
}

wrong=()
printf '%-14s %-6s %12s %8s %10s %12s %14s\n' model engine records/s faster accuracy difference PyTorch
models="lenet cnn dense particles-64 lstm transformer"
if [ -e "${SORA_DATA_HOME:-/nonexistent}/cifar10-subset/cifar10-train-10k.tar.gz" ]; then
    models+=" cifar10"
fi
for model in $models; do
    measure "$model"
done
case $models in
    *cifar10*) ;;
    *) echo "cifar10 was left out: SORA_DATA_HOME has no cifar10-subset" ;;
esac
if [ ${#wrong[@]} -gt 0 ]; then
    printf 'the engines differ by more than 0.001: %s\n' "${wrong[@]}" >&2
    exit 1
fi
