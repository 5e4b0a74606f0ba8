#!/usr/bin/env bash
# Measures start-up for different numbers of plugins: "sora validate" with N small plugins installed in
# addition to those of Sora, as seen by the shell, the median of seven calls, and the peak memory of
# the process. The arguments are numbers of plugins; the default is 0 25 50 100 200.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
"$root/sora" --version >/dev/null
install=$root/distribution/target/sora
sora=$install/bin/sora
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export SORA_HOME=$out/home
plugins=$SORA_HOME/plugins
mkdir -p "$plugins"
[ $# -gt 0 ] || set -- 0 25 50 100 200
most=$(printf '%s\n' "$@" | sort -n | tail -n 1)
java -cp "$(printf '%s:' "$install"/lib/*.jar)" "$here/GeneratePlugins.java" "$out/jars" "$most"

validate() {
    "$sora" validate "$here/lenet.yaml" >"$out/said" 2>&1 || {
        cat "$out/said" >&2
        exit 1
    }
    if grep -q "left out" "$out/said"; then
        cat "$out/said" >&2
        exit 1
    fi
}

# Prints the peak memory in MiB, from the kernel, polled until the process ends, or from GNU time.
memory() {
    if [ -x /usr/bin/time ] && /usr/bin/time -v true >/dev/null 2>&1; then
        /usr/bin/time -v "$sora" validate "$here/lenet.yaml" 2>&1 >/dev/null |
            awk '/Maximum resident/ { printf "%.0f", $NF / 1024 }'
        return
    fi
    "$sora" validate "$here/lenet.yaml" >/dev/null 2>&1 &
    local process=$! peak=0 now
    while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
        peak=$now
        sleep 0.01
    done
    wait "$process"
    awk -v peak="$peak" 'BEGIN { printf "%.0f", peak / 1024 }'
}

# The first call writes the class-data archive in the background; wait until it is complete.
validate
for _ in $(seq 1200); do
    [ -z "$(find "$SORA_HOME/cache/cds$install" -name '*.jsa' 2>/dev/null)" ] || break
    sleep 0.1
done

printf '%8s  %12s  %10s\n' plugins validate memory
for count in "$@"; do
    rm -f "$plugins"/*.jar
    for jar in $(find "$out/jars" -name '*.jar' 2>/dev/null | sort | head -n "$count"); do
        cp "$jar" "$plugins/"
    done
    for _ in 1 2 3 4 5 6 7 8 9; do
        begun=$EPOCHREALTIME
        validate
        ended=$EPOCHREALTIME
        awk -v a="$begun" -v b="$ended" 'BEGIN { print b - a }'
    done | tail -n 7 | sort -n | awk 'NR == 4' >"$out/median"
    printf '%8d  %10.2f s  %6s MiB\n' "$count" "$(cat "$out/median")" "$(memory)"
done
