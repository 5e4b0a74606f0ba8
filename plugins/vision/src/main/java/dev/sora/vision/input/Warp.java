// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.ImageSampling;
import dev.sora.layers.Intermediates;
import dev.sora.particle.Pass;
import java.util.Optional;

/**
 * Shifts, rotates, scales, mirrors and deforms the images of a batch, each with random parameters.
 *
 * <p>For each pixel of the result, one matrix product computes its source position: a linear map
 * about the centre and, for the elastic part, a mixture of smooth bumps on a grid (similar to
 * Simard, Steinkraus and Platt, 2003, "Best practices for convolutional neural networks"). Values
 * between pixels are interpolated; positions outside of the image take the value of the nearest
 * edge. Colour images are interpolated by the engine in one call, if it offers that.
 */
final class Warp {

    /** The random numbers of the linear part: angle, scale, shear, two shifts, mirroring. */
    private static final int LINEAR = 6;

    /** The number of bumps along each side of an image. */
    private static final int GRID = 6;

    private final Augmentation augmentation;
    private final int height;
    private final int width;
    private final int bumps;
    private final float[] basis;

    Warp(Augmentation augmentation, PixelLayout layout) {
        this.augmentation = augmentation;
        this.height = layout.height();
        this.width = layout.width();
        this.bumps = augmentation.elastic() > 0 ? GRID * GRID : 0;
        this.basis = basis();
    }

    /** Draws the linear part of each image's transformation. */
    AffineMap draw(long batch, Pass pass) {
        NDList draws = pass.random().uniform(-1, 1, new Shape(batch, LINEAR)).split(LINEAR, 1);
        NDArray angle = draws.get(0).muli(Math.toRadians(augmentation.rotate()));
        NDArray scale = draws.get(1).muli(augmentation.scale()).addi(1);
        NDArray lean = draws.get(2).muli(Math.tan(Math.toRadians(augmentation.shear())));
        NDArray right = moved(draws.get(3)).addi((width - 1) / 2.0);
        NDArray down = moved(draws.get(4)).addi((height - 1) / 2.0);
        NDArray cosine = angle.cos().muli(scale);
        NDArray sine = angle.sin().muli(scale);
        NDArray xx = cosine;
        NDArray xy = cosine.mul(lean).subi(sine);
        if (augmentation.flip()) {
            NDArray side = draws.get(5).sign();
            xx = xx.mul(side);
            xy = xy.mul(side);
        }
        NDArray yx = sine;
        NDArray yy = sine.mul(lean).addi(cosine);
        if (augmentation.flipVertical()) {
            NDArray side = pass.random().uniform(-1, 1, new Shape(batch, 1)).sign();
            yx = yx.mul(side);
            yy = yy.mul(side);
        }
        return new AffineMap(xx, xy, yx, yy, right, down);
    }

    /** Without interpolation, images move by whole pixels, and so must masks and boxes. */
    private NDArray moved(NDArray draw) {
        NDArray pixels = draw.muli(augmentation.shift());
        return augmentation.warps() ? pixels : pixels.round();
    }

    /** Returns the transformed images in their original shape (batch, height, width, channels). */
    NDArray apply(NDArray images, AffineMap map, Pass pass) {
        long batch = images.getShape().get(0);
        long channels = images.getShape().get(3);
        Optional<ImageSampling> sampling = pass.offers(ImageSampling.class);
        if (channels > 1 && augmentation.warps() && sampling.isPresent()) {
            return Intermediates.consumed(
                    positions(batch, map, pass), at -> sampling.get().sample(images, at));
        }
        NDList places =
                coefficients(batch, map, pass)
                        .matMul(base(pass))
                        .reshape(batch, 2, height * (long) width)
                        .split(2, 1);
        NDArray x = places.get(0).squeeze(1);
        NDArray y = places.get(1).squeeze(1);
        long area = height * (long) width;
        // the engine gathers several times as fast along the last dimension, here that of pixels;
        // grey images have no other one
        NDArray planes =
                channels == 1
                        ? images.reshape(batch, area)
                        : swapped(images.reshape(batch, area, channels));
        NDArray warped = augmentation.warps() ? interpolated(planes, x, y) : nearest(planes, x, y);
        return (channels == 1 ? warped : swapped(warped)).reshape(images.getShape());
    }

    /** Returns a copy in which the last two dimensions are exchanged, in row-major order. */
    private static NDArray swapped(NDArray images) {
        Shape shape = images.getShape();
        return images.transpose(0, 2, 1)
                .flatten()
                .reshape(shape.get(0), shape.get(2), shape.get(1));
    }

