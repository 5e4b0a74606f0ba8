// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Dropout;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recurrent layers over the valid steps of sequences.
 *
 * <p>The fused kernel of the engine computes a whole layer. It does not support recurrent dropout,
 * so with recurrent dropout training computes the steps one by one.
 *
 * @param name the name of the type, for messages
 * @param cell the computation of one layer
 * @param units the size of a state
 * @param layers the number of stacked layers
 * @param bidirectional whether sequences are also read backwards
 * @param dropout the share of each layer's inputs that is dropped, the same at all steps
 * @param recurrentDropout the share of the states that is dropped, the same at all steps
 * @param weightDropout the share of the recurrent weights that is dropped
 * @param returns {@code last}, {@code sequence}, {@code mean} or {@code max}
 */
record Recurrent(
        String name,
        Cell cell,
        long units,
        int layers,
        boolean bidirectional,
        float dropout,
        float recurrentDropout,
        float weightDropout,
        String returns)
        implements UnaryParticle, OnnxExport {

    private static final String FORWARD = "forward";
    private static final String BACKWARD = "backward";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long in = Steps.vectors(input, name).dimension(1);
        long width = bidirectional ? 2 * units : units;
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (String direction : directions()) {
                String place = "layer" + layer + "." + direction;
                cell.parameters(in, units).forEach(p -> parameters.add(p.within(place)));
            }
            in = width;
        }
        SignalSpec output =
                returns.equals("sequence")
                        ? Steps.sequence(input, width)
                        : SignalSpec.floats(width);
        return ParticlePlan.of(output, parameters);
    }

    @Override
    public boolean exportsSequences() {
        return true;
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        StepOperators steps = new StepOperators(graph, input.lengths());
        Optional<String> lengths = steps.computed();
        String values = RecurrentOperators.swapped(input.name(), graph);
        for (int layer = 0; layer < layers - 1; layer++) {
            values = RecurrentOperators.joined(operators(values, lengths, layer, graph), graph);
        }
        List<String> read = operators(values, lengths, layers - 1, graph);
        List<String> results = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            String states = RecurrentOperators.swapped(read.get(i), graph);
            results.add(RecurrentOperators.result(states, returns, i > 0, steps, graph));
        }
        return new OnnxValue(
                RecurrentOperators.joined(results, graph),
                plan(SignalSpec.of(input.spec())).output().values(),
                returns.equals("sequence") ? input.lengths() : Optional.empty());
    }

    /** Returns the states of a layer for each direction, in the order of the input. */
    private List<String> operators(
            String values, Optional<String> lengths, int layer, OnnxGraph graph) {
        List<String> read = new ArrayList<>(2);
        for (String direction : directions()) {
            OnnxGraph part = graph.within("layer" + layer).within(direction);
            String reading = direction.equals(BACKWARD) ? "reverse" : "forward";
            String states = cell.export(values, lengths, units, reading, part);
            read.add(RecurrentOperators.squeezed(states, 1, part));
        }
        return read;
    }

    private List<String> directions() {
        return bidirectional ? List.of(FORWARD, BACKWARD) : List.of(FORWARD);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Steps steps = Steps.of(input);
        NDArray values = input.values();
        for (int layer = 0; layer < layers - 1; layer++) {
            List<NDArray> read = read(values, layer, steps, pass);
            values =
                    bidirectional
                            ? NDArrays.concat(
                                    new NDList(read.get(0), steps.reversed(read.get(1))), 2)
                            : read.get(0);
        }
        NDList results = new NDList(2);
        List<NDArray> read = read(values, layers - 1, steps, pass);
        for (int i = 0; i < read.size(); i++) {
            NDArray states = read.get(i);
            results.add(
                    switch (returns) {
                        case "last" -> steps.last(states);
                        case "mean" -> steps.mean(states);
                        case "max" -> steps.max(states);
                        default -> steps.zero(i == 0 ? states : steps.reversed(states));
                    });
        }
        NDArray output = results.size() == 1 ? results.head() : NDArrays.concat(results, -1);
        return returns.equals("sequence") ? steps.signal(output) : Signal.of(output);
    }

    /** Returns the states of a layer for each direction, in its reading order. */
    private List<NDArray> read(NDArray values, int layer, Steps steps, Pass pass) {
        List<NDArray> read = new ArrayList<>(2);
        for (String direction : directions()) {
            NDArray dropped = Dropout.features(values, dropout, pass);
            NDArray seen = direction.equals(BACKWARD) ? steps.reversed(dropped) : dropped;
            read.add(states(seen, pass.within("layer" + layer).within(direction)));
        }
        return read;
    }

    private NDArray states(NDArray input, Pass pass) {
        NDArray hidden = Dropout.values(pass.parameter(LstmCell.HIDDEN), weightDropout, pass);
        if (!pass.training() || recurrentDropout == 0) {
            return cell.fused(input, hidden, pass);
        }
        NDArray mask = Dropout.mask(pass, recurrentDropout, input.getShape().get(0), units);
        return cell.stepwise(input, hidden, mask, pass);
    }
}
