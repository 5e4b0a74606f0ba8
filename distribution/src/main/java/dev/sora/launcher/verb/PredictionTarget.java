// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Prediction;
import dev.sora.core.io.IoConsumer;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where predictions are written: to a file, a folder, or standard output.
 *
 * @param output the file or folder; null for standard output
 * @param format empty for what the name of the file says
 * @param ranked whether only the most probable classes are written
 * @param skips whether broken records have lines
 */
record PredictionTarget(
        @Nullable String output, Optional<Format> format, boolean ranked, boolean skips) {

    /** The words of the option, as they are written. */
    enum Format {
        /** One JSON object on each line. */
        jsonl,
        /** Comma-separated values with a header row. */
        csv,
        /** Parquet, which only Spark writes. */
        parquet
    }

    PredictionTarget {
        if (format.filter(Format.parquet::equals).isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--format parquet is written on Spark only")
                            .needs("jsonl or csv")
                            .fix("choose one of these, or add --on spark"));
        }
        if (output != null
                && PredictionFolder.isOne(output)
                && format.filter(Format.csv::equals).isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--format csv does not fit a folder")
                            .needs("--output FILE.csv, or a folder without --format"));
        }
    }

    /** Passes predictions to a consumer, one after the other. */
    @FunctionalInterface
    interface Predictions {
        void each(IoConsumer<Prediction> consumer) throws IOException;
    }

    /** Returns the file or folder; null for standard output. */
    @Nullable Path path() {
        return output == null ? null : Path.of(output);
    }

    /**
     * Writes predictions: a file or folder completely or not at all.
     *
     * @param arriving whether records are still arriving, so that each prediction is written at
     *     once
     */
    void write(Session session, boolean arriving, Predictions predictions) throws IOException {
        if (output == null) {
            print(session, arriving, predictions);
            return;
        }
        AtomicLong count = new AtomicLong();
        IoConsumer<PredictionWriter> content =
                writer -> {
                    predictions.each(
                            prediction -> {
                                writer.add(prediction);
                                count.incrementAndGet();
                            });
                    writer.finish();
                };
        if (PredictionFolder.isOne(output)) {
            PredictionFolder.write(path(), content);
        } else {
            PredictionFile.write(path(), file -> content.accept(writer(file, false)));
        }
        session.screen().line(Words.count(count.get(), "prediction") + " in " + output);
    }

    private void print(Session session, boolean arriving, Predictions predictions)
            throws IOException {
        PredictionWriter writer = writer(session.out(), arriving);
        predictions.each(
                prediction -> {
                    writer.add(prediction);
                    if (session.out().checkError()) {
                        throw new IOException("standard output cannot be written");
                    }
                });
        writer.finish();
        session.out().flush();
    }

    private PredictionWriter writer(Appendable out, boolean arriving) {
        boolean named = output != null && output.toLowerCase(Locale.ROOT).endsWith(".csv");
        return format.orElse(named ? Format.csv : Format.jsonl) == Format.csv
                ? new PredictionTable(out, ranked, skips, arriving ? 1 : PredictionTable.HELD)
                : new PredictionLines(out);
    }
}
