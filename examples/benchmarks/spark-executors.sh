#!/usr/bin/env bash
# Whether a training on executors behind a network of their own survives the loss of one of them:
# spark.sh executors
#   spark-executors.sh [MEGABITS A SECOND, 200] [MILLISECONDS OF DELAY, 2]
# Driver and master are in one network namespace of Linux, two workers of Spark's standalone cluster
# with an executor each in two others; a bridge joins them. The kernel limits what each sends (tbf),
# and delays it where it has netem; where it has not, this is said, and there is no delay. One
# executor is killed with SIGKILL within an epoch, and the weights are compared with those of a
# training in one process that lost nothing. Needs root, ip and tc; about three minutes after the
# build. SPARK_HOME names Spark; without it, one is put together from the jars that Maven has.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/spark-jars.sh"
megabits=${1:-200}
delay=${2:-2}
. "$here/spark-namespaces.sh"
if [ -z "${SPARK_HOME:-}" ]; then
    export SPARK_HOME=$out/spark-home
    "$here/spark-home.sh" "$SPARK_HOME"
fi
# a folder without Spark's build cannot tell it
export SPARK_SCALA_VERSION=2.13

namespaces 3
limits="$megabits Mbit/s (tbf), $delay ms of delay (netem)"
for i in 0 1 2; do
    inside=(ip netns exec "$tag-$i" tc qdisc add dev net0)
    if "${inside[@]}" root handle 1: netem delay "${delay}ms" 2>/dev/null; then
        "${inside[@]}" parent 1: tbf rate "${megabits}mbit" burst 64kb latency 500ms
    else
        limits="$megabits Mbit/s (tbf); the kernel has no netem, so there is no delay"
        "${inside[@]}" root tbf rate "${megabits}mbit" burst 64kb latency 500ms
    fi
done
echo "driver, master and two executors in network namespaces, $limits"

. "$here/spark-opens.sh"
# A process of Spark's standalone cluster: $1 the namespace, then its class and arguments.
spark() {
    namespace=$1
    shift
    # shellcheck disable=SC2086
    ip netns exec "$tag-$namespace" java $opens -Xmx256m -XX:+UseSerialGC -cp "$SPARK_HOME/jars/*" "$@" \
        >"$out/spark-$namespace.txt" 2>&1 &
    pids+=($!)
}
spark 0 org.apache.spark.deploy.master.Master --host $subnet.1 --port 7077 --webui-port 0
for i in 1 2; do
    SPARK_LOCAL_IP=$subnet.$((i + 1)) spark "$i" org.apache.spark.deploy.worker.Worker \
        --host "$subnet.$((i + 1))" --cores 1 --memory 1g --webui-port 0 --work-dir "$out/work-$i" \
        spark://$subnet.1:7077
done

manifest=$here/../on-spark/digits.yaml
options=(--set training.epochs=6 --set training.checkpoint='{every: 5 steps, keep: 3}' --on spark --workers 2)
"$sora" train "$manifest" "${options[@]}" --out "$out/expected" >"$out/expected.txt" 2>&1 || { cat "$out/expected.txt" >&2; exit 1; }
SPARK_LOCAL_IP=$subnet.1 ip netns exec "$tag-0" "$sora" train "$manifest" "${options[@]}" \
    --master spark://$subnet.1:7077 --checkpoints "file://$out/checkpoints" --out "$out/lost" \
    --conf spark.driver.host=$subnet.1 --conf spark.ui.enabled=false --conf spark.executor.memory=700m \
    >"$out/lost.txt" 2>&1 &
driver=$!
pids+=("$driver")
# Waits until a command succeeds, while the driver runs.
await() {
    until "$@" >/dev/null 2>&1; do
        kill -0 "$driver" 2>/dev/null || { cat "$out/lost.txt" "$out"/spark-*.txt >&2; exit 1; }
        sleep 0.2
    done
}
saved() { compgen -G "$out/checkpoints/epoch-*-step-*.ckpt"; }
executor() { pgrep --ns "$(ip netns pids "$tag-2" | head -1)" --nslist net -f CoarseGrainedExecutorBackend; }
await saved
killed=$(executor | head -1)
kill -9 "$killed"
echo "killed executor $killed after $(find "$out/checkpoints" -name 'epoch-*' -printf '%f\n' | sort | tail -1)"
wait "$driver" || { cat "$out/lost.txt" >&2; exit 1; }
grep -h "lost a worker" "$out/lost.txt" || { echo "no attempt lost a worker" >&2; exit 1; }
weights() { unzip -p "$out/$1/model.sora" weights.safetensors | sha256sum; }
if [ "$(weights lost)" = "$(weights expected)" ]; then
    echo "the weights are those of a training that lost no executor"
else
    echo "the weights differ from those of a training that lost no executor" >&2
    exit 1
fi
python3 - "$out/lost/workers.json" <<'PYTHON'
import json, sys
for rank, worker in enumerate(json.load(open(sys.argv[1]))["workers"]):
    steps = max(1, worker["steps"])
    print(f"worker {rank}: {worker['steps']} steps after the loss, a step computes"
          f" {1e3 * worker['computing_seconds'] / steps:.1f} ms, exchanges"
          f" {1e3 * worker['exchanging_seconds'] / steps:.1f} ms and waits"
          f" {1e3 * worker['waiting_seconds'] / steps:.1f} ms")
PYTHON
