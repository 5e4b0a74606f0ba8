#!/usr/bin/env bash
# Searches on real data beside manifests written by hand; needs SORA_DATA_HOME.
#   search.sh [-b BUDGET] [-o FOLDER] PART…
#
# adult ads cifar10 topics   examples/search/PART.yaml by tpe and by random search, and the manifest of
#                            the example as often with other seeds, on the same validation data: the
#                            best by it, with its test metrics. BUDGET is a number of trainings, 30
# growth                     how many particles of each kind MNIST needs: the accuracy over their number,
#                            beside fixed numbers of both kinds. BUDGET is a number of trainings, 60
# auto-adult auto-iris auto-pima
#                            sora search --auto on a table. BUDGET is a time, 5m; a part of the data
#                            that nothing was chosen on is the test
#
# Prints a table for each part, and adds it to FOLDER/table.tsv. With the same FOLDER, what was done
# before is not done again, also after a crash: the folder is new if none is named.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
budget= out=
usage() { sed -n '2,17s/^# \{0,1\}//p' "$0" && exit 2; }
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
"$here/../../sora" --version >/dev/null
sora=$here/../../distribution/target/sora/bin/sora
out=${out:-$(mktemp -d)}
mkdir -p "$out"
echo "results are in $out"

row() { printf '%s\t%s\t%s\t%s\t%s\n' "$@" | tee -a "$out/table.tsv"; }

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
    [ -s "$2.json" ] && return
    mkdir -p "$2"
    local resume=()
    [ ! -s "$2/journal.jsonl" ] || resume=(--resume)
    "$sora" search "$1" --out "$2" "${resume[@]}" --json >"$2.part" 2>"$2.log" ||
        { tail -n 5 "$2.log" >&2 && return 1; }
    mv "$2.part" "$2.json"
}

# A search file with another strategy and budget.
variant() { # name strategy trials
    sed "s|^manifest: \.\./|manifest: $here/../|; s|^strategy: .*|strategy: {type: $2}|; s|^budget: .*|budget: {trials: $3}|" \
        "$here/../search/$1.yaml" >"$out/$1-$2.yaml"
}

compare() { # name metric
    local name=$1 trials=${budget:-30} strategy seed best= value
    row part how trainings "validation $2" "test $2"
    for strategy in tpe random; do
        variant "$name" "$strategy" "$trials"
        search "$out/$name-$strategy.yaml" "$out/$name-$strategy"
        row "$name" "$strategy" "$trials" "$(metric "$out/$name-$strategy.json" validation "$2")" \
            "$(metric "$out/$name-$strategy.json" test "$2")"
    done
    # what is the same in every trial is the same by hand, too
    local same=()
    while IFS= read -r line; do
        same+=(--set "$(sed 's/^  \([^:]*\): /\1=/' <<<"$line")")
    done < <(sed -n '/^set:/,/^[a-z]/p' "$here/../search/$name.yaml" | grep '^  ')
    for seed in $(seq 1 "$trials"); do
        local one=$out/$name-hand-$seed
        if [ ! -s "$one.json" ]; then
            "$sora" train "$here/../$name/$name.yaml" "${same[@]}" --seed "$seed" --out "$one" --json \
                >"$one.part" 2>"$one.log"
            mv "$one.part" "$one.json"
        fi
        value=$(metric "$one.json" validation "$2")
        if [ -z "$best" ] || awk "BEGIN { exit !($value > $(metric "$best" validation "$2")) }"; then
            best=$one.json
        fi
    done
    row "$name" "by hand" "$trials" "$(metric "$best" validation "$2")" "$(metric "$best" test "$2")"
}

growth() {
    variant growth growth "${budget:-60}"
    sed -i 's/type: growth}/type: growth, min_gain: 0.0005}/' "$out/growth-growth.yaml"
    search "$out/growth-growth.yaml" "$out/growth"
    row part how particles "validation accuracy" "test accuracy"
    # the best of each number of particles, in the order of their number
    python3 - "$out/growth/trials.csv" <<'PYTHON' | tee -a "$out/table.tsv"
import csv, sys
best = {}
for row in csv.DictReader(open(sys.argv[1])):
    if row["val_accuracy"]:
        count = int(row["particles.sense.count"]) + int(row["particles.vote.count"])
        best[count] = max(best.get(count, 0), float(row["val_accuracy"]))
for count in sorted(best):
    print("growth", "grown", count, f"{best[count]:.4f}", "-", sep="\t")
PYTHON
    row growth "grown, the best" - "$(metric "$out/growth.json" validation accuracy)" \
        "$(metric "$out/growth.json" test accuracy)"
    local count one
    for count in 1 2 4 8; do
        one=$out/growth-fixed-$count
        if [ ! -s "$one.json" ]; then
            "$sora" train "$here/../mnist/particles.yaml" --set "data.validation={fraction: 0.1, stratify: label}" \
                --set training.epochs=3 --set particles.sense.units=64 --set "particles.sense.count=$count" \
                --set "particles.vote.count=$count" --out "$one" --json >"$one.part" 2>"$one.log"
            mv "$one.part" "$one.json"
        fi
        row growth fixed $((2 * count)) "$(metric "$one.json" validation accuracy)" "$(metric "$one.json" test accuracy)"
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
        "$sora" search --auto "$folder/train.csv" --target "$4" --time "${budget:-5m}" --out "$folder/search" \
            "${resume[@]}" --json >"$folder.part" 2>"$folder.log" || { tail -n 5 "$folder.log" >&2 && return 1; }
        mv "$folder.part" "$folder.json"
    fi
    echo "{type: csv, path: \"$folder/test.csv\"}" >"$folder/test.yaml"
    "$sora" evaluate "$folder/search/best.sora" --data "$folder/test.yaml" --json >"$folder/test.json" 2>>"$folder.log"
    "$sora" init "$folder/train.csv" --target "$4" --out "$folder/first.yaml" >/dev/null 2>&1 || true
    if [ ! -s "$folder/first.json" ]; then
        "$sora" train "$folder/first.yaml" --out "$folder/first" --json >"$folder/first.json" 2>>"$folder.log"
    fi
    "$sora" evaluate "$folder/first/model.sora" --data "$folder/test.yaml" --json >"$folder/first-test.json" 2>>"$folder.log"
    row part how trainings "validation $5" "held out $5"
    row "auto-$name" "init alone" 1 "$(metric "$folder/first.json" validation "$5")" "$(metric "$folder/first-test.json" test "$5")"
    row "auto-$name" "--auto, ${budget:-5m}" "$(python3 -c "import json; print(len(json.load(open('$folder.json'))['trials']))")" \
        "$(metric "$folder.json" validation "$5")" "$(metric "$folder/test.json" test "$5")"
}

data=$SORA_DATA_HOME/tabular
for part in "$@"; do
    case $part in
        adult | cifar10 | topics) compare "$part" accuracy ;;
        ads) compare ads roc_auc ;;
        growth) growth ;;
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
done
