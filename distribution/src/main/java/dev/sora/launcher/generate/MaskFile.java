// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Masks as PNG files with a palette, as those of Pascal VOC: the index of a pixel is the position
 * of its class, counted from 0, in the order of {@code shares}.
 */
public final class MaskFile {

    /** The key of the masks by class in the values of a prediction. */
    public static final String MASKS = "masks";

    private static final String SHARES = "shares";
    private static final int MOST_CLASSES = 256;
    private static final int MOST_PIXELS = 400_000_000;

    private MaskFile() {}

    /**
     * Returns the file of a mask.
     *
     * @param values the values of a prediction: {@code size}, {@code shares} by class, and {@code
     *     masks} by class, as run lengths of columns
     * @return empty if they are of another form
     */
    public static Optional<byte[]> of(Map<String, Object> values) throws IOException {
        if (!(values.get(MASKS) instanceof Map<?, ?> masks)
                || !(values.get(SHARES) instanceof Map<?, ?> shares)
                || !(values.get("size") instanceof List<?> size)
                || size.size() != 2
                || shares.size() > MOST_CLASSES) {
            return Optional.empty();
        }
        int height = ((Number) size.get(0)).intValue();
        int width = ((Number) size.get(1)).intValue();
        if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
            return Optional.empty();
        }
        BufferedImage image =
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette());
        int index = 0;
        for (Object name : shares.keySet()) {
            if (masks.get(name) instanceof Map<?, ?> mask) {
                paint(image, (List<?>) mask.get("counts"), index);
            }
            index++;
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Optional.of(png.toByteArray());
    }

    private static void paint(BufferedImage image, List<?> counts, int index) {
        int height = image.getHeight();
        long end = (long) height * image.getWidth();
        long at = 0;
        boolean inside = false;
        for (Object count : counts) {
            long next = Math.min(end, at + ((Number) count).longValue());
            for (; at < next; at++) {
                if (inside) {
                    image.getRaster().setSample((int) (at / height), (int) (at % height), 0, index);
                }
            }
            inside = !inside;
        }
    }

    /** Returns the colours of Pascal VOC: the bits of the index, spread over three channels. */
    private static IndexColorModel palette() {
        byte[][] channels = new byte[3][MOST_CLASSES];
        for (int index = 0; index < MOST_CLASSES; index++) {
            int rest = index;
            for (int bit = 7; rest > 0; bit--, rest >>= 3) {
                for (int channel = 0; channel < 3; channel++) {
                    channels[channel][index] |= (byte) ((rest >> channel & 1) << bit);
                }
            }
        }
        return new IndexColorModel(8, MOST_CLASSES, channels[0], channels[1], channels[2]);
    }
}
