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
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al.,
 * 2000): {@code i, f, o = σ(W x + U h + b)}, {@code g = tanh(W x + U h + b)}, {@code c = f c + i
 * g}, {@code h = o tanh(c)}. The rows of the weights are in the order i, f, g, o. The bias of the
 * forget gate starts at 1, so that an untrained network keeps its state (Jozefowicz et al., 2015).
 */
final class LstmCell implements Cell {

    static final String INPUT = "weight_input";
    static final String HIDDEN = "weight_hidden";
    static final String BIAS = "bias";
    private static final int GATES = 4;

    @Override
    public List<ParameterSpec> parameters(long in, long units) {
        return List.of(
                ParameterSpec.weight(
                        INPUT, NamedInitialiser.GLOROT.weight(in, units), GATES * units, in),
                ParameterSpec.weight(HIDDEN, new OrthogonalInitialiser(), GATES * units, units),
                ParameterSpec.bias(
                        BIAS,
                        (values, shape, random) ->
                                Arrays.fill(values, values.length / 4, values.length / 2, 1f),
                        GATES * units));
    }

    @Override
    public NDArray fused(NDArray input, NDArray hidden, Pass pass) {
        NDArray bias = pass.parameter(BIAS);
        long batch = input.getShape().get(0);
        Shape state = new Shape(1, batch, hidden.getShape().get(1));
        NDArray none = zeros("second_bias", bias.getShape(), true, pass);
        NDList weights = new NDList(pass.parameter(INPUT), hidden, bias, none);
        NDArray zeros = zeros("start", state, batch == 1, pass);
        NDList start = new NDList(zeros, zeros);
        return input.getNDArrayInternal()
                .lstm(input, start, weights, true, 1, 0, pass.training(), false, true)
                .head();
    }

    /**
     * Returns zeros, which predictions share.
     *
     * @param same whether the shape is the same for all passes
     */
    private static NDArray zeros(String name, Shape shape, boolean same, Pass pass) {
        return same && !pass.training()
                ? pass.kept(name, manager -> manager.zeros(shape))
                : pass.manager().zeros(shape);
    }

    @Override
    public NDArray stepwise(NDArray input, NDArray hidden, NDArray mask, Pass pass) {
        long units = hidden.getShape().get(1);
        // with g after the other gates, one sigmoid call serves i, f and o
        NDArray weight = sigmoidsFirst(hidden);
        NDList steps =
                Projection.steps(
                        input,
                        sigmoidsFirst(pass.parameter(INPUT)),
                        sigmoidsFirst(pass.parameter(BIAS)));
        NDArray state = pass.manager().zeros(mask.getShape());
        NDArray memory = state;
        NDList states = new NDList(steps.size());
        for (NDArray step : steps) {
            NDList gates =
                    Linear.linear(state.mul(mask), weight, step)
                            .head()
                            .split(new long[] {3 * units}, 1);
            NDList open =
                    gates.get(0)
                            .getNDArrayInternal()
                            .sigmoid()
                            .split(new long[] {units, 2 * units}, 1);
            NDArray fresh = open.get(0).mul(gates.get(1).tanh());
            memory = open.get(1).mul(memory).add(fresh);
            state = open.get(2).mul(memory.tanh());
            states.add(state);
        }
        return NDArrays.stack(states, 1);
    }

    /** The operator takes the gates in the order i, o, f, g, and a second bias. */
    @Override
    public String export(
            String steps, Optional<String> lengths, long units, String direction, OnnxGraph graph) {
        int[] order = {0, 3, 1, 2};
        String bias = RecurrentOperators.gates(graph.parameter(BIAS), units, graph, order);
        String none = graph.floats(new float[Math.toIntExact(GATES * units)], GATES * units);
        return RecurrentOperators.layer(
                "LSTM",
                List.of(
                        steps,
                        RecurrentOperators.gates(graph.parameter(INPUT), units, graph, order),
                        RecurrentOperators.gates(graph.parameter(HIDDEN), units, graph, order),
                        graph.node("Concat", List.of(bias, none), Map.of("axis", 0L))),
                lengths,
                Map.of("hidden_size", units, "direction", direction),
                graph);
    }

    /** Reorders rows from the gates i, f, g, o to i, f, o, g. */
    private static NDArray sigmoidsFirst(NDArray weight) {
        NDList gates = weight.split(GATES, 0);
        return NDArrays.concat(
                new NDList(gates.get(0), gates.get(1), gates.get(3), gates.get(2)), 0);
    }
}
