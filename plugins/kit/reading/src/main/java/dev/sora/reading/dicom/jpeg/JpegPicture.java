// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom.jpeg;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decoded JPEG data, without conversion of colours.
 *
 * @param samples the samples, those of a pixel next to each other
 * @param transform whether the data states that colours are (1) or are not (0) stored as brightness
 *     and differences; -1 if it does not state it
 */
public record JpegPicture(int width, int height, int components, int[] samples, int transform) {

    private static final int LOSSLESS = 0xc3;

    /**
     * Decodes baseline, extended sequential, progressive or lossless JPEG.
     *
     * @throws JpegException if the data is damaged or of another kind
     */
    public static JpegPicture decode(ByteBuffer bytes) throws JpegException {
        Segments segments = new Segments(bytes);
        try {
            Segments.Scan first = segments.next();
            if (first == null || segments.components.isEmpty()) {
                throw JpegException.damaged("no scan");
            }
            boolean eight = segments.precision == 8 && segments.kind <= 0xc2;
            if (eight) {
                return of(segments, byJdk(bytes, segments));
            }
            return switch (segments.kind) {
                case 0xc0, 0xc1 -> of(segments, SequentialJpeg.decode(segments, first));
                case LOSSLESS -> of(segments, LosslessJpeg.decode(segments, first));
                default ->
                        throw JpegException.unread(
                                "JPEG of the kind SOF%d with %d bits"
                                        .formatted(segments.kind - 0xc0, segments.precision));
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw JpegException.damaged("the end of the data within a segment", e);
        }
    }

    /**
     * Reads the size without decoding: columns, rows and components.
     *
     * @throws JpegException if the data is damaged before its first scan
     */
    public static List<Integer> size(ByteBuffer bytes) throws JpegException {
        Segments segments = new Segments(bytes);
        try {
            if (segments.next() == null) {
                throw JpegException.damaged("no scan");
            }
            return List.of(segments.width, segments.height, segments.components.size());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw JpegException.damaged("the end of the data within a segment", e);
        }
    }

    static JpegPicture of(Segments segments, int[] samples) {
        int stated =
                segments.transform >= 0 ? Math.min(1, segments.transform) : segments.jfif ? 1 : -1;
        return new JpegPicture(
                segments.width, segments.height, segments.components.size(), samples, stated);
    }

    private static int[] byJdk(ByteBuffer bytes, Segments segments) throws JpegException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(copy))) {
            boolean[] cut = {false};
            reader.addIIOReadWarningListener(
                    (source, warning) -> cut[0] |= warning.contains("remature end"));
            reader.setInput(stream, true, true);
            Raster raster = reader.readRaster(0, null);
            if (cut[0]) {
                throw JpegException.damaged("the end of the data within a scan");
            }
            if (raster.getNumBands() != segments.components.size()) {
                throw JpegException.damaged("%d components".formatted(raster.getNumBands()));
            }
            return raster.getPixels(
                    raster.getMinX(),
                    raster.getMinY(),
                    raster.getWidth(),
                    raster.getHeight(),
                    (int[]) null);
        } catch (IOException | RuntimeException e) {
            // the decoder throws various unchecked exceptions for damaged pictures
            throw JpegException.damaged(String.valueOf(e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    /** Returns the reader of the JDK, and none that the context class loader provides. */
    private static ImageReader reader() {
        Iterator<ImageReader> candidates = ImageIO.getImageReadersByFormatName("jpeg");
        while (candidates.hasNext()) {
            ImageReader candidate = candidates.next();
            if ("java.desktop".equals(candidate.getClass().getModule().getName())) {
                return candidate;
            }
        }
        throw new IllegalStateException("this Java has no reader for JPEG");
    }

    /**
     * Returns what the samples mean. What the JPEG data states precedes the header of the DICOM
     * file, which many devices copy from the picture before compression.
     *
     * @param stated the photometric interpretation of the header
     */
    public String colours(String stated) {
        if (components != 3) {
            return stated;
        }
        if (transform >= 0) {
            return transform == 1 ? "YBR_FULL" : "RGB";
        }
        return stated.startsWith("YBR_FULL") ? "YBR_FULL" : stated;
    }
}
