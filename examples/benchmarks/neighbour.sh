#!/usr/bin/env bash
# Training speed under load from another process, in samples a second: on an idle machine and with one
# shell in an endless loop (the neighbour), each with threads that always spin (engine.wait: spin) and
# with the default (adaptive); then one run during which the neighbour starts and ends.
#   neighbour.sh [-c CASES] [-r ROUNDS, 3] [-s SECONDS of a run, 12] [-n] [MODEL...]
# CASES are some of "all one quota-1 quota-1.5 quota-2": all cores; one core, with the neighbour on
# it; and control groups of that many cores, with the neighbour outside, if the system allows this
# script to create them. -n skips the run in which the neighbour starts and ends. A result of 0 means
# that no epoch ended in time: use more seconds for a run. Run it on an idle machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cases=all rounds=3 seconds=12 visits=yes
while getopts c:r:s:n option; do
    case $option in
        c) cases=$OPTARG ;;
        r) rounds=$OPTARG ;;
        s) seconds=$OPTARG ;;
        n) visits=no ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- lenet cnn dense particles-64 lstm
"$here/../../sora" --version >/dev/null
sora=$here/../../distribution/target/sora/bin/sora
out=$(mktemp -d)
group= neighbour= run=
end() {
    [ -z "$neighbour" ] || kill "$neighbour" 2>/dev/null || true
    [ -z "$run" ] || kill "$run" 2>/dev/null || true
    wait 2>/dev/null || true
    [ -z "$group" ] || rmdir "$group" 2>/dev/null || true
    rm -rf "$out"
}
trap end EXIT
awk 'BEGIN {
    srand(7)
    print "text,label"
    for (row = 0; row < 160; row++) {
        text = ""
        for (k = 0; k < 500; k++) text = text " w" int(rand() * 9990)
        print text "," int(rand() * 2)
    }
}' >"$out/texts.csv"
export SORA_TEXTS="$out/texts.csv"

# Creates a control group of $1 cores; fails if that is not allowed.
make_group() {
    local quota
    quota=$(awk -v cores="$1" 'BEGIN { printf "%d", cores * 100000 }')
    if [ -w /sys/fs/cgroup/cpu/cpu.cfs_quota_us ] || [ -w /sys/fs/cgroup/cpu/tasks ]; then
        group=/sys/fs/cgroup/cpu/sora-neighbour-$$
        mkdir -p "$group" && echo 100000 >"$group/cpu.cfs_period_us" && echo "$quota" >"$group/cpu.cfs_quota_us"
    elif grep -qw cpu /sys/fs/cgroup/cgroup.subtree_control; then
        group=/sys/fs/cgroup/sora-neighbour-$$
        mkdir -p "$group" && echo "$quota 100000" >"$group/cpu.max"
    else
        return 1
    fi
} 2>/dev/null

# Runs a command on the cores or in the control group of the case.
within() {
    case $where in
        one) exec taskset -c 0 "$@" ;;
        quota-*)
            echo "$BASHPID" >"$group/cgroup.procs"
            exec "$@"
            ;;
        *) exec "$@" ;;
    esac
}

# Starts a shell in an endless loop; in the case of one core, on the core of the training.
start_neighbour() {
    local bound=
    [ "$where" != one ] || bound="taskset -c 0"
    $bound sh -c 'while :; do :; done' &
    neighbour=$!
}

stop_neighbour() {
    kill "$neighbour"
    wait "$neighbour" 2>/dev/null || true
    neighbour=
}

# Starts an endless training of $1 with the settings that follow.
start() {
    local model=$1 size=data.train.samples=640
    shift
    [ "$model" != lstm ] || size=training.batch_size=32
    rm -rf "$out/run"
    (within "$sora" train "$here/$model.yaml" --out "$out/run" --set training.epochs=1000000 "$size" "$@") \
        >"$out/log" 2>&1 &
    run=$!
}

stop() {
    kill "$run" 2>/dev/null || { cat "$out/log" >&2; exit 1; }
    wait "$run" 2>/dev/null || true
    run=
}

epochs() {
    { wc -l <"$out/run/history.csv"; } 2>/dev/null || echo 0
}

# Prints the median over the epochs from line $1 to line $2 of the history.
median() {
    [ -e "$out/run/history.csv" ] || { echo 0; return; }
    awk -F, -v from="$1" -v to="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == "samples_per_second") column = i }
        NR > 1 && NR >= from && NR <= to { print $column }' "$out/run/history.csv" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.0f\n", NR ? v[int((NR + 1) / 2)] : 0 }'
}

# Runs a training and prints the median over its second half: in the first, the JVM compiles.
steady() {
    start "$@"
    sleep "$seconds"
    stop
    local last
    last=$(epochs)
    median $((last / 2 + 1)) "$last"
}

# Runs a training during which the neighbour starts and ends; prints three medians, without the epochs
# in which it started or ended.
visited() {
    start "$@"
    sleep "$seconds"
    local came went end half
    came=$(epochs)
    start_neighbour
    sleep "$seconds"
    went=$(epochs)
    stop_neighbour
    sleep "$seconds"
    end=$(epochs)
    stop
    half=$((came / 2))
    echo "$(median $((half + 1)) "$came") $(median $((came + 2)) "$went") $(median $((went + 2)) "$end")"
}

# Prints the median of each column.
medians() {
    awk '{ for (i = 1; i <= NF; i++) v[i, NR] = $i }
        END {
            for (i = 1; i <= NF; i++) {
                for (a = 1; a <= NR; a++)
                    for (b = a + 1; b <= NR; b++)
                        if (v[i, b] < v[i, a]) { t = v[i, a]; v[i, a] = v[i, b]; v[i, b] = t }
                printf "%s%d", (i > 1 ? " " : ""), v[i, int((NR + 1) / 2)]
            }
            print ""
        }'
}

printf '%-10s %-13s %8s %8s %6s %8s %8s %6s   %s\n' \
    where model "idle: spin" adaptive ratio "busy: spin" adaptive "/idle" "adaptive, comes and goes"
for where in $cases; do
    case $where in
        quota-*) make_group "${where#quota-}" || { echo "$where: no control groups here"; continue; } ;;
    esac
    for model in "$@"; do
        : >"$out/rounds"
        for _ in $(seq "$rounds"); do
            idle_spin=$(GOMP_SPINCOUNT=100000 steady "$model" engine.wait=spin)
            idle=$(steady "$model")
            start_neighbour
            busy_spin=$(GOMP_SPINCOUNT=100000 steady "$model" engine.wait=spin)
            busy=$(steady "$model")
            stop_neighbour
            visit="0 0 0"
            [ $visits = no ] || visit=$(visited "$model")
            echo "$idle_spin $idle $busy_spin $busy $visit" >>"$out/rounds"
        done
        medians <"$out/rounds" | awk -v where="$where" -v model="$model" '{
            printf "%-10s %-13s %10d %8d %5.0f%% %10d %8d %5.0f%%   %d %d %d\n", where, model, $1, $2,
                $1 ? 100 * $2 / $1 : 0, $3, $4, $1 ? 100 * $4 / $1 : 0, $5, $6, $7
        }'
    done
    [ -z "$group" ] || rmdir "$group" || true
    group=
done
