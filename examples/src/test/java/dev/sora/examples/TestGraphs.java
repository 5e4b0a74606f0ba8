// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.metrics.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs with several inputs, outputs and generations. */
final class TestGraphs {

    private static final String TWO_OUTPUTS =
            """
            manifest: 1
            name: two-outputs
            seed: 7
            data:
              train: {type: points, samples: 240, seed: 1}
              validation: {fraction: 0.2}
              test: {type: points, samples: 90, seed: 2}
            inputs:
              x: {type: trial-vector, column: x}
              z: {type: trial-vector, column: z}
            particles:
              view: {type: dense, from: x, units: 8, activation: relu}
              other: {type: dense, from: z, units: 8, activation: relu}
            combiners:
              both: {type: concat, from: [view, other]}
            outputs:
              kind: {type: classification, column: kind, from: view, loss_weight: 0.5}
              y: {type: regression, column: y, from: both, loss_weight: 2}
            training:
              optimiser: {type: adam, learning_rate: 0.02}
              epochs: 12
              batch_size: 32
            """;

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

    @Test
    void severalOutputsAreTrainedTogetherByWeight() {
        List<RunEvent.EpochEnded> epochs = lab.epochs("two", TWO_OUTPUTS);
        Map<String, Double> last = epochs.get(epochs.size() - 1).metrics();

        assertThat(last.get("loss"))
                .isCloseTo(0.5 * last.get("kind.loss") + 2 * last.get("y.loss"), within(1e-4));
        assertThat(last.get("val_loss"))
                .isCloseTo(
                        0.5 * last.get("val_kind.loss") + 2 * last.get("val_y.loss"), within(1e-6));
        assertThat(last.get("loss")).isLessThan(0.5 * epochs.get(0).metrics().get("loss"));
        Path model = lab.folder("two/model.sora");
        Metrics<Double> test = lab.evaluate(model);
        assertThat(test.outputs()).containsExactlyInAnyOrder("kind", "y");
        assertThat(test.get("test", "kind", "accuracy")).isGreaterThan(0.7);
        assertThat(test.get("test", "y", "r2")).isGreaterThan(0.7);
        assertThat(lab.runtime().inspect(model).metrics().split("test")).isEqualTo(test);
    }

    @Test
    void aLossOfNoWeightTrainsNothing() {
        Map<String, float[]> weights =
                Lab.numbers(lab.train("muted", TWO_OUTPUTS, "outputs.kind.loss_weight=0").model());
        Map<String, float[]> short1 =
                Lab.numbers(
                        lab.train(
                                        "muted-short",
                                        TWO_OUTPUTS,
                                        "outputs.kind.loss_weight=0",
                                        "training.epochs=1")
                                .model());

        String head =
                weights.keySet().stream()
                        .filter(name -> name.startsWith("kind."))
                        .findFirst()
                        .orElseThrow();
        assertThat(weights.get(head)).isEqualTo(short1.get(head));
        assertThat(weights.get("view.weight")).isNotEqualTo(short1.get("view.weight"));
    }

    @Test
    void earlyStoppingWatchesOneOutputOfSeveral() {
        List<RunEvent.EpochEnded> epochs =
                lab.epochs(
                        "watched",
                        TWO_OUTPUTS,
                        "training.early_stopping={monitor: val_kind.accuracy, patience: 1}");

        double best =
                epochs.stream()
                        .mapToDouble(e -> e.metrics().get("val_kind.accuracy"))
                        .max()
                        .orElseThrow();
        Metrics<Double> kept = lab.runtime().inspect(lab.folder("watched/model.sora")).metrics();
        assertThat(kept.get("validation", "kind", "accuracy")).isEqualTo(best);
    }

    @Test
    void severalInputsMeetInACombiner() {
        String manifest =
                Manifests.twoInputs(
                        """
                        particles:
                          left: {type: dense, from: x, units: 6}
                          right: {type: dense, from: z, units: 6}
                        combiners:
                          sum: {type: product, from: [left, right]}
                          all: {type: concat, from: [sum, left, z, x]}
                        """,
                        "all");
        Sora.TrainingResult result = lab.train("meeting", manifest, "training.epochs=12");

        assertThat(result.metrics().get("test", "kind", "accuracy")).isGreaterThan(0.7);
        Map<String, float[]> weights = Lab.numbers(result.model());
        assertThat(weights.get("kind.weight")).hasSize(3 * (6 + 6 + 3 + 4));
    }

    /** Compares the product of a whole generation with the same particles as single nodes. */
    @Test
    void aGenerationAtOnceIsWhatItsMembersAreOneByOne() {
        String whole =
                Manifests.points(
                        """
                        particles:
                          view: {type: dense, from: x, units: 8, activation: tanh, count: 3}
                        combiners:
                          sum: {type: sum, from: view}
                        """,
                        "sum");
        String single =
                Manifests.points(
                        """
                        particles:
                          copy: {type: identity, from: x, count: 3}
                          view: {type: dense, from: copy, units: 8, activation: tanh, count: 3}
                        combiners:
                          sum: {type: sum, from: ["view[0]", "view[1]", "view[2]"]}
                        """,
                        "sum");
        Map<String, float[]> fast = Lab.numbers(lab.train("fast", whole).model());
        Map<String, float[]> slow = Lab.numbers(lab.train("slow", single).model());

        assertThat(fast.keySet()).contains("view[0].weight", "view[2].bias");
        assertThat(slow.keySet()).containsExactlyInAnyOrderElementsOf(fast.keySet());
        fast.forEach(
                (name, values) ->
                        assertThat(slow.get(name)).as(name).contains(values, within(2e-4f)));
    }

    @Test
    void aGenerationReadsAnotherMemberByMember() {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          first: {type: dense, from: x, units: 8, activation: relu, count: 3}
                          second: {type: dense, from: first, units: 5, activation: relu, count: 3}
                        """,
                        "second[2]");
        Map<String, float[]> one =
                Lab.numbers(lab.train("pairs-1", manifest, "training.epochs=1").model());
        Map<String, float[]> three = Lab.numbers(lab.train("pairs-3", manifest).model());

        for (String layer : List.of("first", "second")) {
            for (int member = 0; member < 3; member++) {
                String name = "%s[%d].weight".formatted(layer, member);
                if (member == 2) {
                    assertThat(three.get(name)).as(name).isNotEqualTo(one.get(name));
                } else {
                    // they do not reach the output, so they have no gradient
                    assertThat(three.get(name)).as(name).isEqualTo(one.get(name));
                }
            }
        }
    }

    @Test
    void anOutputReadsOneMember() {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          view: {type: dense, from: x, units: 8, activation: relu, count: 4}
                        """,
                        "view[2]");
        Sora.TrainingResult result = lab.train("member", manifest, "training.epochs=12");

        assertThat(result.metrics().get("test", "kind", "accuracy")).isGreaterThan(0.7);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
        assertThat(lab.runtime().inspect(result.model()).nodes())
                .anySatisfy(
                        node -> {
                            assertThat(node.name()).isEqualTo("view");
                            assertThat(node.count()).isEqualTo(4);
                            assertThat(node.parameters()).isEqualTo(4 * (4 * 8 + 8));
                        });
    }

    @Test
    void membersStartFromNumbersOfTheirOwn() {
        Map<String, float[]> weights = Lab.numbers(lab.train("members", Manifests.POINTS).model());

        assertThat(weights.get("view[0].weight")).isNotEqualTo(weights.get("view[1].weight"));
    }
}
