// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Sora.Inspection;
import dev.sora.core.io.Json;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import dev.sora.launcher.show.MetricTables;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a training on Spark, and its call. */
final class SparkTrainOptions {

    @Mixin private SparkOptions spark;

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description =
                    "With --on spark: a folder that all machines reach, such as hdfs://…; the"
                            + " folder for checkpoints in DIR if all workers are on this machine.")
    private String checkpoints;

    @Option(
            names = "--average-every",
            paramLabel = "N",
            description =
                    "With --on spark: average the weights of the workers every N minibatches,"
                            + " instead of their gradients each time.")
    private Integer averageEvery;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            description =
                    "With --on spark: add the gradients of N minibatches up before weights"
                            + " change.")
    private Integer accumulate;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "With --on spark: how long a worker waits for another; 300 if not given.")
    private Integer timeout;

    @Option(
            names = "--encrypt",
            description = "With --on spark: encrypt what workers send each other.")
    private boolean encrypt;

    @Option(
            names = "--shard-data",
            description =
                    "With --on spark: each worker holds only its shard of the training records,"
                            + " and draws its shares of minibatches from it.")
    private boolean shardData;

    /** Returns whether the options name Spark. */
    boolean isNamed() {
        return spark.isNamed();
    }

    /** Returns whether the options name this process. */
    boolean isHere() {
        return spark.isHere();
    }

    /** Returns whether the training runs on Spark, by the options or by its manifest. */
    boolean asked(Plan plan) {
        RunPlace place = RunPlaces.of(plan);
        boolean asked = spark.asked(place);
        boolean given =
                checkpoints != null
                        || averageEvery != null
                        || accumulate != null
                        || timeout != null
                        || encrypt
                        || shardData;
        if (!asked && given) {
            throw new SoraException(
                    Problem.of("SORA-1018", "an option is of calls on Spark")
                            .where(
                                    "--checkpoints, --average-every, --accumulate, --timeout,"
                                            + " --encrypt or --shard-data")
                            .fix("add --on spark, or leave it out"));
        }
        if (asked) {
            checkpoints = checkpoints == null ? place.checkpoints().orElse(null) : checkpoints;
            timeout = timeout == null ? place.timeout().orElse(null) : timeout;
            encrypt |= place.encrypted();
        }
        return asked;
    }

    /** Refuses an option of trainings in one process. */
    void refuse(String option, boolean given) {
        if (given) {
            throw new SoraException(
                    Problem.of("SORA-1018", "'%s' is of trainings in one process".formatted(option))
                            .fix("leave it out, or train with --on local"));
        }
    }

    /**
     * Trains on Spark, and shows the results. The manifest was planned here, so that its problems
     * do not start Spark.
     *
     * @param out the folder for the results; {@code null} for a numbered one
     * @return the exit status
     */
    int train(
            Session session,
            Plan plan,
            ManifestArguments manifest,
            Path out,
            boolean resume,
            JsonOption json)
            throws IOException {
        long started = System.nanoTime();
        Path folder = OutFolder.choose(out, plan.name(), resume);
        submit(session, plan, manifest.repeated(), folder, resume);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        if (json.asked()) {
            session.json(tree(session, plan, folder, took));
        } else {
            session.print(text(session, folder, took));
        }
        return 0;
    }

    private void submit(
            Session session, Plan plan, List<String> manifest, Path out, boolean resume) {
        List<String> call = new ArrayList<>();
        call.add("train");
        call.addAll(manifest);
        call.addAll(List.of("--out", out.toAbsolutePath().toString()));
        call.addAll(List.of("--workers", Integer.toString(spark.workers())));
        call.addAll(List.of("--checkpoints", checkpoints(out)));
        count(call, "--average-every", averageEvery);
        count(call, "--accumulate", accumulate);
        count(call, "--timeout", timeout);
        if (encrypt) {
            call.add("--encrypt");
        }
        if (shardData) {
            call.add("--shard-data");
        }
        if (resume) {
            call.add("--resume");
        }
        spark.submit(session, "sora train " + plan.name(), call);
    }

    private String checkpoints(Path out) {
        if (checkpoints != null) {
            return checkpoints;
        }
        if (!spark.isLocal()) {
            throw RunPlaces.unshared("--master " + spark.master());
        }
        return out.toAbsolutePath().resolve("checkpoints").toUri().toString();
    }

    private static void count(List<String> call, String option, Integer value) {
        if (value == null) {
            return;
        }
        if (value < 1) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%d' does not fit %s".formatted(value, option))
                            .needs("an integer of at least 1")
                            .fix("for example: %s 4".formatted(option)));
        }
        call.addAll(List.of(option, Integer.toString(value)));
    }

    /** Returns the results as a tree for JSON. */
    private Map<String, Object> tree(Session session, Plan plan, Path out, Duration took)
            throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plan.name());
        tree.put("seed", plan.seed());
        tree.put("out", out.toString());
        tree.put("model", model(out).toString());
        tree.put("seconds", took.toMillis() / 1000.0);
        tree.put("metrics", inspection(session, out).metrics().tree());
        String workers = Files.readString(out.resolve("workers.json"));
        tree.put("spark", Json.readObject(workers, "workers.json"));
        return tree;
    }

    /** Returns the results as text. */
    private String text(Session session, Path out, Duration took) {
        boolean colour = session.output().colour();
        return "\n%s\n\n%s\n\ndone in %s"
                .formatted(
                        MetricTables.summary(inspection(session, out).metrics(), colour),
                        model(out),
                        Words.span(took));
    }

    private static Inspection inspection(Session session, Path out) {
        return session.backend().sora().inspect(model(out));
    }

    private static Path model(Path out) {
        return out.resolve("model.sora");
    }
}
