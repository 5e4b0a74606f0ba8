#!/usr/bin/env bash
# Searches on real data beside manifests written by hand; needs SORA_DATA_HOME.
#   search.sh [-b BUDGET] [-o FOLDER] PART…
#
# adult ads topics cifar10   examples/search/PART.yaml by tpe and by asha: the best trial by the
#                            validation data, measured once on the test data; beside it the manifest
#                            of the example on the same data, and the spread of as many trainings of
#                            it with other seeds, which also draw other splits. BUDGET is a number of
#                            whole trainings for each, 8; asha divides their epochs among more trials.
#                            About 6 minutes of a thread each, cifar10 hours
# growth                     how many particles of each generation MNIST needs: the accuracy over the
#                            number of parameters, of convolutional particles that are concatenated, or
#                            added up, of dense ones, and of fixed numbers. BUDGET is a number of
#                            trainings for each, 12: about 12 minutes of a thread
# auto                       auto-iris, auto-adult and auto-pima: sora search --auto on a table, BUDGET
#                            is a time for each, 5m; a part of the data that nothing was chosen on is
#                            the test
#
# A training uses one thread, one at a time, with a low priority. Prints a table for each part, and
# adds it to FOLDER/table.tsv. With the same FOLDER, what was done before is not done again, also after
# a crash: the folder is new if none is named. SORA names another command than that of this checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
budget= out=
usage() { sed -n '2,22s/^# \{0,1\}//p' "$0" && exit 2; }
while getopts b:o: option; do
    case $option in
        b) budget=$OPTARG ;;
        o) out=$OPTARG ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || usage
: "${SORA_DATA_HOME:?names the folder of the data sets}"
if [ -z "${SORA:-}" ]; then
    "$here/../../sora" --version >/dev/null
    SORA=$here/../../distribution/target/sora/bin/sora
fi
sora() { nice -n 5 "$SORA" "$@"; }
out=${out:-$(mktemp -d)}
mkdir -p "$out"
echo "results are in $out"

row() {
    local IFS=$'\t'
    echo "$*" | tee -a "$out/table.tsv"
}

# Trains a manifest, unless that has been done.
train() { # folder manifest setting…
    local one=$1
    shift
    [ ! -s "$one.json" ] || return 0
    sora train "$@" --set engine.threads=1 --out "$one" --json >"$one.part" 2>"$one.log" ||
        { tail -n 5 "$one.log" >&2 && return 1; }
    mv "$one.part" "$one.json"
}

# Prints a metric of a split in a result: of the best trial of a search, or of a training.
metric() { # file split name
    python3 - "$@" <<'PYTHON'
import json, sys
file, split, name = sys.argv[1:]
found = json.load(open(file))
splits = found.get("metrics", {"test": found.get("test", {})})
values = [m[name] for m in splits.get(split, {}).values() if name in m]
if split == "validation" and "best" in found:
    values = [v for k, v in found["best"]["goals"].items() if k.endswith(name)]
print(f"{values[0]:.4f}" if values else "-")
PYTHON
}

# Searches, unless that has been done.
search() { # file folder
    [ ! -s "$2.json" ] || return 0
    mkdir -p "$2"
    local resume=()
    [ ! -s "$2/journal.jsonl" ] || resume=(--resume)
    sora search "$1" --out "$2" "${resume[@]}" --json >"$2.part" 2>"$2.log" ||
        { tail -n 5 "$2.log" >&2 && return 1; }
    mv "$2.part" "$2.json"
}

# The trials of a search, the parameters of a model, and the epochs of all trials together.
trials() { python3 -c "import json; print(len(json.load(open('$1'))['trials']))"; }
parameters() { python3 -c "import json; d = json.load(open('$1')); print(d.get('parameters') or sum(n['parameters'] for n in d['nodes']))"; }
epochs() { python3 -c "import json; print(sum(t.get('epochs') or 0 for t in json.load(open('$1'))['trials']))"; }

# The epochs of a whole training by hand: those that the search sets, or those of the manifest.
whole() {
    local epochs
    epochs=$(sed -n 's/^  training\.epochs: \([0-9]\+\)$/\1/p' "$here/../search/$1.yaml")
    echo "${epochs:-$(sed -n 's/^  epochs: \([0-9]*\).*/\1/p' "$here/../$1/$1.yaml")}"
}

