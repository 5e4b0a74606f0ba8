// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;
import java.awt.Point;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings colours to sRGB, which is what samples mean everywhere else: from the ICC profile of a
 * file (Adobe RGB, Display P3, a grey of another gamma), or from the gamma of a PNG.
 *
 * <p>Most files carry no profile or that of sRGB; their samples stay as they are, bit by bit. The
 * pictures of a data set share few profiles, so what is found out about one is kept.
 */
final class Colours {

    /** Samples that differ by no more than rounding is responsible for. */
    private static final int NEAR = 3;

    /** Steps of the grid of colours that a profile is tried with. */
    private static final int STEPS = 6;

    private static final int MOST_KEPT = 16;

    /** Samples are made from light with this exponent, nearly; PNG 1.2, 10.5. */
    private static final double USUAL_GAMMA = 1 / 2.2;

    private final Map<String, Conversion> known = new HashMap<>();

    /**
     * Changes samples of one pixel after the other, of one depth; null if there is nothing to do.
     */
    private record Conversion(ColorConvertOp colour, byte[] grey, short[] deepGrey) {
        private static final Conversion NOTHING = new Conversion(null, null, null);
    }

    ImageValue toStandard(ImageValue picture, Extras extras) {
        if (extras.profile().length > 0) {
            Conversion conversion = conversion(extras.profile());
            if (picture.channels() > 2) {
                return conversion.colour == null ? picture : converted(picture, conversion.colour);
            }
            return conversion.grey == null ? picture : mapped(picture, conversion);
        }
        double exponent = extras.gamma() > 0 ? USUAL_GAMMA / extras.gamma() : 1;
        // cameras and drawing programs write roundings of the usual one
        return Math.abs(exponent - 1) < 0.05 ? picture : mapped(picture, curve(exponent));
    }

    private Conversion conversion(byte[] profile) {
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        String key = profile.length + " " + Arrays.hashCode(profile);
        return known.computeIfAbsent(key, k -> found(profile));
    }

    private static Conversion found(byte[] bytes) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            ICC_Profile standard = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
            ColorConvertOp op = new ColorConvertOp(new ICC_Profile[] {profile, standard}, null);
            return switch (profile.getColorSpaceType()) {
                case ColorSpace.TYPE_RGB ->
                        isNearlyStandard(op) ? Conversion.NOTHING : new Conversion(op, null, null);
                case ColorSpace.TYPE_GRAY -> grey(op);
                default -> Conversion.NOTHING;
            };
        } catch (IllegalArgumentException | CMMException e) {
            // a damaged profile says nothing
            return Conversion.NOTHING;
        }
    }

    private static boolean isNearlyStandard(ColorConvertOp op) {
        byte[] grid = new byte[STEPS * STEPS * STEPS * 3];
        for (int i = 0, value = 0; i < grid.length; value++) {
            for (int part = value, c = 0; c < 3; c++, part /= STEPS) {
                grid[i++] = (byte) (part % STEPS * 255 / (STEPS - 1));
            }
        }
        byte[] seen = grid.clone();
        int count = grid.length / 3;
        filter(op, bytes(grid, count, 3), bytes(seen, count, 3));
        for (int i = 0; i < grid.length; i++) {
            if (Math.abs((grid[i] & 0xff) - (seen[i] & 0xff)) > NEAR) {
                return false;
            }
        }
        return true;
    }

    private static Conversion grey(ColorConvertOp op) {
        short[] ramp = new short[1 << 16];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (short) i;
        }
        short[] seen = new short[3 * ramp.length];
        filter(op, shorts(ramp, ramp.length, 1), shorts(seen, ramp.length, 3));
        short[] deep = new short[ramp.length];
        boolean nearly = true;
        for (int i = 0; i < deep.length; i++) {
            deep[i] = seen[3 * i + 1];
            nearly &= Math.abs((deep[i] & 0xffff) - i) <= NEAR * 257;
        }
        return nearly ? Conversion.NOTHING : new Conversion(null, eighth(deep), deep);
    }

    private static Conversion curve(double exponent) {
        short[] deep = new short[1 << 16];
        for (int i = 0; i < deep.length; i++) {
            deep[i] = (short) Math.round(65535 * Math.pow(i / 65535.0, exponent));
        }
        return new Conversion(null, eighth(deep), deep);
    }

    /** Returns the table for samples of 8 bits. */
    private static byte[] eighth(short[] deep) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (((deep[i * 257] & 0xffff) + 128) / 257);
        }
        return table;
    }

    /** Looks samples up in a table; opacity stays as it is. */
    private static ImageValue mapped(ImageValue picture, Conversion conversion) {
        int channels = picture.channels();
        boolean opacity = channels == 2 || channels == 4;
        if (picture.isDeep()) {
            short[] deep = picture.deep().clone();
            for (int i = 0; i < deep.length; i++) {
                if (!opacity || (i + 1) % channels != 0) {
                    deep[i] = conversion.deepGrey[deep[i] & 0xffff];
                }
            }
            return ImageValue.ofDeep(picture.width(), picture.height(), channels, deep);
        }
        byte[] samples = picture.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            if (!opacity || (i + 1) % channels != 0) {
                samples[i] = conversion.grey[samples[i] & 0xff];
            }
        }
        return new ImageValue(picture.width(), picture.height(), channels, samples);
    }

    private static ImageValue converted(ImageValue picture, ColorConvertOp op) {
        int count = picture.width() * picture.height();
        int channels = picture.channels();
        if (picture.isDeep()) {
            short[] deep = picture.deep().clone();
            filter(op, shorts(picture.deep(), count, channels), shorts(deep, count, channels));
            return ImageValue.ofDeep(picture.width(), picture.height(), channels, deep);
        }
        byte[] samples = picture.samples().clone();
        filter(op, bytes(picture.samples(), count, channels), bytes(samples, count, channels));
        return new ImageValue(picture.width(), picture.height(), channels, samples);
    }

    private static void filter(ColorConvertOp op, Raster from, WritableRaster to) {
        op.filter(from, to);
    }

    /** Returns the colours of pixels, without their opacity, as one row. */
    private static WritableRaster bytes(byte[] samples, int count, int channels) {
        return raster(new DataBufferByte(samples, samples.length), count, channels);
    }

    private static WritableRaster shorts(short[] samples, int count, int channels) {
        return raster(new DataBufferUShort(samples, samples.length), count, channels);
    }

    private static WritableRaster raster(DataBuffer samples, int count, int channels) {
        int[] places = channels < 3 ? new int[] {0} : new int[] {0, 1, 2};
        return Raster.createInterleavedRaster(
                samples, count, 1, count * channels, channels, places, new Point());
    }
}
