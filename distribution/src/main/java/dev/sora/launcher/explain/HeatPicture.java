// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.Explanation.OfInput;
import dev.sora.core.report.Thumbnail;
import dev.sora.data.ImageValue;
import java.util.Base64;

/** Draws attributions over a picture: red supports the answer, blue speaks against it. */
final class HeatPicture {

    private static final int SIDE = 448;

    private HeatPicture() {}

    /** Returns the picture alone as the address of an image. */
    static String plain(ImageValue picture) {
        return address(picture.samples(), picture.height(), picture.width(), picture.channels());
    }

    /** Returns the attributions over the picture, or alone, as the address of an image. */
    static String heat(OfInput input) {
        int rows = input.shape().get(0);
        int columns = input.shape().get(1);
        int height = input.picture().map(ImageValue::height).orElse(rows);
        int width = input.picture().map(ImageValue::width).orElse(columns);
        double most = input.values().stream().mapToDouble(Math::abs).max().orElse(0);
        byte[] pixels = new byte[height * width * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = Math.min(rows - 1, y * rows / height);
                int column = Math.min(columns - 1, x * columns / width);
                double value = input.values().get(row * columns + column);
                double heat = most > 0 ? value / most : 0;
                for (int channel = 0; channel < 3; channel++) {
                    double under = 255 * 0.35 + 0.65 * sample(input, y, x, channel);
                    double colour = heat > 0 ? (channel == 0 ? 220 : 20) : channel == 2 ? 220 : 20;
                    double share = Math.min(0.9, Math.sqrt(Math.abs(heat)));
                    pixels[(y * width + x) * 3 + channel] =
                            (byte) Math.round(under + (colour - under) * share);
                }
            }
        }
        return address(pixels, height, width, 3);
    }

    private static double sample(OfInput input, int y, int x, int channel) {
        return input.picture()
                .map(picture -> picture.sample(y, x, picture.channels() < 3 ? 0 : channel))
                .orElse(255);
    }

    private static String address(byte[] pixels, int height, int width, int channels) {
        byte[] png = Thumbnail.png(pixels, height, width, channels, SIDE);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
