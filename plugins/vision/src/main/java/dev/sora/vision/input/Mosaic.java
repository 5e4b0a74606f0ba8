// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.random.RandomGenerator;

/**
 * Pictures of a minibatch, each composed of parts of four of its records, which meet at a random
 * point (Bochkovskiy, Wang and Liao, 2020): one minibatch has more contexts, and smaller objects.
 *
 * @param images {@code (batch, height, width, channels)}
 * @param tiles the tiles of each picture, {@code (batch, 4, 11)}: see {@link Signal#MOSAIC}
 */
record Mosaic(NDArray images, NDArray tiles) {

    /** The numbers of a tile: its record, six of a matrix, and four edges. */
    static final int NUMBERS = 11;

    private static final int TILES = 4;

    /** DJL counts nearest, bilinear, area, bicubic; it filters against aliasing. */
    private static final int BILINEAR = 1;

    /** The least share of a side that a tile takes. */
    private static final double LEAST = 0.25;

    /** How much smaller a tile shows its record than the record is, at most. */
    private static final double MOST_SHRUNK = 2;

    /**
     * Composes pictures.
     *
     * @param images {@code (batch, height, width, channels)}
     * @param sizes width and height of the pictures in the records, {@code (batch, 2)}
     * @param flip whether half of the tiles are mirrored left to right
     */
    static Mosaic of(NDArray images, NDArray sizes, boolean flip, Pass pass) {
        Shape shape = images.getShape();
        int batch = (int) shape.get(0);
        int height = (int) shape.get(1);
        int width = (int) shape.get(2);
        RandomGenerator random = pass.random().host();
        float[] tiles = new float[batch * TILES * NUMBERS];
        NDList pictures = new NDList(batch);
        for (int record = 0; record < batch; record++) {
            int across = middle(width, random);
            int down = middle(height, random);
            NDList parts = new NDList(TILES);
            for (int tile = 0; tile < TILES; tile++) {
                int left = tile % 2 == 0 ? 0 : across;
                int top = tile < 2 ? 0 : down;
                Part part =
                        Part.draw(
                                left,
                                top,
                                tile % 2 == 0 ? across : width - across,
                                tile < 2 ? down : height - down,
                                tile == 0 ? record : random.nextInt(batch),
                                flip && random.nextBoolean(),
                                width,
                                height,
                                random);
                part.write(tiles, (record * TILES + tile) * NUMBERS, width, height);
                parts.add(part.of(images));
            }
            NDArray above = parts.get(0).concat(parts.get(1), 2);
            pictures.add(above.concat(parts.get(2).concat(parts.get(3), 2), 1));
        }
        NDArray all = pass.manager().create(tiles, new Shape(batch, TILES, NUMBERS));
        return new Mosaic(NDArrays.concat(pictures, 0), scaled(all, sizes));
    }

    /** Returns the single tile of pictures that are not composed, {@code (batch, 1, 11)}. */
    static NDArray whole(NDArray transform) {
        long batch = transform.getShape().get(0);
        NDArray records = transform.getManager().arange(0, (int) batch, 1, transform.getDataType());
        NDArray edges =
                transform
                        .getManager()
                        .create(new float[] {0, 0, 1, 1}, new Shape(1, 4))
                        .broadcast(batch, 4);
        return NDArrays.concat(
                        new NDList(records.reshape(batch, 1), transform.reshape(batch, 6), edges),
                        1)
                .reshape(batch, 1, NUMBERS);
    }

    /** Multiplies the matrices, which map to fractions of the records' pictures, by their sizes. */
    private static NDArray scaled(NDArray tiles, NDArray sizes) {
        NDList parts = tiles.split(new long[] {1, 4, 7}, 2);
        NDArray records = parts.get(0);
        Shape shape = records.getShape();
        NDArray own =
                sizes.get(records.toType(DataType.INT64, false).flatten())
                        .reshape(shape.get(0), shape.get(1), 2);
        NDList axes = own.split(2, 2);
        return NDArrays.concat(
                new NDList(
                        records,
                        parts.get(1).mul(axes.get(0)),
                        parts.get(2).mul(axes.get(1)),
                        parts.get(3)),
                2);
    }

    /** Returns where tiles meet along a side, so that each has at least a pixel. */
    private static int middle(int size, RandomGenerator random) {
        double share = LEAST + (1 - 2 * LEAST) * random.nextDouble();
        return Math.max(1, Math.min(size - 1, (int) Math.round(size * share)));
    }

    /** A tile of a picture, and the rectangle of a record that it shows. */
    private record Part(
            int left,
            int top,
            int columns,
            int rows,
            int record,
            boolean mirrored,
            int fromLeft,
            int fromTop,
            int fromColumns,
            int fromRows) {

        static Part draw(
                int left,
                int top,
                int columns,
                int rows,
                int record,
                boolean mirrored,
                int width,
                int height,
                RandomGenerator random) {
            double most =
                    Math.min(
                            MOST_SHRUNK,
                            Math.min((double) width / columns, (double) height / rows));
            double shrunk = Math.exp(Math.log(most) * random.nextDouble());
            int fromColumns = (int) Math.max(1, Math.min(width, Math.round(columns * shrunk)));
            int fromRows = (int) Math.max(1, Math.min(height, Math.round(rows * shrunk)));
            return new Part(
                    left,
                    top,
                    columns,
                    rows,
                    record,
                    mirrored,
                    random.nextInt(width - fromColumns + 1),
                    random.nextInt(height - fromRows + 1),
                    fromColumns,
                    fromRows);
        }

        /** Returns the pixels, {@code (1, rows, columns, channels)}. */
        NDArray of(NDArray images) {
            NDArray from =
                    images.get(
                            new NDIndex(
                                    "%d:%d, %d:%d, %d:%d, :"
                                            .formatted(
                                                    record,
                                                    record + 1,
                                                    fromTop,
                                                    fromTop + fromRows,
                                                    fromLeft,
                                                    fromLeft + fromColumns)));
            NDArray sized =
                    fromColumns == columns && fromRows == rows
                            ? from
                            : from.transpose(0, 3, 1, 2)
                                    .getNDArrayInternal()
                                    .interpolation(new long[] {rows, columns}, BILINEAR, false)
                                    .transpose(0, 2, 3, 1);
            return mirrored ? sized.flip(2) : sized;
        }

        /** Writes the numbers of the tile; the matrix yields fractions of the record's picture. */
        void write(float[] tiles, int at, int width, int height) {
            double across = (double) fromColumns / columns;
            double down = (double) fromRows / rows;
            tiles[at] = record;
            tiles[at + 1] = (float) (mirrored ? -across : across);
            tiles[at + 3] =
                    (float)
                            (mirrored
                                    ? (fromLeft + fromColumns + left * across) / width
                                    : (fromLeft - left * across) / width);
            tiles[at + 5] = (float) down;
            tiles[at + 6] = (float) ((fromTop - top * down) / height);
            tiles[at + 7] = (float) left / width;
            tiles[at + 8] = (float) top / height;
            tiles[at + 9] = (float) (left + columns) / width;
            tiles[at + 10] = (float) (top + rows) / height;
        }
    }
}
