// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import dev.sora.embedded.SoraBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Instances of Sora in both modes, and a small model that an application trains. */
final class EmbeddingLab {

    static final Path FOLDER = Path.of(System.getProperty("sora.folder", "")).toAbsolutePath();

    static final String MANIFEST =
            """
            manifest: 1
            name: people
            seed: 3
            data: {train: {type: memory, records: people}}
            inputs:
              age: {type: number, column: age}
              city: {type: category, column: city, one_hot: true}
            particles:
              view: {type: dense, from: all, units: 8, activation: tanh, count: 3}
            combiners:
              all: {type: concat, from: [age, city]}
              whole: {type: weighted, from: view}
            outputs:
              kind: {type: classification, column: kind, from: whole}
              wage: {type: regression, column: wage, from: whole}
            training: {epochs: 3, batch_size: 16}
            """;

    private EmbeddingLab() {}

    /** Returns the jars of the plugins that the model needs. */
    static List<Path> jars() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("plugins"))) {
            List<Path> jars =
                    files.filter(
                                    jar ->
                                            jar.getFileName()
                                                    .toString()
                                                    .matches("sora-(engine-cpu|standard|table)-.*"))
                            .sorted()
                            .toList();
            assertThat(jars).as("the plugins in " + FOLDER).hasSize(3);
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SoraBuilder isolated() {
        return EmbeddedSora.builder().plugins(jars().toArray(Path[]::new)).plugin(people());
    }

    static SoraBuilder flat() {
        return EmbeddedSora.builder().plugin(people());
    }

    private static MemoryData people() {
        MemoryData data = new MemoryData();
        data.put("people", records());
        return data;
    }

    static List<Map<String, Object>> records() {
        return IntStream.range(0, 64)
                .mapToObj(
                        i ->
                                Map.<String, Object>of(
                                        "age",
                                        i,
                                        "city",
                                        i % 3 == 0 ? "Rome" : "Oslo",
                                        "kind",
                                        "k" + i % 2,
                                        "wage",
                                        i * 1.5))
                .toList();
    }

    static List<Map<String, Object>> questions() {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            questions.add(Map.of("age", 7 * i, "city", i % 2 == 0 ? "Rome" : "Paris"));
        }
        return questions;
    }

    static Sora.TrainingResult train(Sora sora, Path out) {
        return sora.train(
                sora.plan(MANIFEST, out, Overrides.none()),
                new Sora.TrainingRequest(out, false),
                event -> {});
    }

    /** Returns the answers, without what tells where their records come from. */
    static List<Map<String, Map<String, Object>>> answers(Sora sora, Path model) {
        try (Model opened = sora.open(model)) {
            return opened.predict(questions()).stream().map(Prediction::outputs).toList();
        }
    }
}
