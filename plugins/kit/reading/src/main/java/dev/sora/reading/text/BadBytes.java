// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.text;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Optional;

/**
 * Finds the line with the first bytes that are invalid in the encoding. Readers decode ahead, so
 * they do not know the line of invalid bytes; this class reads the file again.
 */
final class BadBytes {

    private static final int BUFFER = 1 << 16;

    private BadBytes() {}

    /**
     * The first invalid byte.
     *
     * @param line the number of its line, counted from 1
     * @param value the byte
     * @param zeros whether there are zeros before it, as in UTF-16
     */
    record Found(long line, int value, boolean zeros) {}

    /** Returns the first invalid byte; empty if there is none. */
    static Optional<Found> find(TextFile file) {
        try (InputStream stream = file.bytes()) {
            return find(stream, file.decoder(stream));
        } catch (IOException | DataException e) {
            return Optional.empty();
        }
    }

    private static Optional<Found> find(InputStream stream, CharsetDecoder decoder)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer letters = CharBuffer.allocate(BUFFER);
        long line = 1;
        boolean zeros = false;
        boolean afterReturn = false;
        for (boolean end = false; !end; bytes.compact()) {
            int read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result;
            do {
                result = decoder.decode(bytes, letters.clear(), end);
                letters.flip();
                while (letters.hasRemaining()) {
                    char letter = letters.get();
                    zeros |= letter == '\0';
                    line += letter == '\r' || letter == '\n' && !afterReturn ? 1 : 0;
                    afterReturn = letter == '\r';
                }
                if (result.isError()) {
                    int value = bytes.get(bytes.position()) & 0xff;
                    return Optional.of(new Found(line, value, zeros));
                }
            } while (result.isOverflow());
        }
        return Optional.empty();
    }
}
