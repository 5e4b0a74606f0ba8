// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.export.OnnxGraph;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.OrthogonalInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gated recurrent unit (Cho et al., 2014, with the reset gate after the product, as in the fused
 * kernels): {@code r, z = σ(W x + b + U h + d)}, {@code n = tanh(W x + b + r (U h + d))}, {@code h
 * = n + z (h - n)}. The rows of the weights are in the order r, z, n.
 */
final class GruCell implements Cell {

    private static final String INPUT = "weight_input";
    private static final String BIAS_INPUT = "bias_input";
    private static final String BIAS_HIDDEN = "bias_hidden";
    private static final int GATES = 3;

    @Override
    public List<ParameterSpec> parameters(long in, long units) {
        return List.of(
                ParameterSpec.weight(
                        INPUT, NamedInitialiser.GLOROT.weight(in, units), GATES * units, in),
                ParameterSpec.weight(
                        LstmCell.HIDDEN, new OrthogonalInitialiser(), GATES * units, units),
                ParameterSpec.bias(BIAS_INPUT, Initialiser.zeros(), GATES * units),
                ParameterSpec.bias(BIAS_HIDDEN, Initialiser.zeros(), GATES * units));
    }

    @Override
    public NDArray fused(NDArray input, NDArray hidden, Pass pass) {
        Shape state = new Shape(1, input.getShape().get(0), hidden.getShape().get(1));
        NDList weights =
                new NDList(
                        pass.parameter(INPUT),
                        hidden,
                        pass.parameter(BIAS_INPUT),
                        pass.parameter(BIAS_HIDDEN));
        NDArray start = pass.manager().zeros(state);
        return input.getNDArrayInternal()
                .gru(input, start, weights, true, 1, 0, pass.training(), false, true)
                .head();
    }

    @Override
    public NDArray stepwise(NDArray input, NDArray hidden, NDArray mask, Pass pass) {
        long units = hidden.getShape().get(1);
        long[] cut = {2 * units};
        NDArray bias = pass.parameter(BIAS_HIDDEN);
        NDArray state = pass.manager().zeros(mask.getShape());
        NDList steps = Projection.steps(input, pass.parameter(INPUT), pass.parameter(BIAS_INPUT));
        NDList states = new NDList(steps.size());
        for (NDArray step : steps) {
            NDList seen = step.split(cut, 1);
            NDList kept = Linear.linear(state.mul(mask), hidden, bias).head().split(cut, 1);
            NDList gates =
                    seen.get(0)
                            .add(kept.get(0))
                            .getNDArrayInternal()
                            .sigmoid()
                            .split(new long[] {units}, 1);
            NDArray fresh = gates.get(0).mul(kept.get(1)).add(seen.get(1)).tanh();
            state = state.sub(fresh).mul(gates.get(1)).add(fresh);
            states.add(state);
        }
        return NDArrays.stack(states, 1);
    }

    /** The operator takes the gates in the order z, r, n. */
    @Override
    public String export(
            String steps, Optional<String> lengths, long units, String direction, OnnxGraph graph) {
        int[] order = {1, 0, 2};
        String bias = RecurrentOperators.gates(graph.parameter(BIAS_INPUT), units, graph, order);
        String second = RecurrentOperators.gates(graph.parameter(BIAS_HIDDEN), units, graph, order);
        String hidden = graph.parameter(LstmCell.HIDDEN);
        return RecurrentOperators.layer(
                "GRU",
                List.of(
                        steps,
                        RecurrentOperators.gates(graph.parameter(INPUT), units, graph, order),
                        RecurrentOperators.gates(hidden, units, graph, order),
                        graph.node("Concat", List.of(bias, second), Map.of("axis", 0L))),
                lengths,
                Map.of("hidden_size", units, "direction", direction, "linear_before_reset", 1L),
                graph);
    }
}
