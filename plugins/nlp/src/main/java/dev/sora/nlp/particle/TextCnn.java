// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions over time with max-pooling (Kim, 2014): {@code max_t relu(W x_{t..t+k-1} + b)} over
 * the windows within the sequence; a sequence shorter than a window is padded with zeros.
 *
 * @param kernels the widths of the windows
 * @param filters the number of filters for each width
 * @param dropout the share of the result that is dropped
 */
record TextCnn(List<Integer> kernels, long filters, float dropout) implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        long in = Steps.vectors(input, "text-cnn").dimension(1);
        if (kernels.isEmpty()) {
            throw new ShapeException("at least one kernel", "none", "list widths in 'kernels'");
        }
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            int width = kernels.get(i);
            parameters.add(
                    ParameterSpec.weight(
                            "conv" + i + ".weight",
                            NamedInitialiser.GLOROT.weight(in * width, filters),
                            filters,
                            in,
                            width));
            parameters.add(ParameterSpec.bias("conv" + i + ".bias", Initialiser.zeros(), filters));
        }
        return ParticlePlan.of(SignalSpec.floats(kernels.size() * filters), parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        Steps steps = Steps.of(input);
        NDList results = new NDList(kernels.size());
        NDArray inTime = input.values().swapAxes(1, 2);
        for (int i = 0; i < kernels.size(); i++) {
            int width = kernels.get(i);
            NDArray windows =
                    Conv1d.conv1d(
                                    atLeast(inTime, width, pass),
                                    pass.parameter("conv" + i + ".weight"),
                                    pass.parameter("conv" + i + ".bias"))
                            .head();
            // relu is monotone, so it commutes with the maximum and is applied to fewer values
            NDArray greatest = steps.maxOfWindows(windows.swapAxes(1, 2), width);
            results.add(greatest.getNDArrayInternal().relu());
        }
        // DJL copies an array that is concatenated alone, and the copy has no gradient
        NDArray all = results.size() == 1 ? results.head() : NDArrays.concat(results, 1);
        return Signal.of(Dropout.values(all, dropout, pass));
    }

    /** Pads a batch that is shorter than a window with zeros. */
    private static NDArray atLeast(NDArray values, int width, Pass pass) {
        Shape shape = values.getShape();
        long missing = width - shape.get(2);
        if (missing <= 0) {
            return values;
        }
        NDArray zeros = pass.manager().zeros(new Shape(shape.get(0), shape.get(1), missing));
        return NDArrays.concat(new NDList(values, zeros), 2);
    }
}
