// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.Tiling;
import dev.sora.data.ImageValue;
import java.util.ArrayList;
import java.util.List;

/** A rectangle of a picture. */
record PictureTile(int left, int top, int width, int height) {

    /**
     * Returns the parts of a picture: first the whole, then, if it is larger than a tile, tiles in
     * rows, which are spread evenly.
     */
    static List<PictureTile> of(ImageValue picture, Tiling tiling) {
        List<PictureTile> tiles = new ArrayList<>();
        tiles.add(new PictureTile(0, 0, picture.width(), picture.height()));
        int width = Math.min(tiling.width(), picture.width());
        int height = Math.min(tiling.height(), picture.height());
        if (width == picture.width() && height == picture.height()) {
            return tiles;
        }
        for (int top : starts(picture.height(), height, tiling.overlap())) {
            for (int left : starts(picture.width(), width, tiling.overlap())) {
                tiles.add(new PictureTile(left, top, width, height));
            }
        }
        return tiles;
    }

    /** Returns where tiles start along a side, so that neighbours share the overlap at least. */
    private static int[] starts(int size, int tile, double overlap) {
        int step = Math.max(1, (int) Math.floor(tile * (1 - overlap)));
        int count = (size - tile + step - 1) / step + 1;
        int[] starts = new int[count];
        for (int i = 1; i < count; i++) {
            starts[i] = (int) ((long) i * (size - tile) / (count - 1));
        }
        return starts;
    }

    /** Returns the pixels of this rectangle. */
    ImageValue cut(ImageValue picture) {
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        int channels = picture.channels();
        int row = width * channels;
        byte[] samples = new byte[row * height];
        short[] deep = new short[picture.isDeep() ? samples.length : 0];
        for (int y = 0; y < height; y++) {
            int from = ((top + y) * picture.width() + left) * channels;
            System.arraycopy(picture.samples(), from, samples, y * row, row);
            if (picture.isDeep()) {
                System.arraycopy(picture.deep(), from, deep, y * row, row);
            }
        }
        return new ImageValue(width, height, channels, samples, deep);
    }
}
