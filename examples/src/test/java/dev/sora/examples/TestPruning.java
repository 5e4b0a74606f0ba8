// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.core.Sora;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pruning drops the members that contribute nothing, and leaves a package that is whole. */
final class TestPruning {

    private static final Map<String, Object> RECORD = Map.of("x", List.of(1.5, -0.5, 0.25, 2.0));

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path model;

    /** A model of three members, the second of which is zero. */
    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        model =
                lab.train("whole", points("sum", "x, units: 8, activation: relu, count: 3"))
                        .model();
        ModelPackage trained = ModelPackage.read(model);
        Map<String, TensorData> weights = new HashMap<>(trained.weights());
        weights.put("view[1].weight", TensorData.floats(new float[32], 8, 4));
        weights.put("view[1].bias", TensorData.floats(new float[8], 8));
        Map<String, TensorData> means = new HashMap<>(trained.means());
        means.put("view[1]", TensorData.floats(new float[8], 8));
        ModelPackage.write(
                model,
                new ModelPackage(
                        trained.manifest(),
                        trained.lock(),
                        weights,
                        trained.particles(),
                        trained.metrics(),
                        trained.card(),
                        means));
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static String points(String combiner, String view) {
        return Manifests.points(
                """
                particles:
                  view: {type: dense, from: %s}
                combiners:
                  whole: {type: %s, from: view}
                """
                        .formatted(view, combiner),
                "whole");
    }

    private static float[] scores(Path file, Map<String, NodeValue> given) {
        try (Model opened = lab.runtime().open(file)) {
            return opened.tapWith(List.of(RECORD), given, "kind").get("kind").floats();
        }
    }

