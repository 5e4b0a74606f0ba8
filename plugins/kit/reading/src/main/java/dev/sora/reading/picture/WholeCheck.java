// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

/**
 * Checks whether a file is complete before it is decoded, because decoders silently fill in missing
 * data.
 */
final class WholeCheck {

    private WholeCheck() {}

    static void check(PictureFormat format, byte[] bytes, String where) {
        switch (format) {
            case PNG -> PngCheck.check(bytes, where);
            case WEBP -> {
                if (WebpExtras.isCut(bytes)) {
                    throw PictureProblem.cut(where, "fewer bytes than the header says");
                }
            }
            case GIF -> {
                if (GifBlocks.isCut(bytes)) {
                    throw PictureProblem.cut(where, "an unfinished first frame");
                }
            }
            case TIFF -> {
                if (TiffTags.isPreview(bytes)) {
                    throw PictureProblem.unknown(
                            where, "the preview of a camera's raw picture, or of a larger one");
                }
            }
            default -> {}
        }
    }
}
