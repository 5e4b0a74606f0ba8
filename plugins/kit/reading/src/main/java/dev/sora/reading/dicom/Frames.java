// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import dev.sora.reading.dicom.jpeg.JpegException;
import dev.sora.reading.dicom.jpeg.JpegLs;
import dev.sora.reading.dicom.jpeg.JpegPicture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** Decompresses the frames of a file. */
final class Frames {

    private final DicomElement pixels;
    private final PixelFormat format;
    private final TransferSyntax syntax;
    private final String identifier;
    private final String where;

    Frames(
            DicomElement pixels,
            PixelFormat format,
            TransferSyntax syntax,
            String identifier,
            String where) {
        this.pixels = pixels;
        this.format = format;
        this.syntax = syntax;
        this.identifier = identifier;
        this.where = where;
    }

    /** Returns the samples of a frame, counted from 0. */
    Raw frame(int frame) {
        if (pixels.fragments().isEmpty()) {
            return uncompressed(frame);
        }
        ByteBuffer own = Fragments.frame(pixels.fragments(), frame, format.frames(), where);
        return switch (syntax) {
            case RLE -> new Raw(Rle.decode(own, format, where), true, format.photometric());
            case JPEG, JPEG_LOSSLESS, JPEG_LS -> jpeg(own);
            default ->
                    throw DicomProblem.unread(
                            where, TransferSyntax.READ, "the transfer syntax " + identifier);
        };
    }

    private Raw jpeg(ByteBuffer bytes) {
        JpegPicture picture;
        try {
            // before memory is taken for what the data claims
            checkSize(JpegPicture.size(bytes));
            picture =
                    syntax == TransferSyntax.JPEG_LS
                            ? JpegLs.decode(bytes)
                            : JpegPicture.decode(bytes);
        } catch (JpegException e) {
            throw e.unread()
                    ? DicomProblem.unread(where, "sequential or lossless JPEG", e.getMessage())
                    : DicomProblem.damaged(where, "whole JPEG data", e.getMessage(), e);
        }
        return new Raw(picture.samples(), false, picture.colours(format.photometric()));
    }

    private void checkSize(List<Integer> size) {
        if (!size.equals(List.of(format.columns(), format.rows(), format.samples()))) {
            throw DicomProblem.damaged(
                    where,
                    "%d x %d x %d samples"
                            .formatted(format.rows(), format.columns(), format.samples()),
                    "%d x %d x %d in the JPEG data"
                            .formatted(size.get(1), size.get(0), size.get(2)));
        }
    }

    private Raw uncompressed(int frame) {
        ByteBuffer value = pixels.value();
        if (value.remaining() < format.allBytes()) {
            throw DicomProblem.damaged(
                    where,
                    String.format(Locale.ROOT, "%,d bytes of pixels", format.allBytes()),
                    String.format(Locale.ROOT, "%,d", value.remaining()));
        }
        int[] samples = new int[format.pixels() * format.samples()];
        if (format.allocated() == 1) {
            bits(value, (long) format.pixels() * format.samples() * frame, samples);
            return new Raw(samples, false, format.photometric());
        }
        long each = format.bytes();
        ByteBuffer own = value.slice((int) (each * frame), (int) each).order(value.order());
        if (format.isSubsampled()) {
            subsampled(own, samples);
            return new Raw(samples, false, format.photometric().replace("_422", ""));
        }
        // bytes in words of the other order
        boolean swapped =
                own.order() == ByteOrder.BIG_ENDIAN && pixels.representation().equals("OW");
        for (int i = 0; i < samples.length; i++) {
            samples[i] =
                    switch (format.allocated()) {
                        case 8 ->
                                (swapped ? value.get((int) (each * frame) + i ^ 1) : own.get(i))
                                        & 0xff;
                        case 16 -> own.getShort(2 * i) & 0xffff;
                        default -> own.getInt(4 * i);
                    };
        }
        return new Raw(samples, format.planar(), format.photometric());
    }

    /** Bits of frames follow each other without gaps, the least significant first. */
    private static void bits(ByteBuffer value, long from, int[] samples) {
        for (int i = 0; i < samples.length; i++) {
            long bit = from + i;
            int at = (int) (bit / 8);
            samples[i] = at < value.remaining() ? value.get(at) >> (bit % 8) & 1 : 0;
        }
    }

    /** Two brightnesses, then the two colours that both pixels share. */
    private void subsampled(ByteBuffer own, int[] samples) {
        if (format.allocated() != 8 || format.columns() % 2 != 0) {
            throw DicomProblem.unread(
                    where,
                    "8 bits and an even width with " + format.photometric(),
                    format.allocated() + " bits, " + format.columns() + " columns");
        }
        for (int pair = 0; pair < format.pixels() / 2; pair++) {
            for (int i = 0; i < 2; i++) {
                samples[pair * 6 + i * 3] = own.get(pair * 4 + i) & 0xff;
                samples[pair * 6 + i * 3 + 1] = own.get(pair * 4 + 2) & 0xff;
                samples[pair * 6 + i * 3 + 2] = own.get(pair * 4 + 3) & 0xff;
            }
        }
    }
}
