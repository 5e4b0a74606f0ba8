#!/usr/bin/env bash
# How a training scales over workers of one core each, in simulation: spark.sh scaling
#   spark-scaling.sh [RECORDS OF A MINIBATCH, 1024] [STEPS, 40] [MANIFEST]
# The workers of a step take turns on one core of this machine, so each is measured as if it were
# alone, and so is what it does in an exchange: a pair of neighbours at a time, on two cores.
# SparkScaling.java puts the time of a step together, for a quarter of the records for each worker,
# and for all records divided. It then runs two workers at once, and compares. Nothing else should
# run on the machine meanwhile, which needs two processors; about two minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/spark-jars.sh"
manifest=${3:-$here/../on-spark/digits.yaml}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -d "$classes" -cp "$sora_class_path" "$here"/Spark{Scaling,Crew,Exchange}.java
java -Xmx2g -XX:+UseSerialGC -cp "$classes:$sora_class_path" SparkScaling "$manifest" "${1:-1024}" "${2:-40}" \
    2> >(grep -v WARN >&2)