    @Test
    void dropsTheMemberThatContributesNothing() {
        Path out = folder.resolve("small.sora");
        PruningResult result = lab.runtime().prune(model, PruningOptions.drop(1), out, Lab.DEAF);

        assertThat(result.node()).isEqualTo("view");
        assertThat(result.dropped()).containsExactly("view[1]");
        assertThat(result.importance().get("view[1]")).isZero();
        assertThat(result.importance().values().stream().mapToDouble(v -> v).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(result.after().metrics()).isEqualTo(result.before().metrics());
        assertThat(result.after().parameters()).isEqualTo(result.before().parameters() - 40);
        assertThat(result.after().multiplications()).isLessThan(result.before().multiplications());
        assertThat(lab.evaluate(out)).isEqualTo(result.after().metrics());
        float[] before = scores(model, Map.of());
        float[] after = scores(out, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-5f));
        }
    }

    @Test
    void thePackageAgreesWithItself() {
        Path out = folder.resolve("agrees.sora");
        lab.runtime().prune(model, PruningOptions.drop(1), out, Lab.DEAF);

        ModelPackage pruned = ModelPackage.read(out);
        assertThat(pruned.manifest()).contains("count: 2");
        assertThat(pruned.weights().keySet())
                .contains("view[0].weight", "view[1].weight")
                .doesNotContain("view[2].weight");
        assertThat(pruned.weights().get("view[1].weight"))
                .isEqualTo(ModelPackage.read(model).weights().get("view[2].weight"));
        assertThat(pruned.means())
                .containsKeys("x", "view[0]", "view[1]")
                .doesNotContainKey("whole");
        Lock lock = Lock.of(pruned.lock(), "lock");
        assertThat(lock.manifest()).containsEntry("particles.view.count", "2");
        assertThat(lock.files()).anyMatch(file -> file.part().equals(Lock.PACKAGE));
        assertThat(pruned.card()).contains("2 of the 3 members of 'view' were kept");
        assertThat(lab.runtime().inspect(out).problems()).isEmpty();
        assertThat(lab.files(".")).noneMatch(name -> name.contains(".pruned"));
    }

    @Test
    void oneMemberIsLeft() {
        Path out = folder.resolve("one.sora");
        PruningResult result = lab.runtime().prune(model, PruningOptions.drop(2), out, Lab.DEAF);

        assertThat(result.dropped()).hasSize(2).contains("view[1]");
        Map<String, NodeValue> zero = new HashMap<>();
        result.dropped().forEach(name -> zero.put(name, NodeValue.of(new float[8], 1, 8)));
        float[] expected = scores(model, zero);
        float[] actual = scores(out, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
        assertThat(ModelPackage.read(out).weights()).containsKey("view.weight");
    }

    @Test
    void keepsAShareOfTheImportance() {
        Path out = folder.resolve("share.sora");
        assertThat(lab.runtime().prune(model, PruningOptions.keep(1), out, Lab.DEAF).dropped())
                .containsExactly("view[1]");
    }

    /** The learned weights of the combiner belong to the members. */
    @Test
    void weightsOfACombinerFollowTheirMembers() {
        Path weighted =
                lab.train("weighted", points("weighted", "x, units: 8, activation: relu, count: 3"))
                        .model();
        Path out = folder.resolve("weighted.sora");
        PruningResult result = lab.runtime().prune(weighted, PruningOptions.drop(1), out, Lab.DEAF);

        int dropped = Integer.parseInt(result.dropped().get(0).replaceAll("\\D", ""));
        float[] before = ModelPackage.read(weighted).weights().get("whole.weight").toFloats();
        float[] after = ModelPackage.read(out).weights().get("whole.weight").toFloats();
        int at = 0;
        for (int i = 0; i < 3; i++) {
            if (i != dropped) {
                assertThat(after[at++]).isEqualTo(before[i]);
            }
        }
        assertThat(lab.evaluate(out)).isEqualTo(result.after().metrics());
    }

    /** Behind a join, what reads the members side by side loses those that are dropped. */
    @Test
    void whatReadsAJoinLosesThePlacesOfADroppedMember() {
        Path joined =
                lab.train("joined", points("concat", "x, units: 8, activation: relu, count: 3"))
                        .model();
        Path out = folder.resolve("joined.sora");
        PruningResult result = lab.runtime().prune(joined, PruningOptions.drop(1), out, Lab.DEAF);

        String dropped = result.dropped().get(0);
        float[] expected = scores(joined, Map.of(dropped, NodeValue.of(new float[8], 1, 8)));
        float[] actual = scores(out, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
        // a member of 4 * 8 weights and 8 biases, and 8 columns of the head with its 3 classes
        assertThat(result.after().parameters()).isEqualTo(result.before().parameters() - 40 - 24);
        assertThat(result.after().bytes()).isLessThan(result.before().bytes());
        assertThat(result.after().multiplications()).isLessThan(result.before().multiplications());
        assertThat(lab.evaluate(out)).isEqualTo(result.after().metrics());
        continues(out, result);
    }

    @Test
    void membersAreJoinedWithOthersBeforeADenseParticle() {
        Path beside =
                lab.train(
                                "beside",
                                Manifests.points(
                                        """
                                        particles:
                                          other: {type: dense, from: x, units: 3, activation: tanh}
                                          view: {type: dense, from: x, units: 2, activation: tanh, count: 4}
                                          deep: {type: dense, from: both, units: 5, activation: tanh}
                                        combiners:
                                          both: {type: concat, from: [other, view]}
                                        """,
                                        "deep"))
                        .model();
        Path out = folder.resolve("beside.sora");
        PruningResult result = lab.runtime().prune(beside, PruningOptions.drop(2), out, Lab.DEAF);

        Map<String, NodeValue> zero = new HashMap<>();
        result.dropped().forEach(name -> zero.put(name, NodeValue.of(new float[2], 1, 2)));
        float[] expected = scores(beside, zero);
        float[] actual = scores(out, Map.of());
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void trainingContinuesFromThePrunedModel() {
        Path out = folder.resolve("further.sora");
        PruningResult pruned = lab.runtime().prune(model, PruningOptions.drop(1), out, Lab.DEAF);
        continues(out, pruned);
    }

    private static void continues(Path out, PruningResult pruned) {
        Plan plan = lab.plan(lab.runtime().inspect(out).manifest(), "training.epochs=1");

        Sora.TrainingResult further =
                lab.runtime()
                        .train(
                                plan,
                                new Sora.TrainingRequest(
                                        folder.resolve("further-" + out.getFileName()),
                                        false,
                                        Optional.empty(),
                                        Optional.of(out)),
                                Lab.DEAF);

        assertThat(further.metrics().get("test", "kind", "loss"))
                .isLessThan(pruned.after().metrics().get("test", "kind", "loss"));
    }

    @Test
    void refusesWhatCannotBePruned() {
        refuses(model, PruningOptions.drop(3), "SORA-4953");
        refuses(model, PruningOptions.drop(0), "SORA-4953");
        refuses(model, PruningOptions.keep(1.5), "SORA-4953");
        refuses(model, PruningOptions.keep(Double.NaN), "SORA-4953");
        refuses(model, PruningOptions.drop(1).of("x"), "SORA-4951");
        Path normed =
                lab.train(
                                "normed",
                                Manifests.points(
                                        """
                                        particles:
                                          view: {type: dense, from: x, units: 4, count: 2}
                                          even: {type: layer_norm, from: both}
                                        combiners:
                                          both: {type: concat, from: view}
                                        """,
                                        "even"))
                        .model();
        refuses(normed, PruningOptions.drop(1), "SORA-4952");
        Path none = lab.train("none", points("sum", "x, units: 4")).model();
        refuses(none, PruningOptions.drop(1), "SORA-4951");
        assertThatThrownBy(
                        () -> lab.runtime().prune(model, PruningOptions.drop(1), model, Lab.DEAF))
                .hasMessageContaining("SORA-4954");
    }

    private static void refuses(Path file, PruningOptions options, String code) {
        Path out = folder.resolve("refused.sora");
        assertThatThrownBy(() -> lab.runtime().prune(file, options, out, Lab.DEAF))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code);
        assertThat(out).doesNotExist();
    }
}
