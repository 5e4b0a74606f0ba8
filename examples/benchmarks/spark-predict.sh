#!/usr/bin/env bash
# How fast a model predicts for a table on Spark, on this machine: rows of Parquet, which Spark draws,
# are predicted for by `sora predict --on spark`, and fewer of them by `sora predict` in one process.
#   spark-predict.sh [ROWS, 10000000] [TASKS AT ONCE, the number of processors]
# Prints rows per second of both, and the memory of Spark's process, sampled each second: its
# greatest value in each quarter of the run, which must not grow with the rows. SPARK_HOME names
# Spark; without it, one is put together from the jars that Maven has.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rows=${1:-10000000}
tasks=${2:-$(nproc)}
fewer=$((rows / 20 > 0 ? rows / 20 : 1))
# one file
[ "$fewer" -le 1000000 ] || fewer=1000000
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
        "$here/SparkRows.java" "$1" "$2" "$3" >"$out/draw.txt" 2>&1 || { cat "$out/draw.txt" >&2; exit 1; }
}
draw 2000 "$out/train" csv
cat "$out"/train/part-*.csv >"$out/people.csv"
SORA_PEOPLE=$out/people.csv "$sora" train "$here/spark-predict.yaml" --out "$out/run" >/dev/null 2>&1
draw "$rows" "$out/all" parquet
draw "$fewer" "$out/few" parquet
mv "$out"/few/part-*.parquet "$out/few.parquet"

# The memory in MB of the process that Spark runs in, a line each second.
sample() {
    while sleep 1; do
        ps -eo rss=,args= | awk -v tag="$out/said" '/[S]parkSubmit/ && index($0, tag) { print int($1 / 1024) }'
    done >"$out/rss.txt"
}
now() { date +%s.%N; }
sample &
sampler=$!
begun=$(now)
"$sora" predict "$out/run/model.sora" --input "$out/all" --output "$out/said" --keep id \
    --on spark --workers "$tasks" 2>"$out/spark.txt" || { cat "$out/spark.txt" >&2; kill $sampler; exit 1; }
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
awk '{ rss[NR] = $1 } END {
    if (NR == 0) { print "memory of Spark: no sample, its process was not found or ended within a second"; exit }
    printf "memory of Spark, greatest MB in each quarter:"
    for (quarter = 0; quarter < 4; quarter++) {
        most = 0
        for (i = int(NR * quarter / 4) + 1; i <= int(NR * (quarter + 1) / 4); i++) if (rss[i] > most) most = rss[i]
        printf " %d", most
    }
    print ""
}' "$out/rss.txt"
