#!/usr/bin/env bash
# What a step of a training on Spark costs, at 1, 2, 4 and 8 workers of this machine; about four
# minutes after the build.
#   spark.sh [WORKERS …]
#   spark.sh scaling …    simulates how a training scales: spark-scaling.sh
#   spark.sh start …      measures how long the workers of a process take to begin: spark-start.sh
#   spark.sh executors …  kills an executor between network namespaces: spark-executors.sh
#   spark.sh network …    checks the formula below in network namespaces: spark-network.sh
# Prints, for each number of workers, the milliseconds of a step in which a worker computes,
# exchanges and waits, beside the cost by the formula
#   2 (W - 1) / W * bytes / bandwidth + 2 (W - 1) * latency
# or, for vectors that are so short that they go around as a whole, by
#   (W - 1) * (bytes / bandwidth + latency)
# whose bandwidth and latency are measured with two workers: latency with a small vector, bandwidth
# with a large one. Then a simulation up to 1,000 workers with these numbers. SPARK_HOME names
# Spark; without it, one is put together from the jars that Maven has.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case ${1:-} in
    scaling | start | executors | network)
        part=$1
        shift
        exec "$here/spark-$part.sh" "$@"
        ;;
esac
[ $# -gt 0 ] || set -- 1 2 4 8
out=${OUT:-$(mktemp -d)}
. "$here/spark-jars.sh"
if [ -z "${SPARK_HOME:-}" ]; then
    export SPARK_HOME=$out/spark-home
    "$here/spark-home.sh" "$SPARK_HOME"
fi

# A step of each: $1 workers, $2 units of the wide particle, which decide the bytes.
train() {
    "$sora" train "$here/../on-spark/digits.yaml" --on spark --workers "$1" \
        --set training.epochs=2 --set training.checkpoint='{every: 9 epochs, keep: 0}' \
        --set particles.view.units="$2" --out "$out/$1-$2" >"$out/$1-$2.txt" 2>&1 ||
        { cat "$out/$1-$2.txt" >&2; exit 1; }
}
for workers in 2 "$@"; do
    for units in 4 256; do
        [ -e "$out/$workers-$units/workers.json" ] || train "$workers" "$units"
    done
done
python3 - "$out" "$here" "$sora_class_path" "$@" <<'PYTHON'
import json, os, subprocess, sys
out, here, class_path, counts = *sys.argv[1:4], [int(w) for w in sys.argv[4:]]

def simulation(*arguments):
    command = ["java", "-cp", class_path, f"{here}/SparkSimulation.java", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

def step(workers, units):
    all = json.load(open(f"{out}/{workers}-{units}/workers.json"))["workers"]
    def mean(key):
        return sum(w[key] / w["steps"] for w in all) / len(all)
    return (all[0]["bytes"], mean("computing_seconds"), mean("exchanging_seconds"),
            mean("waiting_seconds"), max(w["computing_seconds"] / w["steps"] for w in all))

lengths = {(workers, units): step(workers, units)[0] for workers in [2, *counts] for units in (4, 256)}
asked = [f"{workers}:{length}" for (workers, _), length in lengths.items()]
short = dict(zip(lengths, (line == "true" for line in simulation("short", *asked).split())))

def formula(workers, units, bandwidth, latency):
    others, length = workers - 1, lengths[workers, units]
    if short[workers, units]:
        return others * (length / bandwidth + latency)
    return 2 * others / workers * length / bandwidth + 2 * others * latency

small, large = step(2, 4), step(2, 256)
# of two workers, a short vector takes one round, and a long one two, each with half of it
rounds = (2 - short[2, 256]) / (2 - short[2, 4])
bandwidth = (large[0] - rounds * small[0]) / max(1e-9, large[2] - rounds * small[2])
latency = max(0.0, (small[2] - small[0] / bandwidth) / (2 - short[2, 4]))
print(f"two workers: bandwidth {bandwidth / 1e6:.0f} MB/s, latency {latency * 1e6:.0f} us")
print("workers     bytes  computing ms  exchanging ms  waiting ms  formula ms")
for workers in counts:
    for units in 4, 256:
        length, computing, exchanging, waiting, _ = step(workers, units)
        expected = formula(workers, units, bandwidth, latency)
        print(f"{workers:7d} {length:9d} {1e3 * computing:13.2f} {1e3 * exchanging:14.2f}"
              f" {1e3 * waiting:11.2f} {1e3 * expected:11.2f}")
print(f"(this machine has {os.cpu_count()} processors: with more workers, they share them)")
alone = step(1, 256)[1] if os.path.exists(f"{out}/1-256") else 2 * large[1]
variation = max(0.02, large[4] / large[1] - 1)
print(f"simulated, with a whole minibatch in {1e3 * alone:.1f} ms, variation {variation:.2f}:")
print(simulation(large[0], bandwidth, latency, alone, variation, 1, 2, 4, 8, 16, 64, 256, 1000), end="")
PYTHON
