// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.export.OnnxGraph;
import dev.sora.nlp.Offers;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestRecurrent {

    private static final int IN = 3;
    private static final int UNITS = 4;

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Cell> cells() {
        return Stream.of(new LstmCell(), new GruCell());
    }

    /** Weights of one layer, all of them away from zero. */
    private Map<String, NDArray> weights(Cell cell) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : cell.parameters(IN, UNITS)) {
            weights.put(spec.name(), bench.numbers(spec.shape().getShape()).mul(0.5f));
        }
        return weights;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void stepsComposedOneByOneAreWhatTheKernelComputes(Cell cell) {
        Map<String, NDArray> weights = weights(cell);
        NDArray input = bench.numbers(2, 6, IN);
        NDArray hidden = weights.get(LstmCell.HIDDEN);
        NDArray all = bench.manager().ones(new Shape(2, UNITS));
        Pass pass = bench.pass(true, weights);

        assertThat(cell.stepwise(input, hidden, all, pass).toFloatArray())
                .containsExactly(cell.fused(input, hidden, pass).toFloatArray(), within(1e-5f));

        List<float[]> composed =
                gradients(() -> cell.stepwise(input, hidden, all, pass), weights.values());
        List<float[]> fused = gradients(() -> cell.fused(input, hidden, pass), weights.values());
        for (int i = 0; i < fused.size(); i++) {
            assertThat(composed.get(i)).containsExactly(fused.get(i), within(1e-4f));
        }
    }

    private static List<float[]> gradients(
            Supplier<NDArray> function, Iterable<NDArray> parameters) {
        parameters.forEach(parameter -> parameter.setRequiresGradient(true));
        try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
            tape.zeroGradients();
            tape.backward(function.get().square().sum());
        }
        List<float[]> found = new ArrayList<>();
        parameters.forEach(parameter -> found.add(parameter.getGradient().toFloatArray()));
        parameters.forEach(parameter -> parameter.setRequiresGradient(false));
        return found;
    }

    @Test
    void theForgetGateStartsOpenAndStatesKeepTheirLength() {
        ParticlePlan plan =
                Offers.particle("lstm", Map.of("units", 5))
                        .plan(SignalSpec.sequence(TensorSpec.floats(9, IN)));
        Map<String, NDArray> weights = bench.parameters(plan);
        NDArray hidden = weights.get("layer0.forward.weight_hidden");

        assertThat(weights.get("layer0.forward.bias").toFloatArray())
                .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (NDArray block : hidden.split(4, 0)) {
            assertThat(block.matMul(block.transpose()).toFloatArray())
                    .containsExactly(bench.manager().eye(5).toFloatArray(), within(1e-5f));
        }
        assertThat(weights.get("layer0.forward.weight_input").abs().max().getFloat())
                .isBetween(0.5f, (float) Math.sqrt(6.0 / (IN + 5)));
    }

    /** Keeps what it is given. */
    private static final class Witness implements Cell {

        private final List<NDArray> inputs = new ArrayList<>();
        private final List<NDArray> weights = new ArrayList<>();
        private final List<NDArray> masks = new ArrayList<>();

        @Override
        public List<ParameterSpec> parameters(long in, long units) {
            return new LstmCell().parameters(in, units);
        }

        @Override
        public NDArray fused(NDArray input, NDArray hidden, Pass pass) {
            inputs.add(input);
            weights.add(hidden);
            return new LstmCell().fused(input, hidden, pass);
        }

        @Override
        public NDArray stepwise(NDArray input, NDArray hidden, NDArray mask, Pass pass) {
            masks.add(mask);
            return new LstmCell().stepwise(input, hidden, mask, pass);
        }

        @Override
        public String export(
                String steps,
                Optional<String> lengths,
                long units,
                String direction,
                OnnxGraph graph) {
            return new LstmCell().export(steps, lengths, units, direction, graph);
        }
    }

    private Signal run(Recurrent particle, boolean training) {
        Signal batch = bench.sequences(6, IN, 6, 2, 6);
        Map<String, NDArray> weights = bench.parameters(particle.plan(Workbench.specOf(batch)));
        return particle.forward(
                Signal.sequence(batch.values().add(3f), batch.lengths()),
                bench.pass(training, weights));
    }

    @Test
    void oneMaskLiesOnTheStatesOfAllSteps() {
        Witness witness = new Witness();
        Recurrent particle = new Recurrent("lstm", witness, 50, 1, true, 0, 0.5f, 0, "last");

        run(particle, true);
        run(particle, false);

        assertThat(witness.masks).hasSize(2);
        assertThat(witness.masks.get(0).getShape()).isEqualTo(new Shape(3, 50));
        assertThat(witness.masks.get(0).toFloatArray()).containsOnly(0f, 2f);
        assertThat(witness.masks.get(0)).isNotEqualTo(witness.masks.get(1));
        assertThat(witness.inputs).as("evaluation runs on the kernel").hasSize(2);
    }

    @Test
    void inputsLoseTheSameFeaturesAtAllSteps() {
        Witness witness = new Witness();
        run(new Recurrent("lstm", witness, 5, 1, false, 0.5f, 0, 0, "last"), true);
        NDArray dropped =
                witness.inputs.get(0).eq(0).toType(ai.djl.ndarray.types.DataType.FLOAT32, false);

        assertThat(dropped.sum().getFloat()).isPositive();
        assertThat(dropped.max(new int[] {1})).isEqualTo(dropped.min(new int[] {1}));
    }

    @Test
    void weightDropoutRunsOnTheKernel() {
        Witness witness = new Witness();
        run(new Recurrent("lstm", witness, 20, 1, false, 0, 0, 0.5f, "last"), true);

        assertThat(witness.masks).isEmpty();
        assertThat(
                        witness.weights
                                .get(0)
                                .eq(0)
                                .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                                .mean()
                                .getFloat())
                .isCloseTo(0.5f, within(0.1f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru"})
    void refusesIndices(String name) {
        UnaryParticle particle = Offers.particle(name, Map.of("units", 4));

        assertThatThrownBy(() -> particle.plan(SignalSpec.sequence(TensorSpec.indices(9, 5))))
                .isInstanceOfSatisfying(
                        ShapeException.class, e -> assertThat(e.fix()).contains("embedding"));
        assertThatThrownBy(() -> particle.plan(SignalSpec.floats(5)))
                .isInstanceOf(ShapeException.class);
        assertThat(particle.plan(SignalSpec.sequence(TensorSpec.floats(-1, -1))).output())
                .hasToString("(4)");
    }
}
