#!/usr/bin/env bash
# Long searches on real data, one after the other; needs SORA_DATA_HOME, and hours.
#   search.sh [adult|ads|growth|auto …]     all of them if none is named
# adult, ads  30 trials by tpe and 30 by random, and the hand-made manifest as often with other
#             seeds: the best validation metric of each, and its test metrics
# growth      how many particles of each kind MNIST needs: accuracy against number of particles
# auto        sora search --auto for five minutes each on adult, iris and pima
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/../../sora" --version >/dev/null
sora=$here/../../distribution/target/sora/bin/sora
out=${OUT:-$(mktemp -d)}
echo "results are in $out"

compare() {
    name=$1 metric=$2
    for strategy in tpe random; do
        sed "s/type: tpe/type: $strategy/; s|\.\./|$here/../|" "$here/../search/$name.yaml" \
            >"$out/$name-$strategy.yaml"
        "$sora" search "$out/$name-$strategy.yaml" --out "$out/$name-$strategy" --resume --json \
            >"$out/$name-$strategy.json"
        python3 - "$out/$name-$strategy.json" "$name" "$strategy" <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1]))
print(sys.argv[2], sys.argv[3], found["best"]["goals"], "test", found.get("test"))
PYTHON
    done
    held=$(sed -n 's/^  data.validation: //p' "$here/../search/$name.yaml")
    for seed in $(seq 1 30); do
        "$sora" train "$here/../$name/$name.yaml" --set "data.validation=$held" --seed "$seed" \
            --out "$out/$name-hand-$seed" --json >"$out/$name-hand-$seed.json"
    done
    python3 - "$metric" "$name" "$out/$name-hand-"*.json <<'PYTHON'
import json, sys
metric, name, files = sys.argv[1], sys.argv[2], sys.argv[3:]
best = max((json.load(open(f))["metrics"] for f in files),
           key=lambda m: next(iter(m["validation"].values()))[metric])
print(name, "by hand", best["validation"], "test", best["test"])
PYTHON
}

growth() {
    "$sora" search "$here/../search/growth.yaml" --out "$out/growth" --resume
    cut -d, -f1,5- "$out/growth/trials.csv"
}

auto() {
    data=$SORA_DATA_HOME/tabular
    census=age,workclass,weight,education,education_years,marital,occupation,relationship,race
    table adult "$data/adult-train.csv.gz" "$census,sex,gain,loss,hours,country,income" income
    table iris "$data/iris.csv" sepal_length,sepal_width,petal_length,petal_width,species species
    table pima "$data/pima-indians-diabetes.csv" \
        pregnancies,glucose,pressure,skin,insulin,mass,pedigree,age,diabetes diabetes
}

table() {
    echo "{type: csv, path: $2, columns: [$3]}" >"$out/$1.yaml"
    "$sora" search --auto "$out/$1.yaml" --target "$4" --time 5m --out "$out/auto-$1" --json \
        >"$out/auto-$1.json"
    python3 - "$out/auto-$1.json" "$1" <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1]))
print(sys.argv[2], len(found["trials"]), "trials", found["best"]["goals"], "test", found.get("test"))
PYTHON
}

for each in "${@:-adult ads growth auto}"; do
    for one in $each; do
        case $one in
            adult) compare adult accuracy ;;
            ads) compare ads roc_auc ;;
            growth) growth ;;
            auto) auto ;;
            *) exit 2 ;;
        esac
    done
done
