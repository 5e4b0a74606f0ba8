// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.standard.lab.Offered;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Particles and combiners here treat sequences step by step and keep padding zero. */
final class TestSequences {

    private static final SignalSpec SPEC = SignalSpec.sequence(TensorSpec.floats(3, 2));

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    private record Each(List<Signal> each) implements CombinerInputs {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            throw new IllegalStateException("not of one size");
        }
    }

    private record Vectors(List<Signal> each) implements CombinerInputs {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            NDList values = new NDList();
            each.forEach(signal -> values.add(signal.values()));
            return NDArrays.stack(values, 1);
        }
    }

    /** Compares two records. */
    private static final class Comparing implements Combiner {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return ParticlePlan.of(inputs.get(0)).withLeastRecords(2);
        }

        @Override
        public Signal combine(CombinerInputs parts, Pass pass) {
            return parts.each().get(0);
        }
    }

    @Test
    void needsTheRecordsThatTheCombinerOfEachStepNeeds() {
        Combiner combiner = new OverSteps(new Comparing());

        assertThat(combiner.plan(List.of(SPEC, SPEC)).leastRecords()).isEqualTo(2);
        assertThat(combiner.plan(List.of(SignalSpec.floats(2))).leastRecords()).isEqualTo(2);
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
        Signal one = lab.sequences(3, 2, 1, 3);
        Signal other = lab.sequences(2, 2, 2, 1);

        Signal joined = combiner.combine(new Each(List.of(one, other)), pass);

        assertThat(plan.output().isSequence()).isTrue();
        assertThat(joined.lengths().toIntArray()).containsExactly(2, 3);
        assertThat(joined.values().getShape())
                .isEqualTo(new Shape(2, 3, plan.output().values().dimension(1)));
        assertThat(joined.values().get("0, 2:").abs().sum().getFloat()).isZero();
        // one step alone is joined as the same vectors are
        CombinerInputs firstSteps =
                new Vectors(
                        List.of(
                                Signal.of(one.values().get("0:1, 0")),
                                Signal.of(other.values().get("0:1, 0"))));
        assertThat(joined.values().get("0, 0").toFloatArray())
                .containsExactly(
                        combiner.combine(firstSteps, pass).values().flatten().toFloatArray(),
                        within(1e-6f));
    }
}
