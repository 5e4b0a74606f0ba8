// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A predicted mask as a user reads it: the size of the picture, the share of each class, and the
 * pixels of each class as run lengths in the form of COCO, which reads columns from the top, one
 * after the other from the left: the number of pixels that are not of the class, then of those that
 * are, and so on.
 */
final class DecodedMask {

    private DecodedMask() {}

    /**
     * Returns the values of one record.
     *
     * @param mask the class of each pixel, row by row
     * @param width the number of pixels in a row
     */
    static Map<String, Object> of(MaskClasses classes, byte[] mask, int width) {
        int height = mask.length / width;
        long[] pixels = new long[classes.size()];
        for (byte at : mask) {
            pixels[at & 0xff]++;
        }
        Map<String, Object> shares = new LinkedHashMap<>();
        Map<String, Object> masks = new LinkedHashMap<>();
        List<Long> size = List.of((long) height, (long) width);
        for (int i = 0; i < classes.size(); i++) {
            String name = classes.names().get(i);
            shares.put(name, (double) pixels[i] / mask.length);
            if (pixels[i] > 0) {
                masks.put(name, Map.of("size", size, "counts", runs(mask, width, height, i)));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("size", size);
        values.put("shares", shares);
        values.put("masks", masks);
        return values;
    }

    private static List<Long> runs(byte[] mask, int width, int height, int wanted) {
        List<Long> runs = new ArrayList<>();
        boolean inside = false;
        long length = 0;
        for (int column = 0; column < width; column++) {
            for (int row = 0; row < height; row++) {
                if ((mask[row * width + column] & 0xff) == wanted != inside) {
                    runs.add(length);
                    length = 0;
                    inside = !inside;
                }
                length++;
            }
        }
        runs.add(length);
        return runs;
    }
}
