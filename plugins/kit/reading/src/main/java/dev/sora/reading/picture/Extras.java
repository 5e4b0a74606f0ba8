// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

/**
 * The metadata of a picture's file. Damaged metadata is treated as absent: it never makes a picture
 * fail.
 *
 * @param orientation the EXIF orientation, 1 to 8; 1 means stored as seen
 * @param profile the ICC profile; empty if the colours are sRGB
 * @param gamma the exponent that encoded light as samples; 0 if the file states none
 * @param components the number of components of a JPEG: 4 means CMYK
 * @param frames the number of pictures in the file, of which the first is read
 */
record Extras(int orientation, byte[] profile, double gamma, int components, int frames) {

    private static final byte[] NO_PROFILE = {};

    static final Extras NONE = new Extras(1, NO_PROFILE, 0, 0, 1);

    /** Reads the metadata of a file. */
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
            // an invalid offset: the decoder reports problems of the picture itself
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
