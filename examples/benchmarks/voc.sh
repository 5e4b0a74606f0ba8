#!/usr/bin/env bash
# Trains examples/cells/cells.yaml on another set in the form of Pascal VOC, three drawn shapes in 380
# pictures, with nothing changed but the paths, and prints the precision on its test part.
#   voc.sh [FOLDER]       FOLDER receives the run; by default a temporary one, removed afterwards
# SET adds settings, such as SET="--set training.epochs=1".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
out=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "$out" ] || out=$work/run
"$root/sora" --version >/dev/null
java -Djava.awt.headless=true "$here/VocShapes.java" "$work/shapes"
# shellcheck disable=SC2086
"$root/sora" train "$root/examples/cells/cells.yaml" --out "$out" --set data.train.path="$work/shapes" \
    --set data.validation.path="$work/shapes" --set data.test.path="$work/shapes" ${SET:-}
