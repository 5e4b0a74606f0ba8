// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Mixing;
import dev.sora.particle.Pass;
import java.util.random.RandomGenerator;

/**
 * Mixes each image of a minibatch with another one: MixUp (Zhang, Cisse, Dauphin and Lopez-Paz,
 * 2018) adds two images, with shares from Beta(a, a); CutMix (Yun et al., 2019) puts a box of the
 * other image in, whose share of the area is from Beta(a, a) before it is cut at the edge. Both
 * classes count in the loss by their shares.
 *
 * @param mixup the parameter a of MixUp; 0 for none
 * @param cutmix the parameter a of CutMix; 0 for none
 * @param rate the fraction of minibatches that are mixed
 */
record Mixer(double mixup, double cutmix, double rate) {

    static final Mixer NONE = new Mixer(0, 0, 0);

    /** Returns whether any minibatch is mixed. */
    boolean mixes() {
        return rate > 0 && (mixup > 0 || cutmix > 0);
    }

    /**
     * Returns the images of a minibatch of training, {@code (batch, height, width, channels)},
     * mixed or as they are. If both are requested, each is used for half of the minibatches.
     */
    NDArray apply(NDArray images, Pass pass) {
        Shape shape = images.getShape();
        int batch = (int) shape.get(0);
        RandomGenerator random = pass.random().host();
        if (batch < 2 || random.nextDouble() >= rate) {
            return images;
        }
        boolean cut = cutmix > 0 && (mixup == 0 || random.nextBoolean());
        double share = Beta.symmetric(cut ? cutmix : mixup, random);
        NDArray partners = pass.manager().create(permutation(batch, random));
        NDArray others = images.get(partners);
        if (!cut) {
            pass.mixed(Mixing.of(partners, share));
            return images.mul(share).addi(others.muli(1 - share));
        }
        int height = (int) shape.get(1);
        int width = (int) shape.get(2);
        float[] own = new float[height * width];
        double kept = box(own, height, width, share, random);
        pass.mixed(Mixing.of(partners, kept));
        NDArray mask = pass.manager().create(own, new Shape(1, height, width, 1));
        return images.mul(mask).addi(others.muli(mask.neg().addi(1)));
    }

    /** Marks the pixels that an image keeps, and returns their share. */
    private static double box(
            float[] own, int height, int width, double share, RandomGenerator random) {
        double side = Math.sqrt(1 - share);
        int tall = (int) Math.round(height * side);
        int wide = (int) Math.round(width * side);
        int top = random.nextInt(height) - tall / 2;
        int left = random.nextInt(width) - wide / 2;
        int kept = 0;
        for (int at = 0; at < own.length; at++) {
            int row = at / width;
            int column = at % width;
            boolean inside =
                    row >= top && row < top + tall && column >= left && column < left + wide;
            own[at] = inside ? 0 : 1;
            kept += inside ? 0 : 1;
        }
        return (double) kept / own.length;
    }

    /** Returns a random order, by which each image gets its partner. */
    private static long[] permutation(int size, RandomGenerator random) {
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
