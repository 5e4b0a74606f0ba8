// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.layers.BatchNormalisation;
import dev.sora.layers.Dropout;
import dev.sora.layers.Intermediates;
import dev.sora.layers.OnnxLayers;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution, optionally with batch normalisation, activation, max-pooling and dropout.
 *
 * <p>Weights are channels-last in memory, {@code (filters, rows, columns, channels)}, and are used
 * through a transposed view, as images are: CPUs convolve this layout fastest. The maximum is taken
 * before a monotone activation, which gives the same result with less work.
 *
 * @param filters the number of output channels
 * @param window the window of the convolution
 * @param groups the number of groups of channels; unknown (-1) while planning for one for each
 *     channel
 * @param bias whether a bias is added
 * @param normalise whether each channel is normalised over the batch
 * @param activation the activation function
 * @param pool the window of the max-pooling, if any
 * @param dropout the probability to drop a value in training
 */
record Convolution(
        long filters,
        Window window,
        long groups,
        boolean bias,
        boolean normalise,
        Activation activation,
        Optional<Window> pool,
        double dropout)
        implements UnaryParticle, OnnxExport {

    static Convolution of(long filters, Window window, Activation activation) {
        return new Convolution(filters, window, 1, true, false, activation, Optional.empty(), 0);
    }

    Convolution normalised(boolean normalised) {
        return new Convolution(
                filters, window, groups, !normalised, normalised, activation, pool, dropout);
    }

    /**
     * Returns the convolution with a square max-pooling; without one if the size is less than 2.
     */
    Convolution pooled(long size) {
        Optional<Window> square = size < 2 ? Optional.empty() : Optional.of(Window.pool(size));
        return new Convolution(
                filters, window, groups, bias, normalise, activation, square, dropout);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        checkGroups(image);
        long depth = groups < 0 ? 1 : image.channels() < 0 ? -1 : image.channels() / groups;
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.weight(
                        "weight",
                        Initialiser.fanIn(2),
                        filters,
                        window.kernel().get(0),
                        window.kernel().get(1),
                        depth));
        if (bias) {
            parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), filters));
        }
        if (normalise) {
            parameters.addAll(BatchNormalisation.parameters(filters));
        }
        ImageSignal output =
                image.after(
                        filters,
                        window,
                        "kernel",
                        "set 'padding: same', a smaller 'kernel', or pool less before it");
        int least =
                normalise ? BatchNormalisation.leastRecords(output.height(), output.width()) : 1;
        if (pool.isPresent()) {
            output =
                    output.after(
                            filters,
                            pool.get(),
                            "pool",
                            "set a smaller 'pool', or 'padding: same'");
        }
        return ParticlePlan.of(output.toSignal(), parameters).withLeastRecords(least);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray image = prepared(input.values());
        NDArray weight = pass.parameter("weight");
        NDArray offset = bias ? pass.parameter("bias") : null;
        NDArray x =
                normalise
                        ? BatchNormalisation.DEFAULT.after(
                                (w, b) -> convolved(image, w, b), image, weight, offset, pass)
                        : convolved(image, weight, offset);
        x =
                activation.isMonotone()
                        ? activated(Intermediates.consumed(x, this::pool))
                        : Intermediates.consumed(activated(x), this::pool);
        return Signal.of(Dropout.values(x, dropout, pass));
    }

    /** Returns the image with its padding, and without pixels that the window would skip. */
    private NDArray prepared(NDArray values) {
        NDArray image = window.prepare(values);
        if (!window.skipsPixels()) {
            return image;
        }
        // oneDNN 3's gradient of such a window (AVX2, one thread) writes beyond its buffer if the
        // number of channels is not a multiple of 8; so the skipped pixels are removed first
        Shape stride = window.stride();
        // with the channels last, as they are in memory, because the gradient of the selection has
        // the order of its dimensions
        return image.transpose(0, 2, 3, 1)
                .get(new NDIndex(":, ::%d, ::%d".formatted(stride.get(0), stride.get(1))))
                .transpose(0, 3, 1, 2);
    }

    private NDArray convolved(NDArray image, NDArray weight, NDArray offset) {
        NDArray channelsFirst = weight.transpose(0, 3, 1, 2);
        // Conv2d.conv2d would ask the engine for both shapes, which the plan knows already; an
        // engine may have a faster algorithm for a weight that is only read, so the weight is asked
        return channelsFirst
                .getNDArrayInternal()
                .convolution(
                        image,
                        channelsFirst,
                        offset,
                        window.skipsPixels() ? Window.ONE : window.stride(),
                        window.padding(),
                        window.dilation(),
                        (int) groups)
                .head();
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue image = inputs.get(0);
        String weight =
                graph.node(
                        "Transpose",
                        List.of(graph.parameter("weight")),
                        Map.of("perm", new long[] {0, 3, 1, 2}));
        List<String> operands = new ArrayList<>(List.of(image.name(), weight));
        if (bias) {
            operands.add(graph.parameter("bias"));
        }
        Map<String, Object> attributes = new HashMap<>(window.onnx());
        attributes.put("group", groups);
        attributes.put("dilations", window.dilation().getShape());
        String x = graph.node("Conv", operands, attributes);
        if (normalise) {
            x = OnnxLayers.normalised(BatchNormalisation.DEFAULT, x, graph);
        }
        x = OnnxLayers.activated(activation, x, graph, 1);
        if (pool.isPresent()) {
            x = graph.node("MaxPool", List.of(x), pool.get().onnx());
        }
        return new OnnxValue(x, plan(SignalSpec.of(image.spec())).output().values());
    }

    private NDArray activated(NDArray x) {
        return Intermediates.consumed(x, activation::applyToImages);
    }

    private NDArray pool(NDArray x) {
        return pool.isPresent() ? pool.get().greatest(x) : x;
    }

    private void checkGroups(ImageSignal image) {
        if (filters % groups != 0 || (image.channels() >= 0 && image.channels() % groups != 0)) {
            throw new ShapeException(
                    "channels and filters that can be divided into %d groups".formatted(groups),
                    "%s and %d filters".formatted(image.toSignal(), filters),
                    "set 'groups' to a number that divides both");
        }
    }
}
