// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Explanation;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import dev.sora.core.data.SourceReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every node of the examples with generated data: a tap returns what the node's particle computes
 * alone, and giving the value back changes nothing.
 */
final class TestTaps {

    private static final Path EXAMPLES = Path.of(System.getProperty("sora.examples", ""));

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "digits/digits | data.train.samples=200 | data.test.samples=50",
                "topics/quick | data.train.samples=300 |",
                "sentiment/quick | data.train.samples=200 | data.test.samples=50",
                "sentiment/quick | data.train.samples=200 | particles.reading={type: text-cnn,"
                        + " from: meaning, filters: 8}",
                "reviews-zh/quick | data.train.samples=200 |",
                "products/products | data.train.samples=200 | data.test.samples=50",
                "adult/quick | data.train.samples=300 | data.test.samples=50",
                "ads/quick | data.train.users=60 |",
                "movies-ratings/quick | data.train.users=60 |",
                "movies-top-n/quick | data.train.users=60 | data.test.users=60",
                "tagging/quick | data.train.samples=100 | data.test.samples=50",
                "spoken-digits/quick | data.train.samples=60 | data.test.samples=20",
                "digits-fused/quick | data.train.samples=60 | data.test.samples=20",
                "forecasting/quick | training.batch_size=256 |",
                "citations/quick | |",
                "cells/quick | data.train.samples=32 | data.test.samples=16",
                "shapes-segmentation/quick | data.train.samples=32 | data.test.samples=16",
                "faces/quick | data.train.samples=96 |",
                "digits-gan/quick | data.train.samples=64 |",
                "pretraining/quick | data.train.samples=200 |",
                "translation/quick | data.train.samples=200 | data.test.samples=20",
                "dialogue/quick | data.train.samples=200 | data.test.samples=20",
            })
    void everyNode(String example, String smaller, String second) {
        List<String> overrides = new ArrayList<>(List.of("training.epochs=1"));
        Stream.of(smaller, second).filter(Objects::nonNull).forEach(overrides::add);
        Plan plan =
                lab.runtime()
                        .plan(
                                EXAMPLES.resolve(example + ".yaml"),
                                new Overrides(overrides, Map.of()));
        Path out = folder.resolve(Integer.toHexString(List.of(example, overrides).hashCode()));
        Path file =
                lab.runtime().train(plan, new Sora.TrainingRequest(out, false), Lab.DEAF).model();
        List<Map<String, Object>> records = records(plan, 5);
        try (Model model = lab.runtime().open(file)) {
            String[] nodes =
                    plan.nodes().stream()
                            .map(Node::name)
                            .filter(node -> hasValuesOfRecords(model, records, node))
                            .toArray(String[]::new);
            Map<String, NodeValue> all = model.tap(records, nodes);

            assertThat(all.keySet()).containsExactly(nodes);
            changesNothingGivenBack(model, records, all, nodes);
            if (plan.nodes(Node.Output.class).get(0).planned().type().retrieves()) {
                assertThat(model.tap(records.subList(2, 3), nodes).get(nodes[0]))
                        .isEqualTo(all.get(nodes[0]).record(2));
            } else {
                predictsTheSame(model, records, all);
            }
            LoneParticles.compare(plan, file, all);
            if (nodes.length == plan.nodes().size()) {
                explains(model, records.get(0));
            }
        }
    }

    /** The nodes of a graph are others than the records, until a particle selects those. */
    private static boolean hasValuesOfRecords(
            Model model, List<Map<String, Object>> records, String node) {
        try {
            return model.tap(records, node).containsKey(node);
        } catch (SoraException e) {
            assertThat(e.getMessage()).contains("SORA-4905").contains("'" + node + "'");
            assertThat(model.name()).startsWith("citations");
            return false;
        }
    }

    /** Shares add up and are finite, attributions too, or the model is refused with a reason. */
    private static void explains(Model model, Map<String, Object> record) {
        for (ExplanationMethod method :
                List.of(
                        ExplanationMethod.INTEGRATED_GRADIENTS,
                        ExplanationMethod.SALIENCY,
                        ExplanationMethod.OCCLUSION)) {
            Explanation explanation;
            try {
                explanation = model.explain(record, ExplanationOptions.DEFAULT.by(method));
            } catch (SoraException e) {
                // a model of one epoch may generate an empty text, or one without an end
                assertThat(e.getMessage()).containsAnyOf("SORA-4931", "SORA-4967", "SORA-4392");
                continue;
            }
            explanation
                    .outputs()
                    .forEach(
                            (name, output) -> {
                                double sum =
                                        output.particles().values().stream()
                                                .mapToDouble(share -> share)
                                                .sum();
                                assertThat(sum)
                                        .isCloseTo(
                                                output.prediction() - output.baseline(),
                                                within(1e-4));
                                if (output.inputs().isEmpty()) {
                                    assertThat(output.notes())
                                            .anyMatch(note -> note.contains("is not explained"));
                                }
                                output.inputs()
                                        .forEach(
                                                (input, parts) -> {
                                                    assertThat(parts.values())
                                                            .isNotEmpty()
                                                            .allMatch(Double::isFinite);
                                                    if (!parts.labels().isEmpty()) {
                                                        assertThat(parts.labels())
                                                                .hasSameSizeAs(parts.values());
                                                    }
                                                });
                            });
        }
    }

    private static List<Map<String, Object>> records(Plan plan, int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        SourceReader.forEach(
                plan.data().train().orElseThrow().planned(),
                plan.data().unicode(),
                (position, record) -> {
                    records.add(map(record));
                    return records.size() < count;
                },
                SourceReader.Broken.FAIL);
        return records;
    }

    private static Map<String, Object> map(DataRecord record) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Column column : record.schema().columns()) {
            map.put(column.name(), record.find(column.name()).orElse(null));
        }
        return map;
    }

    private static void changesNothingGivenBack(
            Model model,
            List<Map<String, Object>> records,
            Map<String, NodeValue> all,
            String[] nodes) {
        all.forEach(
                (node, value) -> {
                    assertThat(model.tapWith(records, Map.of(node, value), nodes))
                            .as("given %s", node)
                            .isEqualTo(all);
                    for (int i = 0; value.count() > 1 && i < value.count(); i++) {
                        String member = "%s[%d]".formatted(node, i);
                        assertThat(model.tap(records, member))
                                .isEqualTo(Map.of(member, value.member(i)));
                        assertThat(model.tapWith(records, Map.of(member, value.member(i)), nodes))
                                .as("given %s", member)
                                .isEqualTo(all);
                    }
                });
        // all at once: then nothing is computed, and no record is read
        List<Map<String, Object>> empty =
                records.stream().map(r -> Map.<String, Object>of()).toList();
        assertThat(model.tapWith(empty, all, nodes)).isEqualTo(all);
    }

    private static void predictsTheSame(
            Model model, List<Map<String, Object>> records, Map<String, NodeValue> all) {
        List<Prediction> predictions = model.predict(records);
        assertThat(model.predictWith(records, Map.of())).isEqualTo(predictions);
        all.forEach(
                (node, value) -> {
                    List<Prediction> given;
                    try {
                        given = model.predictWith(records, Map.of(node, value));
                    } catch (SoraException e) {
                        // a sequence that is generated grows step by step
                        assertThat(e.getMessage()).contains("SORA-4380");
                        assertThat(model.generating()).isNotEmpty();
                        return;
                    }
                    assertThat(given).as("given %s", node).isEqualTo(predictions);
                });
    }
}
