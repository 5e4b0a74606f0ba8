// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of predictions on Spark, and their call. */
final class SparkPredictOptions {

    @Mixin private SparkOptions spark;

    @Option(
            names = "--read",
            paramLabel = "KEY=VALUE",
            description =
                    "With --on spark: an option of Spark's reader, such as sep=; can be given several"
                            + " times.")
    private List<String> read = List.of();

    /** Returns whether the predictions are made on Spark. */
    boolean asked() {
        boolean asked = spark.asked();
        if (!asked && !read.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-1018", "an option is of calls on Spark")
                            .where("--read")
                            .fix("add --on spark, or leave it out"));
        }
        return asked;
    }

    /** Refuses an option of predictions in one process. */
    void refuse(String option, boolean given) {
        if (given) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1018",
                                    "'%s' is of predictions in one process".formatted(option))
                            .fix("leave it out, or predict without --on spark"));
        }
    }

    /**
     * Predicts on Spark.
     *
     * @param format {@code parquet} or {@code jsonl}
     */
    void run(
            Session session,
            Path model,
            String input,
            @Nullable String output,
            String format,
            List<String> keep,
            @Nullable Integer top,
            boolean skip) {
        spark.refuseWorkersWithMaster();
        if (output == null) {
            throw new SoraException(
                    Problem.of("SORA-1003", "predictions on Spark need a folder")
                            .needs("--output DIR")
                            .fix("name a folder that all machines reach"));
        }
        List<String> call = new ArrayList<>(List.of("predict", place(model.toString())));
        call.addAll(List.of("--input", place(input)));
        call.addAll(List.of("--output", spark.isLocal() ? local(output) : output));
        call.addAll(List.of("--format", format));
        keep.forEach(column -> call.addAll(List.of("--keep", column)));
        if (top != null) {
            call.addAll(List.of("--top", top.toString()));
        }
        if (skip) {
            call.add("--skip");
        }
        read.forEach(option -> call.addAll(List.of("--read", option)));
        spark.submit(session, "sora predict", call);
    }

    /**
     * Returns a file of this machine as a URI, because Spark may take a path without a scheme for
     * one of another file system; anything else unchanged.
     */
    private static String place(String given) {
        try {
            Path path = Path.of(given);
            return Files.exists(path) ? path.toAbsolutePath().toUri().toString() : given;
        } catch (InvalidPathException e) {
            return given;
        }
    }

    private static String local(String given) {
        return given.contains(":/") ? given : Path.of(given).toAbsolutePath().toUri().toString();
    }
}
