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
 * Converts colours to sRGB, which all other code assumes: from the ICC profile of a file (Adobe
 * RGB, Display P3, a grey of another gamma), or from the gamma of a PNG.
 *
 * <p>Most files have no profile or that of sRGB; their samples stay unchanged. The pictures of a
 * data set share few profiles, so conversions are cached.
 */
final class Colours {

    /** The greatest difference of samples that rounding explains. */
    private static final int NEAR = 3;

    /** The steps of the grid of colours on which a profile is compared with sRGB. */
    private static final int STEPS = 6;

    private static final int MOST_KEPT = 16;

    /** The approximate exponent of sRGB that encodes light as samples; PNG 1.2, 10.5. */
    private static final double USUAL_GAMMA = 1 / 2.2;

    private final Map<String, Conversion> known = new HashMap<>();

    /** A conversion of samples; a component is null if it does not apply. */
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
        // cameras and drawing programs write rounded values of the usual exponent
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
            // a damaged profile is ignored
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

    /** Returns the lookup table for 8-bit samples. */
    private static byte[] eighth(short[] deep) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (((deep[i * 257] & 0xffff) + 128) / 257);
        }
        return table;
    }

    /** Maps samples by a lookup table; alpha stays unchanged. */
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

    /** Returns the colours of pixels, without alpha, as one row. */
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
