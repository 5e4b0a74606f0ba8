// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static dev.sora.examples.embedding.OnnxComparison.compare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Sora.TrainingRequest;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.MemoryData;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime computes from sequences of any length what Sora predicts. */
final class TestOnnxSequences {

    private static final String TEXTS =
            """
            manifest: 1
            name: texts
            seed: 5
            data: {train: {type: memory, records: texts}}
            inputs:
              words: {type: text, column: text, empty: unknown}
              age: {type: number, column: age}
              city: {type: category, column: city}
            particles:
              place: {type: embedding, from: city, units: 3}
              vectors: {type: embedding, from: words, units: 6}
              last: {type: lstm, from: vectors, units: 5}
              both: {type: gru, from: vectors, units: 4, bidirectional: true, layers: 2}
              all: {type: lstm, from: vectors, units: 3, bidirectional: true, layers: 2, returns: sequence}
              most: {type: gru, from: all, units: 4, returns: max}
              middle: {type: lstm, from: all, units: 3, bidirectional: true, returns: mean}
              mean: {type: pool, from: vectors}
              max: {type: pool, from: all, kind: max}
              sum: {type: pool, from: all, kind: sum}
              end: {type: pool, from: all, kind: last}
              seen: {type: attention-pool, from: all, units: 5}
            combiners:
              joined: {type: concat, from: [place, age, last, both, most, middle, mean, max, sum, end, seen]}
            outputs:
              kind: {type: classification, column: kind, from: joined}
              wage: {type: regression, column: wage, from: joined}
            training: {epochs: 3, batch_size: 8, optimiser: {type: adam, learning_rate: 0.02}}
            """;

    @TempDir private static Path folder;
    private static EmbeddedSora sora;
    private static final MemoryData DATA = new MemoryData();

    @BeforeAll
    static void open() {
        DATA.put("texts", texts(48));
        sora = EmbeddedSora.builder().plugin(DATA).build();
    }

    @AfterAll
    static void close() {
        sora.close();
    }

    /**
     * Returns texts of one to nine words, some of them unknown; the third has none, which is one.
     */
    private static List<Map<String, Object>> texts(int count) {
        List<Map<String, Object>> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringJoiner text = new StringJoiner(" ");
            for (int k = 0; k < 1 + i * 5 % 9; k++) {
                text.add("w" + (i * 7 + k * 3) % (count < 10 ? 40 : 17));
            }
            texts.add(
                    Map.of(
                            "text",
                            i == 2 ? "" : text.toString(),
                            "age",
                            20 + i,
                            "city",
                            i % 3 == 0 ? "Rome" : "Oslo",
                            "kind",
                            "k" + i % 2,
                            "wage",
                            i * 1.5));
        }
        return texts;
    }

    private static Path train(String name, String manifest) {
        return sora.train(
                        sora.plan(manifest, folder, Overrides.none()),
                        new TrainingRequest(folder.resolve(name), false),
                        event -> {})
                .model();
    }

    @Test
    void computesSequencesWithLengths() throws Exception {
        Path model = train("texts", TEXTS);
        ExportResult written =
                sora.export(model, folder.resolve("texts.onnx"), ExportFormat.ONNX_PREPARED);

        assertThat(written.inputs()).containsOnlyKeys("words", "words.lengths", "age", "city");
        compare(sora, model, written, texts(7));
        compare(sora, model, written, texts(1));
    }

    @Test
    void namesWhatDoesNotReadLengths() {
        String manifest =
                TEXTS.replace("{type: pool, from: vectors}", "{type: text-cnn, from: vectors}")
                        .replace("{type: pool, from: all, kind: max}", "{type: pool, from: even}")
                        .replace("  max:", "  even: {type: layer_norm, from: all}\n  max:");
        Path model = train("refused", manifest);
        assertThatThrownBy(
                        () ->
                                sora.export(
                                        model,
                                        folder.resolve("no.onnx"),
                                        ExportFormat.ONNX_PREPARED))
                .isInstanceOfSatisfying(
                        SoraException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(p -> p.code() + " " + p.have())
                                        .containsExactlyInAnyOrder(
                                                "SORA-4941 mean of type 'nlp/text-cnn': its type"
                                                        + " declares no operators",
                                                "SORA-4941 even of type 'standard/layer_norm': its"
                                                        + " operators do not read the lengths of"
                                                        + " sequences"));
        assertThat(folder.resolve("no.onnx")).doesNotExist();
    }
}
