// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.planning.LikeStandard;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
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
