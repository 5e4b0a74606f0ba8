// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.BatchNormalisation;
import dev.sora.layers.Intermediates;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One level of a feature pyramid (Lin, Dollár, Girshick, He, Hariharan and Belongie, 2017): single
 * pixel convolutions of both maps, the coarse one enlarged by repeating its pixels, their sum, and
 * a convolution with batch normalisation over it.
 *
 * @param filters the number of output channels
 * @param activation the function after the normalisation
 */
record Fpn(long filters, Activation activation) implements Particle {

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);
    private static final int NEAREST = 0;

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        if (inputs.size() != 2) {
            throw new ShapeException(
                    "two feature maps", inputs.size() + " signals", "from: [fine, coarse]");
        }
        TensorSpec fine = image(inputs.get(0));
        TensorSpec coarse = image(inputs.get(1));
        for (int i = 1; i <= 2; i++) {
            if (coarse.dimension(i) >= 0
                    && fine.dimension(i) >= 0
                    && coarse.dimension(i) > fine.dimension(i)) {
                throw new ShapeException(
                        "a coarse feature map that is not larger than the fine one, "
                                + inputs.get(0),
                        inputs.get(1),
                        "name the larger feature map first: from: [fine, coarse]");
            }
        }
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.weight(
                        "fine.weight", Initialiser.fanIn(1), filters, 1, 1, fine.dimension(0)));
        parameters.add(
                ParameterSpec.weight(
                        "coarse.weight", Initialiser.fanIn(1), filters, 1, 1, coarse.dimension(0)));
        parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), filters));
        parameters.add(
                ParameterSpec.weight("weight", Initialiser.fanIn(2), filters, 3, 3, filters));
        parameters.addAll(BatchNormalisation.parameters(filters));
        return ParticlePlan.of(
                        SignalSpec.floats(filters, fine.dimension(1), fine.dimension(2)),
                        parameters)
                .withLeastRecords(
                        BatchNormalisation.leastRecords(fine.dimension(1), fine.dimension(2)));
    }

    private static TensorSpec image(SignalSpec signal) {
        TensorSpec values = signal.values();
        if (values.rank() != 3 || values.type() != DataType.FLOAT32 || signal.isSequence()) {
            throw new ShapeException(
                    "an image of floats (channels, height, width)",
                    signal,
                    "take particles that keep rows and columns, such as 'conv2d'");
        }
        return values;
    }

    @Override
    public Signal forward(List<Signal> inputs, Pass pass) {
        NDArray fine = inputs.get(0).values();
        NDArray coarse = inputs.get(1).values();
        Shape size = fine.getShape();
        NDArray near = convolve(fine, pass.parameter("fine.weight"), pass.parameter("bias"), NONE);
        NDArray far = convolve(coarse, pass.parameter("coarse.weight"), null, NONE);
        if (!far.getShape().slice(2).equals(size.slice(2))) {
            long[] rowsAndColumns = {size.get(2), size.get(3)};
            far =
                    Intermediates.consumed(
                            far,
                            x ->
                                    x.getNDArrayInternal()
                                            .interpolation(rowsAndColumns, NEAREST, false));
        }
        NDArray both = Intermediates.consumed(far, near::addi);
        NDArray x =
                BatchNormalisation.DEFAULT.after(
                        (w, b) -> convolve(both, w, b, ONE),
                        both,
                        pass.parameter("weight"),
                        null,
                        pass);
        both.close();
        return Signal.of(Intermediates.consumed(x, activation::applyToImages));
    }

    /** Weights are channels-last in memory, as images are: CPUs convolve this layout fastest. */
    private static NDArray convolve(NDArray image, NDArray weight, NDArray bias, Shape padding) {
        return image.getNDArrayInternal()
                .convolution(image, weight.transpose(0, 3, 1, 2), bias, ONE, padding, ONE, 1)
                .head();
    }
}
