// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;
import dev.sora.problem.RecordException;
import dev.sora.reading.dicom.DicomFile;
import dev.sora.reading.dicom.Window;
import dev.sora.reading.passed.Overlooked;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures that are not trusted: rotated by their EXIF orientation, in full depth, in sRGB.
 * Sizes are checked before memory is allocated. Used by one thread.
 */
public final class Pictures implements AutoCloseable {

    /** The greatest number of pixels; 400 MB with four 8-bit channels. */
    static final long MOST_PIXELS = 100_000_000;

    private static final List<String> ENDINGS =
            List.of(
                    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "tif", "tiff", "pbm", "pgm", "ppm",
                    "pnm", "bmp", "gif", "dcm", "dicom");

    private static final Overlooked.Reason FRAMES =
            new Overlooked.Reason(
                    "animated pictures, or files of several pages: all but their first is left out",
                    "save the others as pictures of their own if they matter");

    private final Readers readers = new Readers();
    private final Colours colours = new Colours();
    private Overlooked overlooked = new Overlooked();
    private long size;

    /** Returns whether a name has the extension of a picture. */
    public static boolean isNamedLikeOne(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.indexOf('.') >= 0 && ENDINGS.contains(ending);
    }

    /** Returns whether a file has the first bytes of a readable picture. */
    public static boolean isOne(byte[] head) {
        return PictureFormat.of(head).isPresent();
    }

    /**
     * Returns the name of the picture format of a file's first bytes, if it is a format that is not
     * read; otherwise empty.
     */
    public static Optional<String> foreign(byte[] head) {
        return PictureFormat.foreign(head);
    }

    /** Returns the formats that are read, for descriptions. */
    public static String formats() {
        return PictureFormat.ALL;
    }

    /** Returns what was not read of the decoded files, such as further pages. */
    public Overlooked overlooked() {
        return overlooked;
    }

    /** Returns {@link #overlooked()}, and begins a new count. */
    Overlooked takeOverlooked() {
        Overlooked taken = overlooked;
        overlooked = new Overlooked();
        return taken;
    }

    /** Returns the bytes of the pictures that were decoded, and begins a new count. */
    long takeSize() {
        long taken = size;
        size = 0;
        return taken;
    }

    /**
     * Decodes one picture.
     *
     * @param where the place for messages
     * @throws dev.sora.problem.RecordException if it is damaged, too large or of an unknown format
     */
    public ImageValue decode(byte[] bytes, String where) {
        return decode(bytes, where, where);
    }

    /**
     * Decodes one picture.
     *
     * @param where the place for messages
     * @param name its name in {@link #overlooked()}
     * @throws dev.sora.problem.RecordException if it is damaged, too large or of an unknown format
     */
    public ImageValue decode(byte[] bytes, String where, String name) {
        ImageValue picture = decoded(bytes, where, name);
        size += picture.samples().length + (long) Short.BYTES * picture.deep().length;
        return picture;
    }

    private ImageValue decoded(byte[] bytes, String where, String name) {
        Optional<PictureFormat> format = PictureFormat.of(bytes);
        if (format.isEmpty()) {
            throw PictureProblem.unknown(
                    where,
                    bytes.length == 0
                            ? "an empty file"
                            : foreign(bytes)
                                    .map(f -> "a file in the format " + f)
                                    .orElse("an unknown beginning"));
        }
        if (format.get() == PictureFormat.PORTABLE) {
            return PortablePicture.read(bytes, where);
        }
        if (format.get() == PictureFormat.DICOM) {
            DicomFile file = DicomFile.read(bytes, where);
            if (file.frames() > 1) {
                overlooked.add(FRAMES, name);
            }
            return file.picture(0, Window.OF_FILE);
        }
        WholeCheck.check(format.get(), bytes, where);
        Extras extras = Extras.of(format.get(), bytes);
        if (extras.frames() > 1) {
            overlooked.add(FRAMES, name);
        }
        return Turn.apply(decode(bytes, format.get(), extras, where), extras.orientation());
    }

    @Override
    public void close() {
        readers.close();
    }

    static void checkSize(String where, long width, long height) {
        if (width < 1 || height < 1 || width > MOST_PIXELS || width * height > MOST_PIXELS) {
            throw PictureProblem.tooLarge(where, width, height);
        }
    }

    private ImageValue decode(byte[] bytes, PictureFormat format, Extras extras, String where) {
        boolean printed = extras.components() == 4;
        ImageReader own = printed ? readers.ofPrintedJpeg() : readers.of(format);
        BufferedImage picture;
        try {
            picture = read(own, bytes, printed, where);
        } catch (UnsupportedPicture e) {
            if (format != PictureFormat.TIFF) {
                throw PictureProblem.unknown(where, e.getMessage());
            }
            try {
                picture = read(readers.ofUnusualTiff(), bytes, true, where);
            } catch (UnsupportedPicture other) {
                throw PictureProblem.unknown(where, e.getMessage());
            }
        }
        ImageValue samples = Samples.of(picture, where);
        boolean converted =
                format == PictureFormat.WEBP
                        || format == PictureFormat.JPEG && samples.channels() > 1;
        // the readers of these formats already convert colours to sRGB
        ImageValue seen = converted ? samples : colours.toStandard(samples, extras);
        return format == PictureFormat.GIF ? GifScreen.place(seen, bytes, where) : seen;
    }

    private static BufferedImage read(
            ImageReader reader, byte[] bytes, boolean metadata, String where) {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        // the stream keeps its data in memory: no temporary files
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, !metadata);
            checkSize(where, reader.getWidth(0), reader.getHeight(0));
            BufferedImage picture = reader.read(0);
            for (String warning : warnings) {
                if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                    throw PictureProblem.cut(where, warning);
                }
            }
            return picture;
        } catch (RecordException e) {
            throw e;
        } catch (EOFException e) {
            throw PictureProblem.cut(where, "fewer bytes than the header says");
        } catch (IOException | RuntimeException e) {
            // decoders throw various unchecked exceptions for damaged pictures
            String message = String.valueOf(e.getMessage());
            if (message.contains("nsupported") || message.contains("not supported")) {
                throw new UnsupportedPicture(message);
            }
            throw PictureProblem.damaged(where, message, e);
        } catch (LinkageError e) {
            // a part of TwelveMonkeys that common pictures do not need is not packed
            throw new UnsupportedPicture("a part that is not supported: " + e.getMessage());
        } finally {
            reader.reset();
        }
    }

    /** Reports a picture in a variant of its format that no reader supports. */
    private static final class UnsupportedPicture extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedPicture(String message) {
            super(message);
        }
    }
}
