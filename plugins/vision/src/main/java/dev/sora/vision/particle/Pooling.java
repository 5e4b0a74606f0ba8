// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/**
 * Returns the maximum or mean of each window of an image.
 *
 * @param window the window; a mean does not count the padding
 * @param greatest whether the maximum is returned
 */
record Pooling(Window window, boolean greatest) implements UnaryParticle, OnnxExport {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        for (int axis = 0; axis < 2; axis++) {
            if (window.before().get(axis) > window.kernel().get(axis) / 2) {
                throw new ShapeException(
                        "padding of at most half the kernel, which is " + window.size(),
                        "padding " + window.before().get(axis),
                        "set a smaller 'padding'");
            }
        }
        ImageSignal output =
                image.after(
                        image.channels(),
                        window,
                        "pool",
                        "set a smaller 'kernel', or pool less before it");
        return ParticlePlan.of(output.toSignal());
    }

    /** The mean of ONNX does not count the padding by default, as here. */
    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue image = inputs.get(0);
        return new OnnxValue(
                graph.node(
                        greatest ? "MaxPool" : "AveragePool", List.of(image.name()), window.onnx()),
                plan(SignalSpec.of(image.spec())).output().values());
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray image = input.values();
        if (greatest) {
            return Signal.of(window.greatest(image));
        }
        NDArray means =
                Pool.avgPool2d(
                        image, window.kernel(), window.stride(), window.padding(), false, true);
        if (!window.isPadded()) {
            return Signal.of(means);
        }
        // PyTorch's binding in DJL 0.35 counts the padding, whatever its last argument is
        Shape size = image.getShape();
        long rows = size.get(2);
        long columns = size.get(3);
        NDArray covered =
                pass.kept(
                        "covered of %d x %d".formatted(rows, columns),
                        manager ->
                                manager.create(
                                        window.covered(rows, columns),
                                        new Shape(
                                                1,
                                                1,
                                                window.outputRows(rows),
                                                window.outputColumns(columns))));
        return Signal.of(means.div(covered));
    }
}
