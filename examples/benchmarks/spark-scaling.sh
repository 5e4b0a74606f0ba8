#!/usr/bin/env bash
# How a training scales over workers of one core each, in simulation: spark.sh scaling
#   spark-scaling.sh [RECORDS OF A MINIBATCH, 256] [STEPS, 20] [MANIFEST]
# The workers of a step take turns on one core of this machine, so each is measured as if it were
# alone; the exchange is that of a real ring of as many threads; SparkScaling.java puts the time of
# a step together. Nothing else should run on the machine meanwhile; about two minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/spark-jars.sh"
manifest=${3:-$here/../on-spark/digits.yaml}
java -Xmx2g -XX:+UseSerialGC -cp "$sora_class_path" "$here/SparkScaling.java" "$manifest" "${1:-256}" "${2:-20}" \
    2> >(grep -v WARN >&2)
