// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.RunPlace;
import dev.sora.launcher.spark.SparkSubmission;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of verbs that can run on Spark. */
final class SparkOptions {

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            description =
                    "Run on 'spark': submits this call with SPARK_HOME/bin/spark-submit, and the"
                            + " jar sora-spark; or 'local', here.")
    private String on;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "With --on spark: the master, such as spark://host:7077 or yarn; this machine"
                            + " if not given.")
    private String master;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "With --on spark: the number of tasks that run at once; 2 if not given.")
    private Integer workers;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "With --on spark: a setting of Spark; can be given several times.")
    private List<String> settings = List.of();

    /** Returns whether the options name Spark. */
    boolean isNamed() {
        return RunPlaces.SPARK.equals(on);
    }

    /** Returns whether the options name this process. */
    boolean isHere() {
        return RunPlace.LOCAL.equals(on);
    }

    /** Returns whether the call runs on Spark. */
    boolean asked() {
        return asked(RunPlace.HERE);
    }

    /**
     * Returns whether the call runs on Spark, by the options or by a manifest, whose values the
     * options replace.
     */
    boolean asked(RunPlace place) {
        if (on != null && !RunPlaces.isKnown(on)) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%s' does not fit --on".formatted(on))
                            .needs(RunPlaces.NAMES)
                            .fix("write --on spark, or leave it out to run here"));
        }
        if (isHere() || on == null && place.isHere()) {
            if (master != null || workers != null || !settings.isEmpty()) {
                throw new SoraException(
                        Problem.of("SORA-1018", "an option is of calls on Spark")
                                .where("--master, --workers or --conf")
                                .fix("add --on spark, or leave it out"));
            }
            return false;
        }
        take(place);
        if (workers() < 1) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%d' does not fit --workers".formatted(workers))
                            .needs("an integer of at least 1")
                            .fix("for example: --workers 4"));
        }
        return true;
    }

    private void take(RunPlace place) {
        workers = workers == null ? place.workers().orElse(null) : workers;
        master = master == null ? place.master().orElse(null) : master;
        Map<String, String> all = new LinkedHashMap<>(place.settings());
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 0 || !RunPlaces.isSetting(setting.substring(0, equals))) {
                throw new SoraException(
                        Problem.of("SORA-1004", "'%s' does not fit --conf".formatted(setting))
                                .needs("KEY=VALUE, with a key that begins with 'spark.'")
                                .fix("for example: --conf spark.executor.memory=8g"));
            }
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        settings = all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    int workers() {
        return workers == null ? 2 : workers;
    }

    /** Refuses a number of tasks where the master decides it. */
    void refuseWorkersWithMaster() {
        if (workers != null && master != null) {
            throw new SoraException(
                    Problem.of("SORA-1018", "'--workers' is of trainings, or of this machine")
                            .where("--workers " + workers)
                            .fix("leave it out; --conf sets the resources of Spark"));
        }
    }

    /** Returns the master; by default, as many threads of one process as there are workers. */
    String master() {
        return master == null ? "local[%d]".formatted(workers()) : master;
    }

    /**
     * Returns whether all workers are on this machine, so that a local folder is one that they
     * share.
     */
    boolean isLocal() {
        return RunPlaces.isLocal(master());
    }

    /**
     * Submits a call and waits for its end.
     *
     * @param call the verb of the class {@code SparkMain} and its arguments
     */
    void submit(Session session, String name, List<String> call) {
        new SparkSubmission(
                        session.environment(),
                        session.backend().kernelJars(),
                        session.backend().sparkJars(),
                        plugins(session))
                .run(name, master(), settings, call);
    }

    private static List<Path> plugins(Session session) {
        List<Path> jars = new ArrayList<>();
        session.backend().host().offers().stream()
                .map(OfferedPlugin::location)
                .flatMap(SparkOptions::jar)
                .forEach(jars::add);
        return jars;
    }

    private static Stream<Path> jar(String location) {
        try {
            return Stream.of(Path.of(location)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
