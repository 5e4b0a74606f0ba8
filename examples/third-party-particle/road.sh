#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Tests the workflow of a plugin author without Sora's sources: archetype, `mvn verify`, `sora plugin
# install`, and a trained model; in an empty folder, with only the artifacts that Sora releases. Then
# the same for the three third-party plugins, and builds that must fail.
#
#     mvn package -Dmaven.test.skip=true          # once, at the root: builds the artifacts
#     examples/third-party-particle/road.sh       # one kind separately, all others in one run of Maven,
#                                                 # their tests in one JVM
#     examples/third-party-particle/road.sh --all # each kind separately: built, validated and trained
#
# SORA_OFFLINE=1             uses no network
# SORA_MAVEN_REPOSITORY=…    the local Maven repository of this machine; default ~/.m2/repository
# SORA_NATIVES=…             a folder of unpacked native libraries; default: unpacks its own
# TMPDIR=…                   where the empty folder is created
#
# The local Maven repository is not changed: the script uses a copy of hard links and adds Sora's
# artifacts to it. The folder is removed at the end; if a step fails, it is kept and reported.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
all=false
case ${1:-} in
    "") ;;
    --all) all=true ;;
    *)
        sed -n '3,19s/^# \{0,1\}//p' "$0"
        exit 2
        ;;
esac

version=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$root/pom.xml" | head -n 1)
work=$(mktemp -d "${TMPDIR:-/tmp}/sora-road.XXXXXX")
seed=${SORA_MAVEN_REPOSITORY:-$HOME/.m2/repository}
repository=$work/repository
sora=$work/sora-$version/bin/sora
export SORA_HOME=$work/home
# The class-data archive is written in the background, possibly after the folder was removed.
export SORA_CDS=off
natives=$SORA_HOME/cache/natives
# Short-lived processes do not benefit from the optimising compiler.
export MAVEN_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}"
began=$SECONDS

# Runs one step: its name, then the command. The output is shown only if the step fails.
step() {
    local name=$1 log started status=0
    shift
    log=$work/log
    started=$(date +%s%N)
    # Not after '||', where a failing command within the step would not end it.
    set +e
    (
        set -e
        "$@"
    ) >"$log" 2>&1 </dev/null
    status=$?
    set -e
    if [ "$status" -ne 0 ]; then
        printf '%-64s FAILED (%s)\n\n' "$name" "$status"
        tail -n 60 "$log" | sed 's/^/    /'
        printf '\nroad.sh: failed at: %s\n         kept: %s\n' "$name" "$work"
        exit 1
    fi
    awk -v name="$name" -v ns="$(($(date +%s%N) - started))" \
        'BEGIN { printf "%-64s %6.1f s\n", name, ns / 1e9 }'
}

maven() {
    mvn -B -ntp ${SORA_OFFLINE:+-o} -Dmaven.repo.local="$repository" -Dsora.natives="$natives" "$@"
}

# Creates a Maven repository with the cached artifacts of this machine, without those of Sora.
copy_repository() {
    mkdir -p "$repository"
    if [ -d "$seed" ]; then
        cp -al "$seed/." "$repository" 2>/dev/null || cp -a "$seed/." "$repository"
    fi
    rm -rf "$repository/dev/sora" "$repository/org/example"
    # Maven changes these files in place, which would also change the hard-linked originals.
    find "$repository" \( -name _remote.repositories -o -name '*.lastUpdated' \
        -o -name resolver-status.properties -o -name 'maven-metadata-*' \) -delete
}

