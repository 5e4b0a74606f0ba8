// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;

/** The last layer of a segmentation: scores of the classes for each pixel of the features. */
final class PixelHead {

    /** The part of a prediction with the image as the network sees it. */
    static final String PICTURE = "picture";

    private PixelHead() {}

    /**
     * Plans scores {@code (classes, height, width)}, with the image and how it was moved.
     *
     * @param classes the number of classes, or -1
     * @param names the classes, if they are known
     */
    static ParticlePlan plan(List<SignalSpec> inputs, long classes, List<String> names) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two signals: features for every pixel, and the image",
                    inputs.stream().map(SignalSpec::toString).collect(Collectors.joining(", ")),
                    "write 'from: [net, image]', where 'image' is the input of type image");
        }
        TensorSpec features =
                picture(
                        inputs.get(0),
                        "put no 'flatten', 'dense' or pooling of the"
                                + " whole image before it; 'unet' returns features of every pixel");
        TensorSpec image = picture(inputs.get(1), "name the input of type image as the second");
        if (!inputs.get(1).has(Signal.TRANSFORM)) {
            throw new ShapeException(
                    "an image with the part 'transform' as the second signal, so that masks move"
                            + " as pictures do",
                    inputs.get(1),
                    "set 'transform: true' on the image input");
        }
        List<ParameterSpec> parameters =
                layer(classes).parameters(features.dimension(0)).stream()
                        .map(p -> p.withRows(names))
                        .toList();
        return ParticlePlan.of(
                SignalSpec.floats(classes, features.dimension(1), features.dimension(2))
                        .with(Signal.TRANSFORM, TensorSpec.floats(2, 3))
                        .with(PICTURE, image),
                parameters);
    }

    private static TensorSpec picture(SignalSpec signal, String fix) {
        TensorSpec values = signal.values();
        if (values.rank() != 3 || signal.isSequence() || values.isIndices()) {
            throw new ShapeException("an image (channels, height, width)", signal, fix);
        }
        return values;
    }

    static Signal apply(List<Signal> inputs, long classes, Pass pass) {
        NDArray features = inputs.get(0).values();
        // a 1 x 1 convolution is a dense layer of each pixel; channels are last in memory
        NDArray scores =
                layer(classes).apply(features.transpose(0, 2, 3, 1), pass).transpose(0, 3, 1, 2);
        Signal image = inputs.get(1);
        return Signal.of(scores)
                .with(Signal.TRANSFORM, image.part(Signal.TRANSFORM))
                .with(PICTURE, image.values());
    }

    private static DenseLayer layer(long classes) {
        return new DenseLayer(classes, true, NamedInitialiser.GLOROT);
    }
}
