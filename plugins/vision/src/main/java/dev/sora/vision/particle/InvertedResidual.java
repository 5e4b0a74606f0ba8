// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A block that widens its channels, convolves each of them on its own, and narrows them without an
 * activation (Sandler et al., 2018, "MobileNetV2"), optionally with squeeze-excitation (Tan and Le,
 * 2019, "EfficientNet"). If neither the size nor the number of channels changes, the input is
 * added.
 *
 * @param filters the number of output channels
 * @param window the window of the depthwise convolution
 * @param expansion how many times wider the block is within; 1 to leave the widening out
 * @param squeeze the ratio of input channels to the squeezed size; 0 for no squeeze-excitation
 * @param activation the activation function
 * @param dropPath the probability that a record takes the shortcut alone in training (Huang et al.,
 *     2016, "Deep networks with stochastic depth")
 */
record InvertedResidual(
        long filters,
        Window window,
        long expansion,
        long squeeze,
        Activation activation,
        double dropPath)
        implements UnaryParticle, OnnxExport {

    private static final List<Long> ONE = List.of(1L, 1L);

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return block(ImageSignal.of(input).channels()).plan(input);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = input.values();
        long channels = x.getShape().get(1);
        NDArray y = block(channels).forward(input, pass).values();
        if (changesShape(channels)) {
            return Signal.of(y);
        }
        if (dropPath > 0 && pass.training()) {
            y = y.mul(Dropout.mask(pass, dropPath, x.getShape().get(0), 1, 1, 1));
        }
        return Signal.of(x.add(y));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        long channels = input.spec().dimension(0);
        OnnxValue y = block(channels).export(inputs, graph);
        return changesShape(channels)
                ? y
                : y.with(graph.node("Add", List.of(input.name(), y.name()), Map.of()));
    }

    private boolean changesShape(long channels) {
        return channels != filters || !window.stride().equals(Window.ONE);
    }

    private Chain block(long channels) {
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        Window point = Window.same(ONE, ONE, ONE);
        if (expansion > 1) {
            long wide = channels < 0 ? TensorSpec.UNKNOWN : channels * expansion;
            parts.put("expand", Convolution.of(wide, point, activation).normalised(true));
        }
        parts.put("depthwise", Depthwise.normalised(window, activation));
        if (squeeze > 0) {
            OptionalLong units =
                    channels < 0
                            ? OptionalLong.of(TensorSpec.UNKNOWN)
                            : OptionalLong.of(Math.max(1, channels / squeeze));
            parts.put("squeeze", new SqueezeExcitation(units, 1, activation));
        }
        parts.put("project", Convolution.of(filters, point, Activation.NONE).normalised(true));
        return new Chain(parts);
    }
}
