#!/usr/bin/env bash
# Measures single predictions of an open model: LeNet-5 and an LSTM over texts of 500 words. Prints the
# median time, predictions a second from 1, 2 and 8 threads, whether all answers are equal, the memory
# of the process before and after, and the time to open a package of 100 MB.
#   predict.sh [predictions of LeNet-5, 10000] [of the LSTM, 1000]
# Run it on an idle machine. If python3, or the interpreter that PYTHON names, has torch, it measures
# the same networks in PyTorch for comparison.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
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
for model in lenet:${1:-10000} lstm:${2:-1000} wide:100; do
    name=${model%:*}
    "$sora/bin/sora" train "$here/$name.yaml" --out "$out/$name" --set training.epochs=1 >/dev/null 2>&1
    echo "$name"
    # a fixed heap, allocated at the start, so that only native memory can grow
    java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true "$here/Predict.java" \
        "$out/$name/model.sora" "$sora/plugins" "$out/cache" "${model#*:}" 2>"$out/log" || {
        status=$?
        tail -n 30 "$out/log" >&2
        exit $status
    }
done
python=${PYTHON:-python3}
if "$python" -c 'import torch' 2>/dev/null; then
    echo PyTorch
    "$python" "$here/predict_pytorch.py"
fi
