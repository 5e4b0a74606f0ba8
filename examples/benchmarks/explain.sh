#!/usr/bin/env bash
# Measures explanations.
#   explain.sh [digits|compare|words …]     all of them if none is named
# digits   single explanations of an open model, the digits example with its four particles: the
#          median and the 95th percentile of the time for each method, after 30 to warm up. The aim
#          is less than 100 ms.
# compare  integrated gradients of the network of cnn.yaml beside those of PyTorch, with the same
#          weights, baseline and steps: how far they are apart, and by how much they miss the
#          difference of the scores. With SORA_DATA_HOME on MNIST, otherwise on drawn digits. Ends
#          with an error above 1 %.
# words    the time of an explanation of 500 words by an LSTM, in Sora and in PyTorch
# COUNT sets the number of explanations by each method (200; of words 20), PYTHON a Python with
# PyTorch. Run digits and words on an idle machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
peer() { "${PYTHON:-python3}" "$here/peers/integrated_gradients.py" "$@"; }
# the wait settings of threads in bin/sora
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-PASSIVE}" GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-100000}"

train() { "$sora/bin/sora" train "$@" >"$out/log.txt" 2>&1 || { tail -n 20 "$out/log.txt" && exit 1; }; }

timed() { # model count method
    java -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true "$here/Explain.java" \
        "$1" "$sora/plugins" "$out/cache" "$2" "$3"
}

digits() {
    train "$root/examples/digits/digits.yaml" --out "$out/digits" --set training.epochs=1
    timed "$out/digits/model.sora" "${COUNT:-200}" pictures
}

compare() {
    local mnist=${SORA_DATA_HOME:-}/mnist data=()
    if [ -f "$mnist/train-images-idx3-ubyte.gz" ]; then
        data=(--set "data.train={type: idx, images: $mnist/train-images-idx3-ubyte.gz, labels: $mnist/train-labels-idx1-ubyte.gz}")
        peer draw "$out/pictures" 50 "$mnist/t10k-images-idx3-ubyte.gz"
    else
        peer draw "$out/pictures" 50
    fi
    train "$here/cnn.yaml" "${data[@]}" --set inputs.image.normalise=unit --set training.epochs=1 --out "$out/cnn"
    "$sora/bin/sora" export "$out/cnn/model.sora" --format safetensors --output "$out/weights" >/dev/null
    "$sora/bin/sora" explain "$out/cnn/model.sora" --input "$out/pictures" --baseline zero --json \
        >"$out/explained.jsonl" 2>"$out/log.txt"
    peer compare "$out/weights" "$out/pictures" "$out/explained.jsonl"
}

words() {
    awk 'BEGIN {
        srand(7)
        print "text,label"
        for (row = 0; row < 320; row++) {
            text = ""
            for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
            print text "," int(rand() * 2)
        }
    }' >"$out/texts.csv"
    SORA_TEXTS="$out/texts.csv" train "$here/lstm.yaml" --out "$out/lstm" --set training.epochs=1
    timed "$out/lstm/model.sora" "${COUNT:-20}" words
    peer time "${COUNT:-20}"
}

for each in "${@:-digits compare words}"; do
    for one in $each; do
        case $one in
            digits | compare | words) "$one" ;;
            *) sed -n '2,16s/^# \{0,1\}//p' "$0" && exit 2 ;;
        esac
    done
done