    private NDArray nearest(NDArray planes, NDArray x, NDArray y) {
        NDArray column = x.round().clip(0, width - 1);
        NDArray row = y.round().clip(0, height - 1);
        return pixels(planes, row.muli(width).addi(column).toType(DataType.INT64, false));
    }

    private NDArray interpolated(NDArray planes, NDArray x, NDArray y) {
        int right = width > 1 ? 1 : 0;
        int below = height > 1 ? width : 0;
        NDArray column = x.clip(0, width - 1);
        NDArray row = y.clip(0, height - 1);
        NDArray firstColumn = column.floor().clip(0, width - 1 - right);
        NDArray firstRow = row.floor().clip(0, Math.max(0, height - 2));
        NDArray partX = beside(planes, column.subi(firstColumn));
        NDArray partY = beside(planes, row.subi(firstRow));
        NDArray index = firstRow.muli(width).addi(firstColumn).toType(DataType.INT64, false);
        NDArray above = between(planes, index, right, partX);
        NDArray under = between(planes, index.add(below), right, partX);
        return above.addi(under.subi(above).muli(partY));
    }

    private static NDArray between(NDArray planes, NDArray index, int step, NDArray part) {
        NDArray from = pixels(planes, index);
        NDArray to = pixels(planes, index.add(step));
        return from.addi(to.subi(from).muli(part));
    }

    private static NDArray pixels(NDArray planes, NDArray index) {
        NDArray each = beside(planes, index);
        Shape shape = planes.getShape();
        return planes.gather(each == index ? index : each.broadcast(shape), shape.dimension() - 1);
    }

    /** Returns one value for each pixel in a shape that broadcasts over channels. */
    private static NDArray beside(NDArray planes, NDArray values) {
        return planes.getShape().dimension() == 2 ? values : values.expandDims(1);
    }

    /** Returns the source positions of all pixels, as {@link ImageSampling} takes them. */
    private NDArray positions(long batch, AffineMap map, Pass pass) {
        NDArray scale =
                pass.kept(
                        "scale",
                        manager ->
                                manager.create(
                                        new float[] {2f / width, 2f / height}, new Shape(1, 2, 1)));
        NDArray shift =
                pass.kept("shift", manager -> manager.create(shift(), new Shape(1, 2, 3L + bumps)));
        return coefficients(batch, map, pass)
                .reshape(batch, 2, 3L + bumps)
                .mul(scale)
                .add(shift)
                .reshape(2 * batch, 3L + bumps)
                .matMul(base(pass))
                .reshape(batch, 2, height, width);
    }

    /** Returns what is added to the coefficients of scaled positions: to those of the ones. */
    private float[] shift() {
        float[] values = new float[2 * (3 + bumps)];
        values[2] = 1f / width - 1;
        values[3 + bumps + 2] = 1f / height - 1;
        return values;
    }

    private NDArray base(Pass pass) {
        return pass.kept(
                "basis",
                manager -> manager.create(basis, new Shape(3L + bumps, height * (long) width)));
    }

    /**
     * Returns the coefficients of the basis for the source columns, then the source rows, of each
     * image, (2 batch, 3 + bumps).
     */
    private NDArray coefficients(long batch, AffineMap map, Pass pass) {
        NDList rows = new NDList(map.xx(), map.xy(), map.right(), map.yx(), map.yy(), map.down());
        if (bumps > 0) {
            double most = augmentation.elastic();
            NDList pulls =
                    pass.random().uniform(-most, most, new Shape(batch, 2L * bumps)).split(2, 1);
            rows.add(3, pulls.get(0));
            rows.add(pulls.get(1));
        }
        return NDArrays.concat(rows, 1).reshape(2 * batch, 3L + bumps);
    }

    /** Returns columns and rows relative to the centre, ones, and the bumps, row by row. */
    private float[] basis() {
        int area = height * width;
        float[] values = new float[(3 + bumps) * area];
        double spreadX = (double) width / GRID;
        double spreadY = (double) height / GRID;
        for (int at = 0; at < area; at++) {
            int row = at / width;
            int column = at % width;
            values[at] = column - (width - 1) / 2f;
            values[area + at] = row - (height - 1) / 2f;
            values[2 * area + at] = 1;
            for (int bump = 0; bump < bumps; bump++) {
                double dx = (column + 0.5) / spreadX - (bump % GRID + 0.5);
                double dy = (row + 0.5) / spreadY - (bump / GRID + 0.5);
                values[(3 + bump) * area + at] = (float) Math.exp(-(dx * dx + dy * dy) / 1.2);
            }
        }
        return values;
    }
}
