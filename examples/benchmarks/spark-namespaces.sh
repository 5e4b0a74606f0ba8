# shellcheck shell=bash
# To be sourced by a script of root: sets
#   out           a temporary folder
#   tag           the prefix of the names of network namespaces: $tag-0, $tag-1, …
#   pids          the processes to end, to which the script adds its own
#   namespaces N  a function that makes N namespaces of Linux, which a bridge joins; their addresses
#                 are $subnet.1, $subnet.2, …
# At the end of the script its processes are ended, and the folder and the namespaces removed.
[ "$(id -u)" = 0 ] || { echo "network namespaces need root" >&2; exit 1; }
out=$(mktemp -d)
tag=sora$$
pids=()
subnet=10.77.0
joined=0
remove() {
    [ "${#pids[@]}" = 0 ] || kill "${pids[@]}" 2>/dev/null || true
    disown -a 2>/dev/null || true
    for ((i = 0; i < joined; i++)); do
        # also what the processes have started, such as the executors of a worker of Spark
        ip netns pids "$tag-$i" 2>/dev/null | xargs -r kill -9 2>/dev/null || true
        ip netns del "$tag-$i" 2>/dev/null || true
    done
    ip netns del "$tag-bridge" 2>/dev/null || true
    rm -rf "$out"
}
trap remove EXIT
namespaces() {
    joined=$1
    ip netns add "$tag-bridge"
    ip -n "$tag-bridge" link add bridge0 type bridge
    ip -n "$tag-bridge" link set bridge0 up
    for ((i = 0; i < joined; i++)); do
        ip netns add "$tag-$i"
        ip -n "$tag-$i" link add net0 type veth peer name "to$i" netns "$tag-bridge"
        ip -n "$tag-bridge" link set "to$i" master bridge0
        ip -n "$tag-bridge" link set "to$i" up
        ip -n "$tag-$i" addr add "$subnet.$((i + 1))/24" dev net0
        ip -n "$tag-$i" link set lo up
        ip -n "$tag-$i" link set net0 up
    done
}