# Installs the built artifacts in the repository, as a release would.
add_release() {
    local pom artifact place jar
    for pom in "$root"/{,api/,core/,core/*/,distribution/,plugins/,plugins/*/,plugins/kit/*/}pom.xml; do
        # The first match with this indentation belongs to the project, not to its parent.
        artifact=$(sed -n 's|^  <artifactId>\(.*\)</artifactId>|\1|p' "$pom" | head -n 1)
        place=$repository/dev/sora/$artifact/$version
        jar=$(dirname "$pom")/target/$artifact-$version.jar
        if grep -q '^  <packaging>pom<' "$pom"; then
            jar=
        elif [ ! -f "$jar" ]; then
            echo "there is no $jar: run 'mvn package -Dmaven.test.skip=true' in $root first"
            return 1
        fi
        mkdir -p "$place"
        cp "$pom" "$place/$artifact-$version.pom"
        [ -z "$jar" ] || ln "$jar" "$place/" 2>/dev/null || cp "$jar" "$place/"
    done
}

unpack_distribution() {
    local archive=$root/distribution/target/sora-$version-bin.tar.gz
    if [ "$archive" -nt "$root/distribution/target/build-id" ]; then
        tar -xzf "$archive" -C "$work"
    else
        cp -a "$root/distribution/target/sora" "$work/sora-$version"
    fi
    mkdir -p "$SORA_HOME/cache"
    if [ -n "${SORA_NATIVES:-}" ]; then
        mkdir -p "$SORA_NATIVES"
        ln -s "$SORA_NATIVES" "$natives"
    fi
}

generate() { # name kind
    cd "$work"
    maven org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate \
        -DarchetypeCatalog=local -DarchetypeGroupId=dev.sora \
        -DarchetypeArtifactId=sora-plugin-archetype -DarchetypeVersion="$version" \
        -Dname="$1" -Dkind="$2"
    check_tidy "$1"
}

# Checks that no files of the other kinds or of the generator remain in a generated project.
check_tidy() { # name
    cd "$work"
    if [ -e "sora-$1/kinds" ] || [ -e "sora-$1/gitignore" ] || [ ! -f "sora-$1/.gitignore" ]; then
        echo "the project is not tidy"
        return 1
    fi
    # shellcheck disable=SC2016
    if grep -rnE '\$\{(name|kind|package|className)\}' "sora-$1"; then
        echo "what was to be filled in was not"
        return 1
    fi
}

verify() { # folder
    cd "$1"
    maven verify
}

# Generates several projects in one run of Maven, as an archetype's own build tests it: most of the
# time is the start of Maven. That build packs the content of the released archetype again.
generate_together() { # kinds
    local kind name archetype=$work/archetype projects
    projects=$archetype/src/test/resources/projects
    mkdir -p "$archetype/src/main/resources"
    cd "$archetype/src/main/resources"
    "${JAVA_HOME:+$JAVA_HOME/bin/}jar" -xf \
        "$repository/dev/sora/sora-plugin-archetype/$version/sora-plugin-archetype-$version.jar"
    rm META-INF/MANIFEST.MF
    for kind in "$@"; do
        name=my-$kind
        mkdir -p "$projects/$kind"
        : >"$projects/$kind/goal.txt"
        {
            echo "name=$name"
            echo "kind=$kind"
            echo "groupId=org.example"
            echo "artifactId=sora-$name"
            echo "version=0.1.0"
            echo "package=org.example.my$kind"
            echo "className=My${kind^}"
            echo "soraVersion=$version"
        } >"$projects/$kind/archetype.properties"
    done
    {
        echo '<project><modelVersion>4.0.0</modelVersion>'
        echo '<parent><groupId>dev.sora</groupId><artifactId>sora-plugin-parent</artifactId>'
        echo "<version>$version</version><relativePath/></parent>"
        echo '<groupId>org.example</groupId><artifactId>archetype</artifactId><version>1</version>'
        echo '<properties><bnd.skip>true</bnd.skip></properties><build><plugins>'
        echo '<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-jar-plugin</artifactId>'
        echo '<configuration><archive combine.self="override"/></configuration></plugin>'
        echo '<plugin><groupId>org.apache.maven.plugins</groupId>'
        echo '<artifactId>maven-archetype-plugin</artifactId><version>3.4.1</version>'
        echo '<executions><execution><phase>integration-test</phase><goals><goal>integration-test</goal></goals>'
        echo '</execution></executions></plugin></plugins></build></project>'
    } >"$archetype/pom.xml"
    cd "$archetype"
    maven verify
    for kind in "$@"; do
        mv "$archetype/target/test-classes/projects/$kind/project/sora-my-$kind" "$work"
        check_tidy "my-$kind"
    done
}

# Moves the tests of generated projects into one project, in which one JVM runs all of them: most of
# the time is the start of JVMs. Each test reads the sample of its own project.
collect_tests() { # folders
    local folder name
    mkdir -p "$work/tests/src/test/java"
    {
        echo '<project><modelVersion>4.0.0</modelVersion>'
        echo '<parent><groupId>dev.sora</groupId><artifactId>sora-plugin-parent</artifactId>'
        echo "<version>$version</version><relativePath/></parent>"
        echo '<groupId>org.example</groupId><artifactId>tests</artifactId><version>1</version>'
        echo '<packaging>pom</packaging><properties><bnd.skip>true</bnd.skip></properties><dependencies>'
        for folder in "$@"; do
            name=$(basename "$folder")
            echo "<dependency><groupId>org.example</groupId><artifactId>$name</artifactId>"
            echo '<version>0.1.0</version><scope>test</scope></dependency>'
        done
        echo '</dependencies><build><plugins>'
        one_goal maven-compiler-plugin test-compile testCompile
        one_goal maven-surefire-plugin test test
        echo '</plugins></build></project>'
    } >"$work/tests/pom.xml"
    for folder in "$@"; do
        name=$(basename "$folder")
        find "$folder/src/test/java" -name '*.java' \
            -exec sed -i "s|\"sample\.yaml\"|\"../$name/sample.yaml\"|" {} +
        cp -a "$folder/src/test/java/." "$work/tests/src/test/java"
        rm -rf "$folder/src/test"
    done
}

one_goal() { # plugin phase goal
    echo "<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>$1</artifactId>"
    echo "<executions><execution><phase>$2</phase><goals><goal>$3</goal></goals></execution></executions>"
    echo '</plugin>'
}

# Builds and tests several projects in one run of Maven, which is faster than one run each.
verify_together() { # folders
    local folder
    {
        echo '<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>'
        echo '<artifactId>together</artifactId><version>1</version><packaging>pom</packaging><modules>'
        for folder in "$@"; do
            echo "<module>$folder</module>"
        done
        echo '</modules></project>'
    } >"$work/pom.xml"
    cd "$work"
    maven -T 2 verify
    # A test that was not found would not fail.
    [ "$(find tests/target/surefire-reports -name 'TEST-*.xml' | wc -l)" -eq "${#others[@]}" ]
}

copy_projects() { # folders
    local folder
    for folder in "$@"; do
        copy_project "$folder"
    done
}

copy_project() { # folder
    cp -a "$root/examples/$1" "$work/$1"
    rm -rf "$work/$1/target"
}

check() { "$sora" plugin check "$@"; }

install_plugin() { "$sora" plugin install "$@"; }

# Trains and checks that the model learned: a metric on test data is within a bound.
train() { # folder manifest metric relation bound
    cd "$1"
    "$sora" train "$2" --out runs/road --verbose
    local reached
    reached=$(sed -n '/"test"/,$s/.*"'"$3"'" *: *\([-0-9.]*\).*/\1/p' runs/road/metrics.json | head -n 1)
    echo "$3 on test data: $reached, must be $4 $5"
    [ -n "$reached" ] && awk "BEGIN { exit !($reached $4 $5) }"
}

# Validates a manifest with the generated type. An engine reports that its runtime is missing, the
# sample of a strategy is searched, and an index arranges what is enrolled.
validated() { # kind folder
    cd "$2"
    if [ "$1" = strategy ]; then
        "$sora" search sample.yaml --out runs/road
        return
    fi
    if [ "$1" = index ]; then
        "$sora" train sample.yaml --out runs/road
        "$sora" index runs/road/model.sora --data known.yaml --output runs/known.index --type my-index
        return
    fi
    if [ "$1" != engine ]; then
        "$sora" validate sample.yaml
        return
    fi
    local said
    "$sora" plugin info my-engine/my-engine
    "$sora" validate "$work/sora-my-particle/sample.yaml" --set engine.type=my-engine
    if said=$("$sora" train "$work/sora-my-particle/sample.yaml" --set engine.type=my-engine \
        --out runs/road 2>&1); then
        echo "an engine without a runtime trained"
        return 1
    fi
    echo "$said"
    grep -F 'the plugin brings no runtime' <<<"$said"
}

both_versions() {
    train "$work/third-party-source" tea.yaml accuracy ">=" 0.7 2>&1 | tee "$work/tea.log"
    # The plugin reads with its own version, while Sora reads the manifest with another.
    grep -F 'is read by snakeyaml-engine 2.2.1' "$work/tea.log"
    ls "$work/sora-$version/lib" | grep -F snakeyaml-engine-3
}

listed() { # names
    local name listing
    listing=$("$sora" plugin list)
    echo "$listing"
    for name in "$@"; do
        grep -E "^ *$name " <<<"$listing" >/dev/null || {
            echo "plugin list does not show '$name'"
            return 1
        }
    done
}

# Runs five builds that must fail, each with a message that names the fix.
refused() {
    local said
    copy_project faulty-builds
    cd "$work/faulty-builds"
    if said=$(maven --fail-at-end process-classes 2>&1); then
        echo "$said"
        echo "builds that must fail did not"
        return 1
    fi
    echo "$said"
    says() {
        grep -qF -e "$1" <<<"$said" || {
            echo "none of the messages says: $1"
            return 1
        }
    }
    says "Fix: in pom.xml, give each of them <scope>provided</scope>"
    says "org.example.faulty.FaultyPlugin needs org.apache.commons.compress.archivers, which neither the JDK nor Sora nor the plugin provides. Fix: name org.apache.commons:commons-compress in pom.xml without a scope"
    says "has no service file, so Sora would not find its class. Fix: write the line 'org.example.faulty.FaultyPlugin' into src/main/resources/META-INF/services/dev.sora.plugin.SoraPlugin"
    says "names the class org.example.faulty.Forgotten, which the plugin does not contain. Fix: write 'org.example.faulty.FaultyPlugin' into it"
    says "asks for dev.sora.plugin in version [9,10), and this Sora has "
    [ "$(grep -cE '^\[INFO\] .* FAILURE \[' <<<"$said")" -eq 5 ]
}

# Artifacts that Maven fetched are kept, so that the next run needs no network.
keep_fetched() {
    rm -rf "$repository/dev/sora" "$repository/org/example"
    find "$repository" \( -name _remote.repositories -o -name '*.lastUpdated' \
        -o -name resolver-status.properties -o -name 'maven-metadata-*' \) -delete
    mkdir -p "$seed"
    cp -aln "$repository/." "$seed" 2>/dev/null || cp -an "$repository/." "$seed"
}

echo "Sora $version, in $work"
step "a local repository with the released artifacts" copy_repository
step "  Sora's own" add_release
step "the distribution, unpacked" unpack_distribution

# The metric that each kind's sample must reach. An engine needs a runtime for training, and a
# strategy has a search as its sample; that of an index is trained to enrol its records.
declare -A reaches=(
    [input]="accuracy >= 0.5"
    [particle]="accuracy >= 0.8"
    [combiner]="accuracy >= 0.8"
    [output]="r2 >= 0.7"
    [optimiser]="accuracy >= 0.8"
    [schedule]="accuracy >= 0.8"
    [order]="accuracy >= 0.8"
    [procedure]="accuracy >= 0.8"
    [source]="accuracy >= 0.8"
    [derivation]="r2 >= 0.6"
    [strategy]=""
    [metric]="accuracy >= 0.8"
    [index]=""
    [engine]=""
)
others=(input combiner output optimiser schedule order procedure strategy source derivation metric index engine)
examples=(third-party-particle third-party-source third-party-winds)

# Tests one plugin: the generated project is built, checked, installed, validated and trained.
whole_way() { # kind
    local name=my-$1 folder=$work/sora-my-$1 metric relation bound
    step "$1: archetype" generate "$name" "$1"
    step "$1: mvn verify" verify "$folder"
    step "$1: sora plugin check" check "$folder/target/sora-$name-0.1.0.jar"
    step "$1: sora plugin install" install_plugin "$folder/target/sora-$name-0.1.0.jar"
    step "$1: sora validate sample.yaml" validated "$1" "$folder"
    if [ -n "${reaches[$1]}" ]; then
        read -r metric relation bound <<<"${reaches[$1]}"
        step "$1: sora train sample.yaml" train "$folder" sample.yaml "$metric" "$relation" "$bound"
    fi
}

whole_way particle
step "the examples of third parties, each a project of its own" copy_projects "${examples[@]}"
folders=("${examples[@]}")
if $all; then
    for kind in "${others[@]}"; do
        whole_way "$kind"
    done
    for example in "${examples[@]}"; do
        step "$example: mvn verify" verify "$work/$example"
    done
else
    step "the other thirteen kinds: archetype" generate_together "${others[@]}"
    generated=("${others[@]/#/sora-my-}")
    step "their tests, in one project" collect_tests "${generated[@]/#/$work/}"
    folders+=("${generated[@]}")
    step "they and the examples: mvn verify" verify_together "${folders[@]}" tests
fi
jars=()
for folder in "${folders[@]}"; do
    jars+=("$work/$folder"/target/sora-*.jar)
done
step "all of these: sora plugin check" check "${jars[@]}"
step "all of these: sora plugin install" install_plugin "${jars[@]}"
step "third-party-particle: sora train digits.yaml" train "$work/third-party-particle" digits.yaml accuracy ">=" 0.85
step "third-party-source: sora train tea.yaml, by two versions of a library" both_versions

step "third-party-winds: sora train winds.yaml" train "$work/third-party-winds" winds.yaml angular_error "<=" 12
step "sora plugin list" listed my-particle "${others[@]/#/my-}" excitation yaml winds
step "five builds that must fail, and say why" refused
[ -n "${SORA_OFFLINE:-}" ] || step "what was fetched is kept for the next time" keep_fetched

chmod -R u+w "$work" 2>/dev/null || true
rm -rf "$work"
echo "all of it in $((SECONDS - began)) s"
