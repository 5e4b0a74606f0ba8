#!/usr/bin/env bash
# Whether an exchange among workers costs what the formula of docs/spark.md says, between network
# namespaces of Linux, each with an interface of limited bandwidth: spark.sh network
#   spark-network.sh [WORKERS, 2] [MEGABITS A SECOND, 100] [MILLISECONDS OF DELAY, 5]
# Needs root, ip and tc. Each worker is a process in a namespace of its own; a bridge joins them,
# and the token bucket filter (tbf) of the kernel limits what each sends. SparkRing.java delays the
# bytes itself, because not every kernel has netem. All namespaces are removed at the end.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/spark-jars.sh"
workers=${1:-2}
megabits=${2:-100}
delay=${3:-5}
. "$here/spark-namespaces.sh"
namespaces "$workers"
for ((i = 0; i < workers; i++)); do
    ip netns exec "$tag-$i" tc qdisc add dev net0 root tbf rate "${megabits}mbit" burst 64kb latency 500ms
done
echo "$workers workers in network namespaces, $megabits Mbit/s, $delay ms"
echo "workers      bytes  measured ms  formula ms  ratio"
for ((i = workers - 1; i >= 0; i--)); do
    ip netns exec "$tag-$i" java -Xmx512m -XX:+UseSerialGC -cp "$sora_class_path" "$here/SparkRing.java" "$i" "$workers" \
        "$out" "$subnet.$((i + 1))" "$delay" "$((megabits * 125000))" &
    pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid"; done
