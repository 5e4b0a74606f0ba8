// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.regex.Pattern;

/** The places that a manifest may name for its training. */
final class RunPlaces {

    static final String SPARK = "spark";

    /** All names, as messages list them. */
    static final String NAMES = RunPlace.LOCAL + ", " + SPARK;

    private static final String CONF = RunPlace.SECTION + ".conf";
    private static final List<String> KNOWN = List.of(RunPlace.LOCAL, SPARK);
    private static final String LOCAL_MASTER = "local";

    /** Spark ignores settings of other names. */
    private static final Pattern SETTING = Pattern.compile("spark\\.[^=\\s]+");

    private RunPlaces() {}

    /**
     * Returns the place that a manifest names.
     *
     * @throws SoraException if its name is unknown, or Spark would ignore one of its settings
     */
    static RunPlace of(Plan plan) {
        RunPlace place = RunPlace.of(plan);
        if (!isKnown(place.on())) {
            throw new SoraException(
                    ManifestCode.OUT_OF_RANGE
                            .problem("'%s' is not a place to train at".formatted(place.on()))
                            .where(plan.manifest().where(RunPlace.SECTION + ".on"))
                            .needs(NAMES)
                            .have(place.on())
                            .fix("write 'on: spark', or remove the section to train here"));
        }
        if (!place.isHere()) {
            place.settings().keySet().stream()
                    .filter(key -> !isSetting(key))
                    .findFirst()
                    .ifPresent(
                            key -> {
                                throw ignored(plan.manifest().where(CONF), key);
                            });
        }
        return place;
    }

    private static SoraException ignored(String where, String key) {
        return new SoraException(
                ManifestCode.OUT_OF_RANGE
                        .problem("Spark has no setting '%s'".formatted(key))
                        .where(where)
                        .needs("names that begin with 'spark.'")
                        .have(key)
                        .fix("for example: conf: {spark.executor.memory: 8g}"));
    }

    /** Returns whether Spark takes a name for that of a setting. */
    static boolean isSetting(String key) {
        return SETTING.matcher(key).matches();
    }

    /**
     * Checks the place that a manifest names as far as that is possible without going there.
     *
     * @throws SoraException if its name is unknown, or it lacks what its workers need
     */
    static void check(Plan plan) {
        RunPlace place = of(plan);
        if (!place.isHere() && place.checkpoints().isEmpty()) {
            place.master()
                    .filter(master -> !isLocal(master))
                    .ifPresent(
                            master -> {
                                throw unshared(
                                        "%s: master %s"
                                                .formatted(
                                                        plan.manifest()
                                                                .where(
                                                                        RunPlace.SECTION
                                                                                + ".master"),
                                                        master));
                            });
        }
    }

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    /** Returns whether all workers of a master of Spark are on this machine. */
    static boolean isLocal(String master) {
        return master.startsWith(LOCAL_MASTER);
    }

    /** Workers on other machines need a folder that is named. */
    static SoraException unshared(String where) {
        return new SoraException(
                Problem.of("SORA-7009", "driver and workers do not share the folder of checkpoints")
                        .where(where)
                        .needs("a folder that all machines reach and may write")
                        .have("none")
                        .fix(
                                "name one: 'checkpoints' in the section 'run' of the manifest, or"
                                        + " --checkpoints hdfs://… of sora train"));
    }
}
