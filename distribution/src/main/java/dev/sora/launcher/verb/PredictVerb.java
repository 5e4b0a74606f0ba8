// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.IdentityIndex;
import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.io.IoConsumer;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts for records. */
@Command(
        name = "predict",
        header = "Predict with a model package: a line for each record, in their order.",
        description = {
            "",
            "The input is a file that a data source of the installed plugins reads, such as a"
                    + " picture or a table, or a folder of such files. Each line says where its"
                    + " record comes from ('record') and which one it is, counted from 1"
                    + " ('number').",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora predict model.sora --input seven.png",
            "  sora predict model.sora --input pictures/ --output predictions.jsonl",
            "  sora predict model.sora --input pictures/ --output masks/",
            "  sora predict model.sora --input new.csv --keep id --output predictions.csv",
            "  sora predict model.sora --index staff.index --input door.png",
            "  cat seven.png | sora predict model.sora --input -",
            "  sora predict model.sora --input hdfs://data/new --output hdfs://data/said --on spark"
        })
public final class PredictVerb implements Verb {

    private static final String STANDARD_INPUT = "-";

    @Mixin private Common common;
    @Mixin private SparkPredictOptions spark;
    @Mixin private TilingOptions tiles;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "FILE|FOLDER|-",
            description = "What to predict for; - is standard input.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.jsonl|FILE.csv|FOLDER/",
            description =
                    "The file for the predictions, which is written whole or not at all; standard"
                            + " output if not given. In a folder, each mask or picture becomes a"
                            + " PNG file.")
    private String output;

    @Option(
            names = "--on-error",
            paramLabel = "fail|skip",
            defaultValue = "fail",
            description =
                    "What happens to a broken record: fail ends the run, skip gives it a line"
                            + " with its error. Default: ${DEFAULT-VALUE}.")
    private OnError onError;

    /** The words of the option, as they are written. */
    enum OnError {
        /** The first broken record ends the run. */
        fail,
        /** A broken record gets a line with its error. */
        skip
    }

    @Option(
            names = "--format",
            paramLabel = "jsonl|csv|parquet",
            description =
                    "How predictions are written: a JSON object per line, a table, or, on Spark"
                            + " only, Parquet. Default: csv if the output is named .csv, otherwise"
                            + " jsonl; on Spark, parquet.")
    private PredictionTarget.Format format;

    @Option(
            names = "--top",
            paramLabel = "K",
            description =
                    "Keep the probabilities of the K most probable classes, the most probable"
                            + " first; of"
                            + " recommended items, the first K.")
    private Integer top;

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Columns of the input that pass through unchanged, such as identifiers; several"
                            + " with commas between.")
    private List<String> keep = List.of();

    @Option(
            names = "--index",
            paramLabel = "INDEX",
            description =
                    "An index that 'sora index' wrote: each line then names the nearest known"
                            + " identity, or 'unknown'.")
    private Path index;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description =
                    "With --index: the least score, from -1 to 1, at which a record is taken for a"
                            + " known identity; by default that of the index.")
    private Double threshold;

    @Option(
            names = "--of",
            paramLabel = "OUTPUT",
            description = "With --index: the output of the model, if several compare records.")
    private String of;

    @Override
    public boolean lasts() {
        return true;
    }

    private int onSpark(Session session) {
        spark.refuse("--input -", input.equals(STANDARD_INPUT));
        spark.refuse("--tiles", tiles.tiling().isPresent());
        spark.refuse("--index", index != null || threshold != null || of != null);
        spark.refuse("--format csv", format == PredictionTarget.Format.csv);
        spark.run(
                session,
                model,
                input,
                output,
                format == null ? "parquet" : format.name(),
                keep,
                top,
                onError == OnError.skip);
        return ExitStatus.DONE;
    }

    @Override
    public int run(Session session) throws IOException {
        if (top != null && top < 1) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--top %d does not fit".formatted(top))
                            .needs("1 or more classes"));
        }
        if (spark.asked()) {
            return onSpark(session);
        }
        if (index == null && (threshold != null || of != null)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1004",
                                    "%s belongs to --index"
                                            .formatted(threshold != null ? "--threshold" : "--of"))
                            .needs("--index INDEX, which 'sora index' writes"));
        }
        // refused before anything is read
        options();
        target();
        IndexVerb.threshold(threshold);
        if (!input.equals(STANDARD_INPUT)) {
            Path path = Path.of(input);
            // A path into an archive is checked by the source that reads it.
            if (!Files.exists(path) && !input.contains("!/")) {
                throw new SoraException(
                        Problem.of("SORA-4701", "there is no such file or folder")
                                .where("--input " + input)
                                .fix("check the path; relative ones count from this folder"));
            }
            return predict(session, path);
        }
        try (Spool spool = Spool.of(session.in())) {
            return predict(session, spool);
        }
    }

    private int predict(Session session, Path path) throws IOException {
        PredictionFile.check(target().path(), model, path);
        return write(
                session,
                false,
                (opened, predictions) ->
                        opened.predict(path, options(), session.display(), predictions));
    }

    private int predict(Session session, Spool spool) throws IOException {
        if (spool.isComplete()) {
            return predict(session, spool.file());
        }
        PredictionFile.check(target().path(), model, spool.file());
        return write(
                session,
                true,
                (opened, predictions) -> {
                    boolean taken =
                            opened.predictArriving(
                                    spool.file(),
                                    spool.all(),
                                    options(),
                                    session.display(),
                                    predictions);
                    if (!taken) {
                        spool.finish();
                        opened.predict(spool.file(), options(), session.display(), predictions);
                    }
                });
    }

    /** Makes predictions with a model. */
    private interface Predicting {
        void predict(Model opened, Consumer<Prediction> predictions) throws IOException;
    }

    private int write(Session session, boolean arriving, Predicting predicting) throws IOException {
        session.warn(session.backend().host());
        target().write(session, arriving, sink -> predict(session, predicting, sink));
        return ExitStatus.DONE;
    }

    private PredictionTarget target() {
        return new PredictionTarget(
                output, Optional.ofNullable(format), top != null, onError == OnError.skip);
    }

    private PredictionOptions options() {
        return new PredictionOptions(
                onError == OnError.skip,
                top == null ? OptionalInt.empty() : OptionalInt.of(top),
                keep,
                tiles.tiling());
    }

    private void predict(Session session, Predicting predicting, IoConsumer<Prediction> predictions)
            throws IOException {
        Optional<IdentityIndex> known = Optional.ofNullable(index).map(IdentityIndex::read);
        try (Model opened = session.backend().sora().open(model)) {
            Consumer<Prediction> sink =
                    prediction -> {
                        try {
                            predictions.accept(prediction);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    };
            predicting.predict(
                    opened,
                    known.map(
                                    identities ->
                                            opened.identifier(Optional.ofNullable(of))
                                                    .identify(
                                                            identities,
                                                            IndexVerb.threshold(threshold),
                                                            sink))
                            .orElse(sink));
        }
    }
}
