// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.layers.EncoderLayer;
import dev.sora.layers.LayerNormalisation;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vision transformer (Dosovitskiy et al., 2021, "An image is worth 16x16 words"): a learned map
 * of each patch, learned positions, and layers in which patches attend to each other.
 *
 * @param patch rows and columns of a patch
 * @param units the size of a mapped patch
 * @param layers the number of layers
 * @param layer one of them
 * @param feedForward the size of the feed-forward layer
 * @param token whether a learned class token reads the patches; otherwise their mean is returned
 */
record Vit(
        Window patch, long units, int layers, EncoderLayer layer, long feedForward, boolean token)
        implements UnaryParticle {

    private static final String PATCHES = "patches";
    private static final String TOKEN = "token";
    private static final String POSITIONS = "positions";
    private static final String NORM = "norm";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        check(image);
        ParticlePlan patches = map().plan(input);
        List<ParameterSpec> parameters = new ArrayList<>();
        patches.parameters().forEach(p -> parameters.add(p.within(PATCHES)));
        ImageSignal grid = ImageSignal.of(patches.output());
        long steps = TensorSpec.UNKNOWN;
        if (grid.height() >= 0 && grid.width() >= 0) {
            steps = grid.height() * grid.width() + (token ? 1 : 0);
        }
        if (token) {
            parameters.add(ParameterSpec.bias(TOKEN, Initialiser.normal(0.02), units));
        }
        parameters.add(ParameterSpec.bias(POSITIONS, Initialiser.normal(0.02), steps, units));
        for (int i = 0; i < layers; i++) {
            String name = name(i);
            layer.parameters(units, feedForward).forEach(p -> parameters.add(p.within(name)));
        }
        LayerNormalisation.parameters(units).forEach(p -> parameters.add(p.within(NORM)));
        return ParticlePlan.of(SignalSpec.floats(units), parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray grid = map().forward(input, pass.within(PATCHES)).values();
        Shape shape = grid.getShape();
        NDArray steps =
                grid.transpose(0, 2, 3, 1)
                        .reshape(shape.get(0), shape.get(2) * shape.get(3), units);
        if (token) {
            NDArray first =
                    pass.parameter(TOKEN).reshape(1, 1, units).broadcast(shape.get(0), 1, units);
            steps = NDArrays.concat(new NDList(first, steps), 1);
        }
        steps = Dropout.values(steps.add(pass.parameter(POSITIONS)), layer.dropout(), pass);
        for (int i = 0; i < layers; i++) {
            steps = layer.apply(steps, Optional.empty(), pass.within(name(i)));
        }
        // a step is normalised on its own, so the token alone is enough
        NDArray read = token ? steps.get(new NDIndex(":, 0")) : steps;
        NDArray normal = LayerNormalisation.DEFAULT.apply(read, pass.within(NORM));
        return Signal.of(token ? normal : normal.mean(new int[] {1}));
    }

    private Convolution map() {
        return Convolution.of(units, patch, Activation.NONE);
    }

    private static String name(int index) {
        return "layer" + index;
    }

    private void check(ImageSignal image) {
        long rows = patch.kernel().get(0);
        long columns = patch.kernel().get(1);
        if (image.height() > 0 && image.height() % rows != 0
                || image.width() > 0 && image.width() % columns != 0) {
            throw new ShapeException(
                    "an image that patches of %s divide".formatted(patch.size()),
                    image.toSignal().toString(),
                    "set 'size' of the image to multiples of 'patch', or another 'patch'");
        }
        if (units % layer.heads() != 0) {
            throw new ShapeException(
                    "'units' that %d heads divide".formatted(layer.heads()),
                    Long.toString(units),
                    "set 'units' to a multiple of 'heads'");
        }
    }
}
