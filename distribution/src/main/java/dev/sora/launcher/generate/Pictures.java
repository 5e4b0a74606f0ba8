// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import dev.sora.data.ImageValue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Converts pictures between the forms of predictions, files and records. */
public final class Pictures {

    private static final String ADDRESS = "data:image/png;base64,";

    private Pictures() {}

    /** Returns the PNG file that a predicted value contains, if it is a picture. */
    public static Optional<byte[]> png(Object value) {
        return value instanceof String text && text.startsWith(ADDRESS)
                ? Optional.of(Base64.getDecoder().decode(text.substring(ADDRESS.length())))
                : Optional.empty();
    }

    static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
    }

    /** Returns a picture as the value of a column. */
    static ImageValue value(BufferedImage picture) {
        int channels = picture.getColorModel().getNumColorComponents();
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] samples = new int[width * height * picture.getRaster().getNumBands()];
        picture.getRaster().getPixels(0, 0, width, height, samples);
        byte[] bytes = new byte[width * height * channels];
        int bands = picture.getRaster().getNumBands();
        for (int pixel = 0; pixel < width * height; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                bytes[pixel * channels + channel] = (byte) samples[pixel * bands + channel];
            }
        }
        return new ImageValue(width, height, channels, bytes);
    }
}
