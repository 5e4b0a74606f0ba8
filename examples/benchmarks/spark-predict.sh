#!/usr/bin/env bash
# How fast a model predicts for a table on Spark, on this machine: rows of Parquet, which Spark draws,
# are predicted for by `sora predict --on spark`, and fewer of them by `sora predict` in one process.
#   spark-predict.sh [ROWS, 10000000] [TASKS AT ONCE, the number of processors]
# Prints rows per second of both, by the clock and by the time of processors, which other programs
# on the machine do not change as much, and the memory of Spark's process when each tenth of the rows is
# written, in MB: all of it, what is in use of the heap after a full collection, and what lies outside
# of the heap, whose 2 GB are resident from the beginning. A leak is what grows in one of the last two
# columns. The ten collections are part of the time. SPARK_HOME names Spark; without it, one is put
# together from the jars that Maven has.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-10000000}
tasks=${2:-$(nproc)}
fewer=$((rows / 20 > 0 ? rows / 20 : 1))
[ "$fewer" -le 1000000 ] || fewer=1000000
# a task for each file, so that the files that are written tell how many rows are done
files=40
heap=2048
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
. "$here/spark-jars.sh"
if [ -z "${SPARK_HOME:-}" ]; then
    export SPARK_HOME=$out/spark-home
    "$here/spark-home.sh" "$SPARK_HOME"
fi
. "$here/spark-opens.sh"
draw() {
    # shellcheck disable=SC2086
    java $opens -Xmx1g -cp "$SPARK_HOME/jars/*" \
        "$here/SparkRows.java" "$@" >"$out/draw.txt" 2>&1 || { cat "$out/draw.txt" >&2; exit 1; }
}
draw 2000 "$out/train" csv 1
cat "$out"/train/part-*.csv >"$out/people.csv"
SORA_PEOPLE=$out/people.csv "$sora" train "$here/spark-predict.yaml" --out "$out/run" >/dev/null 2>&1
draw "$rows" "$out/all" parquet "$files"
draw "$fewer" "$out/few" parquet 1
mv "$out"/few/part-*.parquet "$out/few.parquet"

# The process that Spark runs in.
process() {
    ps -eo pid=,args= | awk -v tag="$out/said" '/[S]parkSubmit/ && index($0, tag) { print $1; exit }'
}
# When each tenth of the files is written: how many they are, the memory in MB of the process, and
# the use of its heap in MB, a line for each tenth.
sample() {
    tenth=1
    while sleep 0.5; do
        written=$( (find "$out/said" -name "part-*" ! -path "*/attempt_*" 2>/dev/null || true) | wc -l)
        [ $((written * 10)) -ge $((files * tenth)) ] || continue
        pid=$(process)
        [ -n "$pid" ] && jcmd "$pid" GC.run >/dev/null 2>&1 || continue
        used=$(sed -n 's/.*Pause Full.*->\([0-9]*\)M.*/\1/p' "$out/gc.log" | tail -1)
        echo "$written $(ps -o rss= -p "$pid" | awk '{ print int($1 / 1024) }') $used"
        tenth=$((written * 10 / files + 1))
    done >"$out/memory.txt"
}
# Runs a command; its seconds, and those of processors, go to a file: $1, then the command.
timed() {
    TIMEFORMAT='%R %U %S'
    { time "${@:2}" >/dev/null 2>"$out/errors.txt" || touch "$out/failed"; } 2>"$1"
    [ ! -e "$out/failed" ] || { cat "$out/errors.txt" >&2; exit 1; }
}
sample &
sampler=$!
trap 'kill "$sampler" 2>/dev/null || true; rm -rf "$out"' EXIT
SPARK_SUBMIT_OPTS="-Xms${heap}m -XX:+AlwaysPreTouch -Xlog:gc:file=$out/gc.log" \
    timed "$out/spark.txt" "$sora" predict "$out/run/model.sora" --input "$out/all" --output "$out/said" --keep id \
    --on spark --workers "$tasks" --conf spark.driver.memory="${heap}m" \
    --conf spark.sql.files.openCostInBytes=134217728
kill $sampler
grep predictions "$out/errors.txt"
timed "$out/alone.txt" "$sora" predict "$out/run/model.sora" --input "$out/few.parquet" --keep id --output "$out/few.jsonl"
rate() {
    awk -v name="$1" -v rows="$2" '{ printf "%s: %d rows in %.1f s, %.0f rows/s; %.1f s of processors, %.0f rows/s of one\n",
        name, rows, $1, rows / $1, $2 + $3, rows / ($2 + $3) }' "$3"
}
rate "Spark, $tasks tasks at once, with its start" "$rows" "$out/spark.txt"
rate "one process, with its start" "$fewer" "$out/alone.txt"
awk -v files="$files" -v heap="$heap" 'BEGIN { print "rows written  all MB  heap in use  outside of the heap" }
    NF == 3 { printf "%11d%%  %6d  %11d  %19d\n", 100 * $1 / files, $2, $3, $2 - heap }' "$out/memory.txt"
