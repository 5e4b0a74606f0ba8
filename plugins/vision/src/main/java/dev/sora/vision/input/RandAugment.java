// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.setting.Setting;

/**
 * RandAugment (Cubuk, Zoph, Shlens and Le, 2020): for each image a number of changes, drawn at
 * random from a list, all with one magnitude.
 *
 * <p>The list: none, rotation up to 30 degrees, shear up to 0.3 and shift up to a third of the
 * image in either direction, brightness, contrast and colour by up to 90 percent, sharpness,
 * solarising, posterising, and the full range of each channel (autocontrast). Equalisation of the
 * histogram is left out. The changes of places come first, in one interpolation; of the others an
 * image has each at most once.
 *
 * @param count the number of changes of an image; 0 for none
 * @param magnitude from 0 to 10
 */
record RandAugment(int count, double magnitude) {

    static final Setting<Long> COUNT =
            Setting.integer(
                            "rand_count",
                            "RandAugment: number of changes of each image that are drawn from a"
                                    + " fixed list; 0 for none.")
                    .atLeast(0)
                    .atMost(8)
                    .orElse(0L);
    static final Setting<Double> MAGNITUDE =
            Setting.number("rand_magnitude", "RandAugment: strength of the changes.")
                    .atLeast(0)
                    .atMost(10)
                    .orElse(5.0);

    static final RandAugment NONE = new RandAugment(0, 0);

    private static final int NOTHING = 0;
    private static final int ROTATION = 1;
    private static final int SHEAR_X = 2;
    private static final int SHEAR_Y = 3;
    private static final int SHIFT_X = 4;
    private static final int SHIFT_Y = 5;
    private static final int BRIGHTNESS = 6;
    private static final int CONTRAST = 7;
    private static final int COLOUR = 8;
    private static final int SHARPNESS = 9;
    private static final int SOLARISE = 10;
    private static final int POSTERISE = 11;
    private static final int AUTOCONTRAST = 12;
    private static final int KINDS = 13;

    boolean isActive() {
        return count > 0;
    }

    /** The changes that were drawn for a batch: for each kind a signed strength, (batch, 1). */
    record Drawn(NDList strengths) {

        /** Returns the strength of a kind, from -1 to 1; 0 for images without it. */
        private NDArray of(int kind) {
            return strengths.get(kind);
        }

        /** Returns 1 for images with a kind of change, otherwise 0, (batch, 1, 1, 1). */
        private NDArray has(int kind) {
            NDArray strength = of(kind);
            return strength.neq(0).toType(DataType.FLOAT32, false).reshape(-1, 1, 1, 1);
        }
    }

    /** Draws the changes of each image. */
    Drawn draw(long batch, Pass pass) {
        NDArray kinds = pass.random().uniform(0, KINDS, new Shape(batch, count)).floor();
        // sign and presence; a strength of exactly 0 would count as none
        NDArray signs = pass.random().uniform(-1, 1, new Shape(batch, count)).sign();
        double level = Math.max(magnitude / 10, 1e-6);
        NDList strengths = new NDList(KINDS);
        for (int kind = NOTHING; kind < KINDS; kind++) {
            NDArray chosen = kinds.eq((float) kind).toType(DataType.FLOAT32, false);
            // drawn twice, a change of opposite signs cancels out
            strengths.add(chosen.mul(signs).sum(new int[] {1}, true).clip(-1, 1).muli(level));
        }
        return new Drawn(strengths);
    }

    /** Returns a map of places followed by the changes of places that were drawn. */
    AffineMap moved(AffineMap map, Drawn drawn, int height, int width) {
        NDArray angle = drawn.of(ROTATION).mul(Math.toRadians(30));
        NDArray cosine = angle.cos();
        NDArray sine = angle.sin();
        NDArray leanX = drawn.of(SHEAR_X).mul(0.3);
        NDArray leanY = drawn.of(SHEAR_Y).mul(0.3);
        // (x, y) -> rotation of (x + leanX y, y + leanY x)
        NDArray xx = cosine.sub(sine.mul(leanY));
        NDArray xy = cosine.mul(leanX).sub(sine);
        NDArray yx = sine.add(cosine.mul(leanY));
        NDArray yy = sine.mul(leanX).add(cosine);
        return new AffineMap(
                map.xx().mul(xx).add(map.xy().mul(yx)),
                map.xx().mul(xy).add(map.xy().mul(yy)),
                map.yx().mul(xx).add(map.yy().mul(yx)),
                map.yx().mul(xy).add(map.yy().mul(yy)),
                map.right().add(drawn.of(SHIFT_X).mul(width / 3.0)),
                map.down().add(drawn.of(SHIFT_Y).mul(height / 3.0)));
    }

    /**
     * Returns images with the changes of values that were drawn.
     *
     * @param images {@code (batch, height, width, channels)}, 0 to 255
     */
    NDArray recoloured(NDArray images, Drawn drawn) {
        Shape shape = images.getShape();
        NDArray x = images.mul(factor(drawn, BRIGHTNESS));
        NDArray means = x.reshape(shape.get(0), -1).mean(new int[] {1}, true).reshape(-1, 1, 1, 1);
        x = towards(x, means, drawn, CONTRAST);
        x = towards(x, x.mean(new int[] {3}, true), drawn, COLOUR);
        x = towards(x, blurred(x), drawn, SHARPNESS).clip(0, 255);
        double level = magnitude / 10;
        NDArray bright = x.gte((float) (256 * (1 - level))).toType(DataType.FLOAT32, false);
        x = chosen(x, x.mul(-1).add(255), bright.mul(drawn.has(SOLARISE)));
        float step = (float) Math.pow(2, Math.round(4 * level));
        x = chosen(x, x.div(step).floor().mul(step), drawn.has(POSTERISE));
        NDArray pixels = x.reshape(shape.get(0), -1, shape.get(3));
        NDArray least = pixels.min(new int[] {1}).reshape(-1, 1, 1, shape.get(3));
        NDArray most = pixels.max(new int[] {1}).reshape(-1, 1, 1, shape.get(3));
        NDArray range = most.sub(least).maximum(1);
        return chosen(x, x.sub(least).div(range).mul(255), drawn.has(AUTOCONTRAST));
    }

    private static NDArray factor(Drawn drawn, int kind) {
        return drawn.of(kind).mul(0.9).add(1).reshape(-1, 1, 1, 1);
    }

    /** Blends images with another one; a factor above 1 leads away from it. */
    private static NDArray towards(NDArray images, NDArray other, Drawn drawn, int kind) {
        return other.add(images.sub(other).mul(factor(drawn, kind)));
    }

    private static NDArray chosen(NDArray images, NDArray changed, NDArray share) {
        return images.add(changed.sub(images).mul(share));
    }

    /** Returns the mean of each pixel and its eight neighbours; edges are repeated. */
    private static NDArray blurred(NDArray images) {
        return besides(besides(images, 2), 1);
    }

    private static NDArray besides(NDArray images, int axis) {
        long size = images.getShape().get(axis);
        if (size < 2) {
            return images;
        }
        NDList first = images.split(new long[] {1}, axis);
        NDList last = images.split(new long[] {size - 1}, axis);
        NDArray before = first.get(0).concat(last.get(0), axis);
        NDArray after = first.get(1).concat(last.get(1), axis);
        return before.add(images).add(after).div(3);
    }
}
