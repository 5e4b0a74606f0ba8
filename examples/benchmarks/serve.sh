#!/usr/bin/env bash
# Measures `sora serve` with one record per request.
#   serve.sh MODEL RECORD [seconds of each step, 10]
#       requests per second and latency from one connection to many, with and without batches
#   serve.sh overload MODEL RECORD [seconds, 10] [deadline in ms, 50]
#       three times the rate that the server can answer, in an open loop: accepted and refused
#   serve.sh soak MODEL RECORD [seconds, 60] [OTHER MODEL]
#       64 connections while the package is replaced every two seconds: requests that failed, memory
#   serve.sh kills MODEL RECORD [times, 30] [OTHER MODEL]
#       kill -9 while packages are replaced, loaded and unloaded: what the next start serves
#   serve.sh peers [seconds of each step, 5]
#       one table of LeNet-5 and an LSTM over texts of 500 words, from 1 and 16 connections, with and without
#       batches; LeNet-5 in DJL's predictor, in process, from 1 and 16 threads; and, if python3, or the
#       interpreter that PYTHON names, has torch, both networks in PyTorch behind Python's server
# Examples: serve.sh runs/kinds/model.sora '{"age": 31, "city": "Rome"}'
#           serve.sh soak runs/one/model.sora '{"age": 31, "city": "Rome"}' 60 runs/two/model.sora
# It needs the distribution (mvn package), a JDK for its clients, and curl for kills. Run it on an
# idle machine; only the counts of soak and kills are good beside other work.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mode=rate
case ${1:-} in
    overload | soak | kills | peers)
        mode=$1
        shift
        ;;
esac
if [ "$mode" != peers ]; then
    model=${1:?a model package}
    record=${2:?a record as JSON}
fi
work=$(mktemp -d)
server=
# Ends the server, if one runs.
stop() {
    if [ -n "$server" ]; then
        kill "${1:--TERM}" "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap 'stop -KILL; rm -rf "$work"' EXIT

# Starts a server with the given words, and waits until it answers.
serve() {
    "${pin[@]}" "$here/../../sora" serve "$@" --port 0 >"$work/log" 2>"$work/err" &
    server=$!
    address=
    for _ in $(seq 1200); do
        address=$(sed -n 's/^serving .* at \(http.*\)$/\1/p' "$work/err")
        [ -n "$address" ] && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    cat "$work/err"
    exit 1
}

config() {
    printf '%s\n' "access_log: none" "$@" >"$work/serving.yaml"
}

# Measures a model with and without batches, for some seconds each; as rows of a table if they have a name.
rates() {
    for records in 64 1; do
        config "batching: {records: $records}"
        serve "load=$1" --config "$work/serving.yaml"
        if [ $# -gt 3 ]; then
            java "$here/Serve.java" "${address}models/load/predict" "$2" "$3" "$4, batches of $records"
        else
            echo "batches of at most $records records"
            java "$here/Serve.java" "${address}models/load/predict" "$2" "$3"
        fi
        stop
    done
}

pin=()
case $mode in
    rate)
        rates "$model" "$record" "${3:-10}"
        ;;
    peers)
        awk 'BEGIN {
            srand(7)
            print "text,label"
            for (row = 0; row < 320; row++) {
                text = ""
                for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
                print text "," int(rand() * 2)
            }
        }' >"$work/texts.csv"
        export SORA_TEXTS="$work/texts.csv"
        picture=$(awk 'BEGIN {
            srand(7)
            print "P2\n28 28\n255"
            for (i = 0; i < 784; i++) print int(rand() * 256)
        }' | base64 | tr -d '\n')
        words=$(sed -n '2s/,.*//p' "$work/texts.csv")
        python=${PYTHON:-python3}
        sora=$here/../../distribution/target/sora
        echo "                              connections  requests/s  p50 ms  p99 ms  refused"
        for name in lenet lstm; do
            case $name in
                lenet) record="{\"image\": \"$picture\"}" ;;
                lstm) record="{\"text\": \"$words\"}" ;;
            esac
            "$here/../../sora" train "$here/$name.yaml" --out "$work/$name" \
                --set training.epochs=1 >/dev/null 2>"$work/err" || { cat "$work/err"; exit 1; }
            rates "$work/$name/model.sora" "$record" "${1:-5}" "$name, Sora"
            if [ "$name" = lenet ]; then
                # the jars of DJL itself: the engine's bundle has PyTorch and its natives
                java -cp "$(printf '%s:' "$sora"/lib/*.jar "$sora"/plugins/*engine-cpu*.jar)" \
                    -Dai.djl.offline=true "$here/DjlLenet.java" "${1:-5}" 2>"$work/err" || cat "$work/err"
            fi
            if "$python" -c 'import torch' 2>/dev/null; then
                "$python" "$here/serve_pytorch.py" "$name" >"$work/err" 2>/dev/null &
                server=$!
                for _ in $(seq 600); do
                    [ -s "$work/err" ] && break
                    sleep 0.1
                done
                java "$here/Serve.java" "$(cat "$work/err")" "$record" "${1:-5}" "$name, PyTorch, Python"
                stop
            fi
        done
        ;;
    overload)
        # Each has a processor of its own, so that the client is not starved by the load it makes.
        client=()
        if command -v taskset >/dev/null && [ "$(nproc)" -ge 2 ]; then
            pin=(taskset -c 0)
            client=(taskset -c 1)
        fi
        config "batching: {records: 1, workers: 1}"
        serve "load=$model" --config "$work/serving.yaml"
        "${client[@]}" java "$here/Overload.java" "${address}models/load/predict" "$record" \
            "${4:-50}" "${3:-10}"
        ;;
    soak)
        mkdir "$work/models"
        cp "$model" "$work/models/load.sora"
        config "repository: models" "poll_seconds: 0.2"
        serve --config "$work/serving.yaml"
        java "$here/Soak.java" "${address}models/load/predict" "$record" "${3:-60}" \
            "$work/models/load.sora" "$server" "${4:-$model}" "$model"
        ;;
    kills)
        mkdir "$work/models"
        cp "$model" "$work/models/load.sora"
        config "repository: models" "poll_seconds: 0.1"
        # Answers of a package, without the digits that another batch may change.
        ask() {
            curl -sS -H 'Content-Type: application/json' -d "$record" \
                "${address}models/load/predict" | sed -E 's/([0-9]\.[0-9]{3})[0-9]+/\1/g'
        }
        expected=()
        for each in "$model" "${4:-$model}"; do
            serve "load=$each"
            expected+=("$(ask)")
            stop
        done
        right=0
        times=${3:-30}
        for i in $(seq "$times"); do
            serve --config "$work/serving.yaml"
            answer=$(ask)
            if [ "$answer" = "${expected[0]}" ] || [ "$answer" = "${expected[1]}" ]; then
                right=$((right + 1))
            else
                echo "start $i: $answer"
            fi
            (
                while :; do
                    for each in "${4:-$model}" "$model"; do
                        cp "$each" "$work/models/.next"
                        mv "$work/models/.next" "$work/models/load.sora"
                        for change in unload load; do
                            curl -sS -m 5 -X POST \
                                "${address}v2/repository/models/load/$change" || true
                        done
                    done
                done >/dev/null 2>&1
            ) &
            changes=$!
            sleep "0.$((RANDOM % 900 + 100))"
            stop -KILL
            kill -KILL "$changes" 2>/dev/null || true
            wait "$changes" 2>/dev/null || true
        done
        echo "$right of $times starts served the package from before or after the change"
        [ "$right" = "$times" ]
        ;;
esac
