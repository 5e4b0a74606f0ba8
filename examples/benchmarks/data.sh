#!/usr/bin/env bash
# Reads a generated CSV table (texts, numbers, labels) that is larger than the heap, learns words and
# means from it, encodes it and trains one epoch; prints MB/s of each phase, and peak heap and memory.
#   data.sh [MB of the table, 1000] [heap, 512m]
# 'read' parses and splits the table, 'fit' parses it and learns, 'encode' parses it and encodes.
# Run it on an idle machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
megabytes=${1:-1000}
heap=${2:-512m}
work=$(mktemp -d "${SORA_TABLE_FOLDER:-/var/tmp}/sora-table-XXXXXX")
trap 'rm -rf "$work"' EXIT

awk -v bytes="$((megabytes * 1000000))" 'BEGIN {
    srand(7)
    for (i = 0; i < 30000; i++) {
        word[i] = ""
        for (k = 2 + int(rand() * 8); k > 0; k--) word[i] = word[i] sprintf("%c", 97 + int(rand() * 26))
    }
    line = "text,a,b,c,label"
    while (size < bytes) {
        print line
        size += length(line) + 1
        label = int(rand() * 4)
        text = word[label]
        for (k = 10 + int(rand() * 20); k > 0; k--) text = text " " word[int(rand() * rand() * 30000)]
        line = sprintf("\"%s, and more\",%.4f,%.3f,%d,class%d", text, rand(), label + rand(), rand() * 1000, label)
    }
}' >"$work/table.csv"
bytes=$(wc -c <"$work/table.csv")
echo "table        $((bytes / 1000000)) MB, $(($(wc -l <"$work/table.csv") - 1)) records, heap at most $heap"

SORA_TABLE="$work/table.csv" SORA_JAVA_OPTS="-Xmx$heap -Xlog:gc:file=$work/gc.log ${SORA_JAVA_OPTS:-}" \
    "$here/../../sora" train "$here/data.yaml" --out "$work/run" >"$work/out.txt" 2>&1 &
run=$!
resident=0
while kill -0 "$run" 2>/dev/null; do
    if peak=$(awk '/^VmHWM/ { print $2 }' "/proc/$run/status" 2>/dev/null) && [ -n "$peak" ]; then
        resident=$peak
    fi
    sleep 0.2
done
wait "$run" || { cat "$work/out.txt"; exit 1; }

phase() {
    grep -o "\"name\":\"$1\",\"seconds\":[0-9.]*" "$work/run/report.html" | head -1 | grep -o '[0-9.]*$'
}
for name in read fit encode; do
    awk -v name="$name" -v bytes="$bytes" -v seconds="$(phase "$name")" \
        'BEGIN { printf "%-12s %7.1f s %8.1f MB/s\n", name, seconds, bytes / 1e6 / seconds }'
done
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
    NR == 2 { printf "%-12s %9.0f records/s\n", "train", $column }' "$work/run/history.csv"
grep -o '[0-9]*M->' "$work/gc.log" | sort -n | tail -1 | awk '{ sub("M->", ""); printf "%-12s %7d MiB\n", "peak heap", $1 }'
awk -v kib="$resident" 'BEGIN { printf "%-12s %7d MiB, pages of mapped files among them\n", "peak memory", kib / 1024 }'
