// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.data.ImageValue;
import dev.sora.problem.RecordException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures that nobody vouches for. Sizes are checked before memory is set aside for them.
 * One instance serves one thread.
 */
public final class Pictures implements AutoCloseable {

    /** More than any camera takes; 400 MB as red, green and blue with alpha. */
    static final long MOST_PIXELS = 100_000_000;

    private static final List<String> ENDINGS =
            List.of("png", "jpg", "jpeg", "pgm", "ppm", "pnm", "bmp", "gif");

    private final Map<String, ImageReader> readers = new HashMap<>();

    /** Returns whether a name ends like that of a picture. */
    public static boolean isNamedLikeOne(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.indexOf('.') >= 0 && ENDINGS.contains(ending);
    }

    /**
     * Decodes one picture.
     *
     * @param where the place for messages
     * @throws dev.sora.problem.RecordException if it is damaged, too large or of an unknown kind
     */
    public ImageValue decode(byte[] bytes, String where) {
        if (PortablePicture.is(bytes)) {
            return PortablePicture.read(bytes, where);
        }
        String format = format(bytes);
        if (format.isEmpty()) {
            throw PictureProblem.unknown(
                    where, bytes.length == 0 ? "an empty file" : "an unknown beginning");
        }
        if (format.equals("png")) {
            PngCheck.check(bytes, where);
        }
        return decode(bytes, format, where);
    }

    @Override
    public void close() {
        readers.values().forEach(ImageReader::dispose);
        readers.clear();
    }

    static void checkSize(String where, long width, long height) {
        if (width < 1 || height < 1 || width > MOST_PIXELS || width * height > MOST_PIXELS) {
            throw PictureProblem.tooLarge(where, width, height);
        }
    }

    private ImageValue decode(byte[] bytes, String format, String where) {
        ImageReader reader = readers.computeIfAbsent(format, Pictures::reader);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        // the stream keeps its data in memory: no temporary files
        try (MemoryCacheImageInputStream stream =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            checkSize(where, reader.getWidth(0), reader.getHeight(0));
            BufferedImage picture = reader.read(0);
            for (String warning : warnings) {
                if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                    throw PictureProblem.cut(where, warning);
                }
            }
            return Samples.of(picture);
        } catch (RecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // decoders meet damaged pictures with unchecked exceptions of all kinds
            if (String.valueOf(e.getMessage()).contains("Unsupported Image Type")) {
                throw PictureProblem.unknown(where, "colours for printing");
            }
            throw PictureProblem.damaged(where, String.valueOf(e.getMessage()), e);
        } finally {
            reader.reset();
        }
    }

    private static String format(byte[] bytes) {
        if (starts(bytes, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return "png";
        }
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return "jpeg";
        }
        if (starts(bytes, 'G', 'I', 'F', '8')) {
            return "gif";
        }
        return starts(bytes, 'B', 'M') ? "bmp" : "";
    }

    private static boolean starts(byte[] bytes, int... beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the JDK's own reader, whatever else the thread's class loader may bring in. */
    private static ImageReader reader(String format) {
        Iterator<ImageReader> candidates = ImageIO.getImageReadersByFormatName(format);
        while (candidates.hasNext()) {
            ImageReader candidate = candidates.next();
            if ("java.desktop".equals(candidate.getClass().getModule().getName())) {
                return candidate;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format);
    }
}
