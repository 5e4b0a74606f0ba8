// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads WAV files (IBM and Microsoft, Multimedia Programming Interface and Data Specifications,
 * 1991): chunks within a RIFF container, of which {@code fmt} describes the samples in {@code
 * data}.
 *
 * <p>The reader of the JDK, {@code javax.sound.sampled}, is not used: it reads a file that was cut
 * short without an error, and its conversion of 8-bit samples shifts silence to 1/127.
 */
public final class WaveFile {

    private static final int HEADER = 12;
    private static final int CHUNK = 8;

    /** What programs write that send a file to a pipe and cannot return to its header. */
    private static final long UNKNOWN = 0xFFFFFFFFL;

    private final ByteBuffer bytes;
    private final WaveProblem problem;

    private WaveFile(byte[] bytes, String where) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.problem = new WaveProblem(where);
    }

    /** Returns whether bytes start like a WAV file. */
    public static boolean isOne(byte[] head) {
        return head.length >= HEADER
                && text(head, 0).equals("RIFF")
                && text(head, 8).equals("WAVE");
    }

    /**
     * Reads a file; several channels are averaged.
     *
     * @param where the place of the file for messages
     * @throws dev.sora.problem.RecordException if it is not a whole WAV file
     */
    public static Sound read(byte[] bytes, String where) {
        return new WaveFile(bytes, where).read();
    }

    private Sound read() {
        byte[] all = bytes.array();
        if (!isOne(all)) {
            throw problem.foreign(SoundFormats.name(all));
        }
        checkLength("the container", bytes.getInt(4), CHUNK);
        // what follows the container is not part of the file
        int end = CHUNK + bytes.getInt(4);
        SampleFormat format = null;
        int data = -1;
        int position = HEADER;
        while (position + CHUNK <= end) {
            String name = text(all, position);
            int size = checkLength(shown(name), bytes.getInt(position + 4), position + CHUNK);
            if (position + CHUNK + size > end) {
                throw problem.header(
                        "chunks within the container, which ends at byte " + end,
                        "%s ends at byte %d".formatted(shown(name), position + CHUNK + size));
            }
            if (name.equals("fmt ")) {
                if (format != null) {
                    throw problem.header("one chunk 'fmt '", "two");
                }
                format =
                        SampleFormat.of(
                                bytes.slice(position + CHUNK, size).order(ByteOrder.LITTLE_ENDIAN),
                                problem);
            } else if (name.equals("data")) {
                if (data >= 0) {
                    throw problem.header("one chunk 'data'", "two");
                }
                data = position;
            }
            // chunks start at even positions
            position += CHUNK + size + (size & 1);
        }
        if (format == null || data < 0) {
            throw problem.header(
                    "the chunks 'fmt ' and 'data'",
                    format == null ? "no chunk 'fmt '" : "no chunk 'data'");
        }
        int size = bytes.getInt(data + 4);
        return format.decode(bytes.slice(data + CHUNK, size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Returns a length in the header, if the file has as many bytes from a position. */
    private int checkLength(String what, int raw, int from) {
        long length = raw & UNKNOWN;
        long there = bytes.capacity() - (long) from;
        if (length == UNKNOWN) {
            throw problem.header(
                    "the length of " + what, "no length, as in a file that was written to a pipe");
        }
        if (length > there) {
            throw problem.cut(
                    String.format(Locale.ROOT, "%d bytes in %s", length, what),
                    String.format(Locale.ROOT, "%d bytes", Math.max(0, there)));
        }
        return (int) length;
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, 4, StandardCharsets.ISO_8859_1);
    }

    /** Returns the name of a chunk for messages; a damaged one may hold control characters. */
    private static String shown(String name) {
        return "chunk '%s'".formatted(name.replaceAll("[^ -~]", "?"));
    }
}
