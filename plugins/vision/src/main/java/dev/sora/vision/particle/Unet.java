// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The network of Ronneberger, Fischer and Brox (2015, "U-Net"): levels that halve the image, then
 * levels that double it again, each of which also reads the result of the first level of its size.
 *
 * <p>Unlike in the paper, convolutions keep the size of the image, so that nothing is cropped, and
 * are normalised over the batch if requested.
 *
 * @param widths the number of channels of each level, from the largest image to the smallest
 * @param convolutions the number of convolutions of each level
 * @param normalise whether each channel is normalised over the batch
 * @param activation the activation function
 * @param bilinear whether images are enlarged by interpolation; otherwise by repeating pixels
 * @param dropout the probability to drop a value of the lowest level in training
 */
record Unet(
        List<Long> widths,
        long convolutions,
        boolean normalise,
        Activation activation,
        boolean bilinear,
        double dropout)
        implements UnaryParticle {

    private static final List<Long> ONE = List.of(1L, 1L);
    private static final List<Long> TWO = List.of(2L, 2L);
    private static final List<Long> THREE = List.of(3L, 3L);
    private static final int MOST_LEVELS = 12;
    private static final Window HALF = Window.pool(2);

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        int last = widths.size() - 1;
        if (last < 0 || last >= MOST_LEVELS) {
            throw new ShapeException(
                    "'filters' with 1 to %d levels".formatted(MOST_LEVELS),
                    widths.size() + " levels",
                    "set 'filters' to the channels of each level, such as [16, 32, 64]");
        }
        checkSize(image, 1L << last);
        List<ParameterSpec> parameters = new ArrayList<>();
        int least = 1;
        ImageSignal at = image;
        for (int level = 0; level <= last; level++) {
            ParticlePlan plan = level(widths.get(level)).plan(at.toSignal());
            plan.parameters().forEach(add(parameters, down(level)));
            least = Math.max(least, plan.leastRecords());
            at = ImageSignal.of(plan.output());
            if (level < last) {
                at = at.after(at.channels(), HALF, "pool", "");
            }
        }
        for (int level = last - 1; level >= 0; level--) {
            ParticlePlan raised = raise(widths.get(level)).plan(at.toSignal());
            raised.parameters().forEach(add(parameters, up(level) + ".raise"));
            at = ImageSignal.of(raised.output());
            ImageSignal both = new ImageSignal(2 * widths.get(level), at.height(), at.width());
            ParticlePlan plan = level(widths.get(level)).plan(both.toSignal());
            plan.parameters().forEach(add(parameters, up(level)));
            at = ImageSignal.of(plan.output());
        }
        return ParticlePlan.of(
                        new ImageSignal(widths.get(0), image.height(), image.width()).toSignal(),
                        parameters)
                .withLeastRecords(least);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        int last = widths.size() - 1;
        Deque<NDArray> kept = new ArrayDeque<>();
        Signal at = input;
        for (int level = 0; level <= last; level++) {
            at = level(widths.get(level)).forward(at, pass.within(down(level)));
            if (level < last) {
                kept.push(at.values());
                at = Signal.of(HALF.greatest(at.values()));
            }
        }
        at = Signal.of(Dropout.values(at.values(), dropout, pass));
        for (int level = last - 1; level >= 0; level--) {
            Pass within = pass.within(up(level));
            Signal raised = raise(widths.get(level)).forward(at, within.within("raise"));
            NDArray both = NDArrays.concat(new NDList(kept.pop(), raised.values()), 1);
            at = level(widths.get(level)).forward(Signal.of(both), within);
        }
        return at;
    }

    private static Consumer<ParameterSpec> add(List<ParameterSpec> parameters, String prefix) {
        return spec -> parameters.add(spec.within(prefix));
    }

    private static String down(int level) {
        return "down" + (level + 1);
    }

    private static String up(int level) {
        return "up" + (level + 1);
    }

    private UnaryParticle level(long filters) {
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        for (int i = 1; i <= convolutions; i++) {
            parts.put("conv" + i, convolution(filters, THREE));
        }
        return new Chain(parts);
    }

    /** Returns what the paper calls an up-convolution. */
    private UnaryParticle raise(long filters) {
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        parts.put("double", new Upsampling(2, 2, bilinear));
        parts.put("conv", convolution(filters, TWO));
        return new Chain(parts);
    }

    private Convolution convolution(long filters, List<Long> kernel) {
        return Convolution.of(filters, Window.same(kernel, ONE, ONE), activation)
                .normalised(normalise);
    }

    private static void checkSize(ImageSignal image, long factor) {
        if (image.height() > 0 && image.height() % factor != 0
                || image.width() > 0 && image.width() % factor != 0) {
            throw new ShapeException(
                    "an image whose height and width are multiples of " + factor,
                    image.toSignal().toString(),
                    "set 'size' of the image to such numbers, or fewer 'filters', which is one"
                            + " halving less for each");
        }
    }
}
