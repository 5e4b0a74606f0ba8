#!/usr/bin/env bash
# Measures `sora serve`: requests per second and latency of one record per request, from one
# connection to many, then with a deadline under overload.
#   serve.sh MODEL RECORD [seconds of each step, 10]
#   serve.sh runs/kinds/model.sora '{"age": 31, "city": "Rome"}'
# It needs the distribution (mvn package), and a JDK for its client. Run it on an idle machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
model=${1:?a model package}
record=${2:?a record as JSON}
seconds=${3:-10}
work=$(mktemp -d)
"$here/../../sora" serve "load=$model" --port 0 >"$work/log" 2>"$work/err" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
address=
for _ in $(seq 600); do
    address=$(sed -n 's/^serving .* at \(http.*\)$/\1/p' "$work/err")
    [ -n "$address" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$work/err"; exit 1; }
    sleep 0.1
done
java "$here/Serve.java" "${address}models/load/predict" "$record" "$seconds"
