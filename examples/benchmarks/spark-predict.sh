#!/usr/bin/env bash
# How fast a model predicts for a table on Spark, on this machine: rows of Parquet, which Spark draws,
# are predicted for by `sora predict --on spark`, and fewer of them by `sora predict` in one process.
#   spark-predict.sh [ROWS, 10000000] [TASKS AT ONCE, the number of processors]
# Prints rows per second of both, and the memory of Spark's process when each tenth of the rows is
# written, in MB: all of it, what of the heap was in use after the last garbage collection, and what
# lies outside of the heap. A heap grows up to its bound, 2 GB, before it is collected thoroughly; a
# leak is what grows in one of the other two columns. SPARK_HOME names Spark; without it, one is put
# together from the jars that Maven has.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-10000000}
tasks=${2:-$(nproc)}
fewer=$((rows / 20 > 0 ? rows / 20 : 1))
[ "$fewer" -le 1000000 ] || fewer=1000000
# a task for each file, so that the files that are written tell how many rows are done
files=40
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
. "$here/spark-jars.sh"
if [ -z "${SPARK_HOME:-}" ]; then
    export SPARK_HOME=$out/spark-home
    "$here/spark-home.sh" "$SPARK_HOME"
fi
draw() {
    opens=
    for package in lang lang.invoke lang.reflect io net nio util util.concurrent; do
        opens="$opens --add-opens=java.base/java.$package=ALL-UNNAMED"
    done
    # shellcheck disable=SC2086
    java $opens --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
        --add-opens=java.base/sun.security.action=ALL-UNNAMED \
        --add-opens=java.base/sun.util.calendar=ALL-UNNAMED -Xmx1g -cp "$SPARK_HOME/jars/*" \
        "$here/SparkRows.java" "$@" >"$out/draw.txt" 2>&1 || { cat "$out/draw.txt" >&2; exit 1; }
}
draw 2000 "$out/train" csv 1
cat "$out"/train/part-*.csv >"$out/people.csv"
SORA_PEOPLE=$out/people.csv "$sora" train "$here/spark-predict.yaml" --out "$out/run" >/dev/null 2>&1
draw "$rows" "$out/all" parquet "$files"
draw "$fewer" "$out/few" parquet 1
mv "$out"/few/part-*.parquet "$out/few.parquet"

# Milliseconds since 1970, the memory in MB of the process that Spark runs in, and the number of files
# that its tasks have written, a line each half second.
sample() {
    while sleep 0.5; do
        rss=$(ps -eo rss=,args= | awk -v tag="$out/said" '/[S]parkSubmit/ && index($0, tag) { print int($1 / 1024) }')
        [ -z "$rss" ] || echo "$(date +%s%3N) $rss $(find "$out/said" -path '*task_*' -name 'part-*' 2>/dev/null | wc -l)"
    done >"$out/memory.txt"
}
now() { date +%s.%N; }
sample &
sampler=$!
begun=$(now)
JAVA_TOOL_OPTIONS="-Xlog:gc:file=$out/gc-%p.log:tm" \
    "$sora" predict "$out/run/model.sora" --input "$out/all" --output "$out/said" --keep id \
    --on spark --workers "$tasks" --conf spark.sql.files.openCostInBytes=134217728 2>"$out/spark.txt" || { cat "$out/spark.txt" >&2; kill $sampler; exit 1; }
ended=$(now)
kill $sampler
alone=$(now)
"$sora" predict "$out/run/model.sora" --input "$out/few.parquet" --keep id --output "$out/few.jsonl" >/dev/null 2>&1
done=$(now)
grep predictions "$out/spark.txt"
awk -v rows="$rows" -v tasks="$tasks" -v fewer="$fewer" -v a="$begun" -v b="$ended" -v c="$alone" -v d="$done" 'BEGIN {
    printf "Spark, %d tasks at once: %d rows in %.1f s, %.0f rows/s with the start of Spark\n", tasks, rows, b - a, rows / (b - a)
    printf "one process: %d rows in %.1f s, %.0f rows/s with the start of Sora\n", fewer, d - c, fewer / (d - c)
}'
python3 - "$out" "$files" <<'PYTHON'
import glob, re, sys
out, files = sys.argv[1], int(sys.argv[2])
samples = [[int(part) for part in line.split()] for line in open(f"{out}/memory.txt")]
# of the two Java processes, Spark's is the one that collects more
log = max((open(name).read() for name in glob.glob(f"{out}/gc-*.log")), key=len)
collections = [[int(part) for part in found] for found in
               re.findall(r"\[(\d+)ms\].* Pause .*->(\d+)M\((\d+)M\)", log)]
print("rows written  all MB  heap in use  outside of the heap")
for tenth in range(1, 11):
    moment = next((s for s in samples if s[2] >= files * tenth / 10), samples[-1])
    heap = [c for c in collections if c[0] <= moment[0]]
    if heap:
        # the least of the last collections: a young one leaves garbage of earlier ones
        used = min(c[1] for c in heap[-20:])
        print(f"{10 * tenth:11d}%  {moment[1]:6d}  {used:11d}  {moment[1] - heap[-1][2]:19d}")
PYTHON
