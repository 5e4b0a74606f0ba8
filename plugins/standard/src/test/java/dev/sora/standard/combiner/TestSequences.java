// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.Parts;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.standard.lab.Lab;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Particles and combiners here treat sequences step by step and keep padding zero. */
final class TestSequences {

    private static final SignalSpec SPEC = SignalSpec.sequence(TensorSpec.floats(3, 2));

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    private NDList sequences(int steps, int... lengths) {
        NDArray values = lab.numbers(lengths.length, steps, 2);
        NDArray valid = lab.manager().create(lengths).expandDims(1);
        NDArray mask = valid.gt(lab.manager().arange(steps).expandDims(0));
        return new NDList(
                values.mul(mask.toType(values.getDataType(), false).expandDims(2)),
                lab.manager().create(lengths));
    }

    private record Each(List<NDList> each) implements Parts {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            throw new IllegalStateException("not of one size");
        }
    }

    private record Vectors(List<NDList> each) implements Parts {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            NDList values = new NDList();
            each.forEach(signal -> values.add(signal.head()));
            return NDArrays.stack(values, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat",
                "sum",
                "mean",
                "max",
                "product",
                "weighted",
                "gated",
                "attention",
                "experts"
            })
    void joinsSequencesStepByStepToTheLongerOfEach(String name) {
        Combiner combiner = Offered.combiner(name, Map.of());
        ParticlePlan plan = combiner.plan(List.of(SPEC, SPEC));
        Pass pass = lab.pass(false, lab.parameters(plan));
        NDList one = sequences(3, 1, 3);
        NDList other = sequences(2, 2, 1);

        NDList joined = combiner.combine(new Each(List.of(one, other)), pass);

        assertThat(plan.output().isSequence()).isTrue();
        assertThat(joined.get(1).toIntArray()).containsExactly(2, 3);
        assertThat(joined.head().getShape())
                .isEqualTo(new Shape(2, 3, plan.output().values().dimension(1)));
        assertThat(joined.head().get("0, 2:").abs().sum().getFloat()).isZero();
        // one step alone is joined as the same vectors are
        Parts firstSteps =
                new Vectors(
                        List.of(
                                new NDList(one.head().get("0:1, 0")),
                                new NDList(other.head().get("0:1, 0"))));
        assertThat(joined.head().get("0, 0").toFloatArray())
                .containsExactly(
                        combiner.combine(firstSteps, pass).head().flatten().toFloatArray(),
                        within(1e-6f));
    }

    @Test
    void refusesToJoinSequencesWithVectors() {
        assertThatThrownBy(
                        () ->
                                Offered.combiner("concat", Map.of())
                                        .plan(List.of(SPEC, SignalSpec.floats(2))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("all sequences, or none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "activation", "layer_norm", "dropout", "identity"})
    void particlesKeepPaddingZeroAndHandLengthsOn(String name) {
        Map<String, Object> settings = new HashMap<>();
        if (name.equals("dense")) {
            settings.putAll(Map.of("units", 4, "activation", "sigmoid"));
        } else if (name.equals("activation")) {
            settings.put("function", "sigmoid");
        }
        CoreParticle particle = Offered.particle(name, settings);
        ParticlePlan plan = particle.plan(SPEC);
        Map<String, NDArray> parameters = lab.parameters(plan);
        parameters.replaceAll((key, value) -> value.add(0.3f));
        NDList batch = sequences(3, 1, 3);
        Pass pass = lab.pass(false, parameters);

        NDList output = particle.forward(batch, pass);

        assertThat(plan.output().isSequence()).isTrue();
        assertThat(output.get(1).toIntArray()).containsExactly(1, 3);
        assertThat(output.head().get("0, 1:").abs().sum().getFloat()).isZero();
        assertThat(output.head().get("1").abs().sum().getFloat()).isPositive();
    }

    @Test
    void aGenerationOfDenseParticlesMapsEveryStep() {
        GenerationParticle dense =
                (GenerationParticle) Offered.particle("dense", Map.of("units", 4));
        Map<String, NDArray> one = lab.parameters(dense.plan(SPEC));
        Map<String, NDArray> other = lab.parameters(dense.plan(SPEC));
        Map<String, NDArray> both = new HashMap<>();
        one.forEach(
                (name, value) ->
                        both.put(name, NDArrays.stack(new NDList(value, other.get(name)))));
        NDList batch = sequences(3, 1, 3);

        NDArray all = dense.forwardAll(batch, lab.pass(false, both), 2);

        assertThat(all.get(":, 1").toFloatArray())
                .containsExactly(
                        dense.forward(batch, lab.pass(false, other)).head().toFloatArray(),
                        within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flatten", "batch_norm"})
    void refusesWhatSequencesCannotBe(String name) {
        assertThatThrownBy(() -> Offered.particle(name, Map.of()).plan(SPEC))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a sequence (3, 2)");
    }
}
