# shellcheck shell=bash
# To be sourced: builds Sora and sora-spark if they are not built, and sets
#   sora             the command line
#   SORA_SPARK       the jar of sora-spark
#   sora_class_path  the jars of Sora, its plugins and sora-spark
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$root/sora" --version >/dev/null
# shellcheck disable=SC2034
sora=$root/distribution/target/sora/bin/sora
if [ -z "${SORA_SPARK:-}" ]; then
    SORA_SPARK=$root/distribution/spark/target/sora-spark-0.3.0.jar
    # sora builds what it consists of, and not sora-spark, which must be of the same sources
    [ "$SORA_SPARK" -nt "$root/distribution/target/built" ] && [ -z "$(
        find "$root"/distribution/{spark,embedded}/{src/main,pom.xml} -newer "$SORA_SPARK" -print -quit
    )" ] || (cd "$root" && mvn -q -B -ntp -pl distribution/spark -am package \
        -Dmaven.test.skip=true -Dlocales.skip=true -Dsora.archives.skip=true && touch "$SORA_SPARK")
fi
export SORA_SPARK
home=$root/distribution/target/sora
# shellcheck disable=SC2034
sora_class_path=$SORA_SPARK:$home/lib/*:$home/lib/spark/*:$home/plugins/*