# A search file with another strategy, on one thread. asha decides on the epochs itself, up to those
# of a whole training, so they are not searched; its trials are so many that they are trained for as
# many epochs as the whole trainings of the budget.
variant() { # name strategy trials
    local strategy=$2 trials=$3 epochs=(-e '')
    if [ "$2" = asha ]; then
        local all least
        all=$(whole "$1")
        least=$(((all + 3) / 4))
        strategy="asha, min_epochs: $least"
        # one of three is continued from the first rung, and one of three of these from the second
        trials=$(awk "BEGIN { m = $least; r = 3 * m < $all ? 3 * m : $all; n = m + (r - m) / 3 + ($all - r) / 9
            print int($3 * $all / n) }")
        epochs=(-e '/^  training\.epochs: {/d')
    fi
    # the first trial would otherwise be the training by hand that the search is compared with
    sed "${epochs[@]}" -e 's|^search: 1$|search: 1\nmanifest_first: false|' -e "s|^manifest: \.\./|manifest: $here/../|" -e "s|^strategy: .*|strategy: {type: $strategy}|" \
        -e "s|^budget: .*|budget: {trials: $trials}|" -e "s|^set:|set:\n  engine.threads: 1|" \
        "$here/../search/$1.yaml" >"$out/$1-${2%%,*}.yaml"
}

# Prints mean and standard deviation of a metric over trainings by hand.
spread() { # split name file…
    local one split=$1 name=$2
    shift 2
    for one in "$@"; do
        metric "$one" "$split" "$name"
    done | awk '{ n++; s += $1; q += $1 * $1 } END { m = s / n
        d = n > 1 ? (q - n * m * m) / (n - 1) : 0
        printf "%.4f ± %.4f\n", m, sqrt(d > 0 ? d : 0) }'
}

compare() { # name metric
    local name=$1 trainings=${budget:-8} strategy seed found
    row part how trials epochs "validation $2" "test $2"
    for strategy in tpe asha; do
        variant "$name" "$strategy" "$trainings"
        found=$out/$name-$strategy.json
        search "$out/$name-$strategy.yaml" "$out/$name-$strategy"
        row "$name" "$strategy" "$(trials "$found")" "$(epochs "$found")" \
            "$(metric "$found" validation "$2")" "$(metric "$found" test "$2")"
    done
    # what is the same in every trial is the same by hand, too
    local same=()
    while IFS= read -r line; do
        same+=(--set "$(sed 's/^  \([^:]*\): /\1=/' <<<"$line")")
    done < <(sed -n '/^set:/,/^[a-z]/p' "$here/../search/$name.yaml" | grep '^  ')
    train "$out/$name-hand" "$here/../$name/$name.yaml" "${same[@]}"
    row "$name" "by hand" 1 "$(whole "$name")" "$(metric "$out/$name-hand.json" validation "$2")" \
        "$(metric "$out/$name-hand.json" test "$2")"
    # the manifest has a seed of its own, which is below these
    local all=("$out/$name-hand.json")
    for seed in $(seq 101 $((99 + trainings))); do
        train "$out/$name-hand-$seed" "$here/../$name/$name.yaml" "${same[@]}" --seed "$seed"
        all+=("$out/$name-hand-$seed.json")
    done
    row "$name" "by hand, all seeds" "$trainings" $((trainings * $(whole "$name"))) \
        "$(spread validation "$2" "${all[@]}")" "$(spread test "$2" "${all[@]}")"
}

# One row for each trial of a search that grows, in the order of their parameters.
grown() { # name folder
    python3 - "$@" <<'PYTHON' | tee -a "$out/table.tsv"
import json, sys
name, folder = sys.argv[1:]
rows = []
for trial in json.load(open(f"{folder}.json"))["trials"]:
    if trial["state"] == "complete" and "same_as" not in trial:
        size = json.load(open(f"{folder}/trials/{trial['trial']:04d}/result.json"))["parameters"]
        rows.append((size, " + ".join(str(v) for v in trial["values"].values()), trial["goals"]["val_accuracy"]))
for size, counts, value in sorted(rows):
    print("growth", f"{name}, {counts}", size, f"{value:.4f}", "-", sep="\t")
PYTHON
    row growth "$1, the best" "$(parameters "$2/best.json")" "$(metric "$2.json" validation accuracy)" \
        "$(metric "$2.json" test accuracy)"
}

