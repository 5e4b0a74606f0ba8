// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.spark.CallArguments;
import dev.sora.spark.SparkMain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Predicts: {@code predict MODEL --input PATH|TABLE --output DIR [--format parquet|jsonl] …}. */
public final class PredictCall implements SparkMain.Verb {

    private static final Set<String> FLAGS = Set.of("--skip");
    private static final Set<String> VALUED =
            Set.of("--input", "--output", "--format", "--keep", "--top", "--read");
    private static final int ALL = Integer.MAX_VALUE;

    @Override
    public void run(SparkSession spark, EmbeddedSora sora, List<String> arguments) {
        CallArguments call = CallArguments.of(arguments, FLAGS, VALUED);
        int top = call.count("--top", ALL);
        PredictionJob job =
                new PredictionJob(
                        call.word("one model package"),
                        call.needed("--input"),
                        call.needed("--output"),
                        format(call.last("--format").orElse("parquet")),
                        new PredictionColumns(
                                call.has("--keep")
                                        ? Optional.of(call.all("--keep"))
                                        : Optional.empty(),
                                "",
                                call.has("--skip"),
                                top == ALL ? OptionalInt.empty() : OptionalInt.of(top)),
                        read(call.all("--read")));
        PredictionJob.Written written = job.run(spark);
        // standard output belongs to results, and the predictions are in files
        System.err.printf(
                Locale.ROOT,
                "%,d predictions%s in %s%n",
                written.rows(),
                written.broken() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d of them errors,", written.broken()),
                job.output());
    }

    private static OutputFolder.Format format(String name) {
        return switch (name) {
            case "parquet" -> OutputFolder.Format.PARQUET;
            case "jsonl" -> OutputFolder.Format.JSONL;
            default ->
                    throw new SoraException(
                            Problem.of("SORA-7011", "'%s' does not fit --format".formatted(name))
                                    .needs("parquet or jsonl")
                                    .fix("name one of these"));
        };
    }

    private static Map<String, String> read(List<String> options) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new SoraException(
                        Problem.of("SORA-7011", "'%s' does not fit --read".formatted(option))
                                .needs("KEY=VALUE")
                                .fix("for example: --read sep=;"));
            }
            read.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return read;
    }
}
