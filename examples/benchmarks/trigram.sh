#!/usr/bin/env bash
# Prints the perplexity of a trigram model (interpolated Kneser-Ney) on the answers of DailyDialog's
# validation part, in the pieces of a trained dialogue, to compare with the perplexity of its test.
#   trigram.sh MODEL
# SORA_DATA_HOME names the folder of data sets.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
"$root/sora" --version >/dev/null
sora=$root/distribution/target/sora
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
java -Xmx2g -cp "$(printf '%s:' "$sora"/lib/*.jar)" -Dai.djl.offline=true \
    "$here/Trigram.java" "$1" "$sora/plugins" "$cache" "$SORA_DATA_HOME"
