// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

/**
 * What a picture's file says beside its samples. Whatever is damaged there counts as not said: it
 * never fails a picture.
 *
 * @param orientation how it was stored, as EXIF counts: 1 as it is seen, up to 8
 * @param profile the ICC profile of its colours; empty if they are sRGB
 * @param gamma the exponent by which samples were made from light; 0 if none is said
 * @param components of a JPEG the number of components: 4 are colours for printing
 * @param frames how many pictures the file holds, of which the first is read
 */
record Extras(int orientation, byte[] profile, double gamma, int components, int frames) {

    private static final byte[] NO_PROFILE = {};

    static final Extras NONE = new Extras(1, NO_PROFILE, 0, 0, 1);

    /** Reads what the file says. */
    static Extras of(PictureFormat format, byte[] bytes) {
        try {
            return switch (format) {
                case JPEG -> JpegExtras.read(bytes);
                case PNG -> PngExtras.read(bytes);
                case WEBP -> WebpExtras.read(bytes);
                case TIFF -> TiffTags.extras(bytes);
                case GIF -> NONE.withFrames(GifBlocks.count(bytes));
                default -> NONE;
            };
        } catch (RuntimeException e) {
            // an offset that leads nowhere: the decoder says what is wrong with the picture itself
            return NONE;
        }
    }

    Extras withOrientation(int other) {
        return new Extras(other, profile, gamma, components, frames);
    }

    Extras withProfile(byte[] other) {
        return new Extras(orientation, other, gamma, components, frames);
    }

    Extras withGamma(double other) {
        return new Extras(orientation, profile, other, components, frames);
    }

    Extras withComponents(int other) {
        return new Extras(orientation, profile, gamma, other, frames);
    }

    Extras withFrames(int other) {
        return new Extras(orientation, profile, gamma, components, other);
    }
}
