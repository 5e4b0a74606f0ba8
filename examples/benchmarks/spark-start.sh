#!/usr/bin/env bash
# What the workers of a process cost until all can begin, in seconds and memory: spark.sh start
#   spark-start.sh [ROWS, 200000] [WORKERS, 4]
# Rows of 20 numbers and a label are read from a CSV file by one worker, by each worker for itself,
# and once for all, as the workers of an executor do. About two minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/spark-jars.sh"
rows=${1:-200000}
workers=${2:-4}
start() {
    java -Xmx4g -XX:+UseSerialGC -cp "$sora_class_path" "$here/SparkStart.java" "$rows" "$@" \
        2> >(grep -v WARN >&2)
}
start 1 shared
start "$workers" apart
start "$workers" shared