growth() {
    local trainings=${budget:-12} count kind
    variant growth "growth, min_gain: 0.0005" "$trainings"
    # the same generations, joined by sums; and dense particles of 64 units with a sum alone
    sed 's|^set:|set:\n  combiners.strokes.type: sum\n  combiners.shapes.type: sum|' \
        "$out/growth-growth.yaml" >"$out/growth-sum.yaml"
    sed -e 's|mnist/growing.yaml|mnist/particles.yaml|' -e '/particles.shape/d' \
        -e 's|^set:|set:\n  particles.sense.units: 64\n  particles.vote.count: 1\n  training.epochs: 3|' \
        -e 's|  particles.stroke.count: .*|  particles.sense.count: {int: [1, 16]}|' \
        "$out/growth-growth.yaml" >"$out/growth-dense.yaml"
    row part how parameters "validation accuracy" "test accuracy"
    for kind in growth sum dense; do
        search "$out/growth-$kind.yaml" "$out/growth-$kind"
        "$SORA" inspect "$out/growth-$kind/best.sora" --json >"$out/growth-$kind/best.json"
        grown "${kind/growth/grown}" "$out/growth-$kind"
    done
    for count in 1 2 4 8; do
        train "$out/growth-fixed-$count" "$here/../mnist/growing.yaml" \
            --set "data.validation={fraction: 0.1, stratify: label}" \
            --set "particles.stroke.count=$count" --set "particles.shape.count=$count"
        row growth "fixed, $count + $count" "$(parameters "$out/growth-fixed-$count.json")" \
            "$(metric "$out/growth-fixed-$count.json" validation accuracy)" \
            "$(metric "$out/growth-fixed-$count.json" test accuracy)"
    done
}

# Searches from a table alone. Its last fifth is the test: nothing of the search reads it.
auto() { # name file columns target metric
    local name=$1 folder=$out/auto-$1
    mkdir -p "$folder"
    if [ ! -s "$folder/train.csv" ]; then
        python3 - "$2" "$3" "$folder" <<'PYTHON'
import gzip, random, sys
file, columns, folder = sys.argv[1:]
lines = (gzip.open(file, "rt") if file.endswith(".gz") else open(file)).read().splitlines()
lines = [", ".join(p.strip() for p in line.split(",")).replace(", ", ",") for line in lines if line.strip()]
random.Random(7).shuffle(lines)
kept = len(lines) * 4 // 5
for name, part in (("train", lines[:kept]), ("test", lines[kept:])):
    open(f"{folder}/{name}.csv", "w").write("\n".join([columns, *part]) + "\n")
PYTHON
    fi
    if [ ! -s "$folder.json" ]; then
        local resume=()
        [ ! -s "$folder/search/journal.jsonl" ] || resume=(--resume)
        sora search --auto "$folder/train.csv" --target "$4" --time "${budget:-5m}" --out "$folder/search" \
            "${resume[@]}" --json >"$folder.part" 2>"$folder.log" || { tail -n 5 "$folder.log" >&2 && return 1; }
        mv "$folder.part" "$folder.json"
    fi
    echo "{type: csv, path: \"$folder/test.csv\"}" >"$folder/test.yaml"
    sora evaluate "$folder/search/best.sora" --data "$folder/test.yaml" --json >"$folder/test.json" 2>>"$folder.log"
    sora init "$folder/train.csv" --target "$4" --out "$folder/first.yaml" >/dev/null 2>&1 || true
    train "$folder/first" "$folder/first.yaml"
    sora evaluate "$folder/first/model.sora" --data "$folder/test.yaml" --json >"$folder/first-test.json" 2>>"$folder.log"
    row part how trainings "validation $5" "held out $5"
    row "auto-$name" "init alone" 1 "$(metric "$folder/first.json" validation "$5")" "$(metric "$folder/first-test.json" test "$5")"
    row "auto-$name" "--auto, ${budget:-5m}" "$(trials "$folder.json")" \
        "$(metric "$folder.json" validation "$5")" "$(metric "$folder/test.json" test "$5")"
}

data=$SORA_DATA_HOME/tabular
run() { # part
    case $1 in
        adult | cifar10 | topics) compare "$1" accuracy ;;
        ads) compare ads roc_auc ;;
        growth) growth ;;
        auto) run auto-iris && run auto-adult && run auto-pima ;;
        auto-adult)
            auto adult "$data/adult-train.csv.gz" \
                age,workclass,weight,education,education_years,marital,occupation,relationship,race,sex,gain,loss,hours,country,income \
                income accuracy
            ;;
        auto-iris)
            auto iris "$data/iris.csv" sepal_length,sepal_width,petal_length,petal_width,species species accuracy
            ;;
        auto-pima)
            auto pima "$data/pima-indians-diabetes.csv" \
                pregnancies,glucose,pressure,skin,insulin,mass,pedigree,age,diabetes diabetes accuracy
            ;;
        *) usage ;;
    esac
}
for part in "$@"; do
    run "$part"
done
