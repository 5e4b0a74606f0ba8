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
# Examples: serve.sh runs/kinds/model.sora '{"age": 31, "city": "Rome"}'
#           serve.sh soak runs/one/model.sora '{"age": 31, "city": "Rome"}' 60 runs/two/model.sora
# It needs the distribution (mvn package), a JDK for its clients, and curl for kills. Run it on an
# idle machine; only the counts of soak and kills are good beside other work.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mode=rate
case ${1:-} in
    overload | soak | kills)
        mode=$1
        shift
        ;;
esac
model=${1:?a model package}
record=${2:?a record as JSON}
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

pin=()
case $mode in
    rate)
        for records in 64 1; do
            config "batching: {records: $records}"
            serve "load=$model" --config "$work/serving.yaml"
            echo "batches of at most $records records"
            java "$here/Serve.java" "${address}models/load/predict" "$record" "${3:-10}"
            stop
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
