// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.WeightsFit;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestBatchNeeds {

    private static final Setting<Boolean> ASKED =
            Setting.bool("batch_norm", "Whether it normalises.").orElse(false);
    private static final NodeKeys FROZEN =
            new NodeKeys(true, 1, Optional.empty(), Optional.empty());
    private static final NodeKeys SHARED =
            new NodeKeys(false, 1, Optional.of("norm"), Optional.empty());

    private static Node node(String name, Setting<?>... settings) {
        ParticleType type =
                new LikeStandard.Core(
                        TypeDescriptor.of("compares", "Compares records.", settings),
                        own -> ParticlePlan::of);
        Map<String, Object> given = settings.length == 0 ? Map.of() : Map.of("batch_norm", true);
        Settings own = Settings.of(List.of(settings), given);
        SignalSpec signal = SignalSpec.floats(4);
        return new Node.Core(
                name,
                new ResolvedType<>("particles." + name, type, LikeStandard.plugin(), own),
                type.create(own),
                List.of(),
                1,
                signal,
                List.of());
    }

    private static List<String> refused(Map<String, NodeKeys> keys, int size, Node... nodes) {
        return BatchNeeds.find(
                        List.of(nodes),
                        name -> keys.getOrDefault(name, NodeKeys.NONE),
                        node -> 2,
                        size,
                        1,
                        Integer.MAX_VALUE)
                .stream()
                .map(m -> m.node().name() + ": " + m.problem().fix())
                .toList();
    }

    @Test
    void aNodeThatSharesFrozenWeightsIsNotTrained() {
        Node norm = node("norm");
        Node other = node("other");

        assertThat(refused(Map.of("norm", FROZEN, "other", SHARED), 1, norm, other)).isEmpty();
        assertThat(refused(Map.of("other", SHARED), 2, norm, other)).isEmpty();
    }

    /** Each share of 7 records for 4 workers compares one or two of them. */
    @Test
    void eachShareNeedsAsManyRecords() {
        Node norm = node("norm");

        assertThat(shared(norm, 7))
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.toString())
                                        .contains("2 records in a minibatch for each of its 4")
                                        .contains("'training.batch_size' to 8 or more"));
        assertThat(shared(norm, 8)).isEmpty();
    }

    private static List<Problem> shared(Node node, int size) {
        return BatchNeeds.find(
                        List.of(node), name -> NodeKeys.NONE, each -> 2, size, 4, Integer.MAX_VALUE)
                .stream()
                .map(WeightsFit.Misfit::problem)
                .toList();
    }

    @Test
    void aLossThatComparesRecordsIsNotShared() {
        List<Node> outputs = List.of(node("twins"), node("kind"));

        assertThat(SharedLosses.find(outputs, output -> output.name().equals("twins") ? 2 : 1, 2))
                .singleElement()
                .satisfies(
                        misfit ->
                                assertThat(misfit.problem().toString())
                                        .contains("SORA-2602")
                                        .contains("'twins'"));
        assertThat(SharedLosses.find(outputs, output -> 2, 1)).isEmpty();
    }

    @Test
    void theRemedyNamesTheNodeThatHasTheWeights() {
        String before =
                "set 'training.batch_size' to 2 or more, use a particle that processes each"
                        + " record by itself, such as 'layer_norm', or set 'frozen: true'";

        assertThat(refused(Map.of("other", SHARED), 1, node("norm"), node("other")))
                .containsExactly("norm: " + before, "other: " + before + " for 'norm'");
    }

    @Test
    void whatNormalisesOnlyWhenAskedIsNotAskedTo() {
        assertThat(refused(Map.of("other", SHARED), 1, node("norm", ASKED), node("other", ASKED)))
                .containsExactly(
                        "norm: set 'training.batch_size' to 2 or more, set 'batch_norm: false', or"
                                + " set 'frozen: true'",
                        "other: set 'training.batch_size' to 2 or more, set 'batch_norm: false'"
                                + " for 'norm', or set 'frozen: true' for 'norm'");
    }
}
