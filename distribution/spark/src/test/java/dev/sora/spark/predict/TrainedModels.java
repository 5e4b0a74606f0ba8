// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Models for tests, trained once in a JVM on a table that is drawn. */
public final class TrainedModels {

    /** The header of the table. */
    public static final String HEADER = "id,age,city,joined,pay,label";

    private static final String MANIFEST =
            """
            manifest: 1
            name: people
            seed: 7
            engine: {type: cpu, threads: 1}
            data:
              train: {type: csv, path: train.csv, types: {age: number, pay: number}}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: city}
              joined: {type: date, column: joined, features: [age, month, hour], zone: UTC}
            combiners:
              all: {type: concat, from: [age, place, joined]}
            particles:
              place: {type: embedding, from: city, units: 4}
              hidden: {type: dense, from: all, units: 8, activation: relu}
            outputs:
              kind: {type: classification, column: label, from: hidden}
              # another output
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 2
              batch_size: 16
            """;

    private static final Path FOLDER = folder();
    private static final Path ONE = train("one", MANIFEST);
    private static final Path TWO =
            train(
                    "two",
                    MANIFEST.replace(
                            "# another output",
                            "pay: {type: regression, column: pay, from: hidden}"));

    private TrainedModels() {}

    private static Path folder() {
        try {
            // part of what the build removes
            Path folder =
                    Files.createTempDirectory(
                            Files.createDirectories(Path.of("target/models")), "trained-");
            Files.writeString(folder.resolve("train.csv"), table(64, 1));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a model with the output {@code kind}: a classification. */
    public static Path one() {
        return ONE;
    }

    /** Returns a model with the outputs {@code kind} and {@code pay}: a regression. */
    public static Path two() {
        return TWO;
    }

    /** Draws a table of comma-separated values, in which some values are missing. */
    public static String table(int rows, int seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < rows; i++) {
            double age = 20 + random.nextInt(600) / 10.0;
            lines.add(
                    "%d,%s,%s,2024-%02d-%02d %02d:30:00,%d,%s"
                            .formatted(
                                    i,
                                    i % 7 == 3 ? "" : String.valueOf(age),
                                    i % 11 == 5 ? "" : List.of("Rome", "Oslo", "Lima").get(i % 3),
                                    1 + i % 12,
                                    1 + i % 28,
                                    i % 24,
                                    10 + i % 5,
                                    age > 50 ? "old" : "young"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static Path train(String name, String manifest) {
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            return sora.train(
                            sora.plan(manifest, FOLDER, Overrides.none()),
                            new TrainingRequest(FOLDER.resolve(name), false),
                            event -> {})
                    .model();
        }
    }

    /** Returns what Sora predicts for a file without Spark. */
    public static List<Prediction> expected(Path model, Path file, PredictionOptions options) {
        List<Prediction> predictions = new ArrayList<>();
        try (EmbeddedSora sora = EmbeddedSora.builder().build();
                Model opened = sora.open(model)) {
            opened.predict(file, options, event -> {}, predictions::add);
        }
        return predictions;
    }
}
