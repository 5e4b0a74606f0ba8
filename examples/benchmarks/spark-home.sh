#!/usr/bin/env bash
# Builds sora-spark, and puts a folder for Spark together from the jars that Maven has, for
# measurements and trials on one machine without a download of Spark: spark-home.sh FOLDER
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1/jars" "$1/bin"
home=$(cd "$1" && pwd)
(cd "$root" && mvn -q -B -ntp -P spark-home -pl distribution/spark -am package \
    -Dmaven.test.skip=true -Dlocales.skip=true -Dsora.archives.skip=true)
cp "$root"/distribution/spark/target/spark-home/jars/*.jar "$home/jars"
cp "$root/examples/benchmarks/spark-opens.sh" "$home/bin/opens.sh"
cat >"$home/bin/spark-submit" <<'SUBMIT'
#!/bin/sh
# What Spark's own script does for a driver on this machine.
SPARK_HOME=$(cd "$(dirname "$0")/.." && pwd)
export SPARK_HOME
. "$SPARK_HOME/bin/opens.sh"
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $opens --add-modules=jdk.incubator.vector \
    -Djdk.reflect.useDirectMethodHandle=false -Dio.netty.tryReflectionSetAccessible=true \
    -Xmx2g ${SPARK_SUBMIT_OPTS:-} -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit "$@"
SUBMIT
chmod +x "$home/bin/spark-submit"
