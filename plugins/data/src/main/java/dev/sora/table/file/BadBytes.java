// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.file;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.OptionalLong;

/**
 * Finds the line with the first bytes that are no text. Readers decode ahead, so whoever meets such
 * bytes does not know; it is worth going through the file once more.
 */
final class BadBytes {

    private static final int BUFFER = 1 << 16;

    private BadBytes() {}

    /** Returns the number of the line, counted from 1; nothing if there is none after all. */
    static OptionalLong line(TextFile file) {
        try (InputStream stream = file.bytes()) {
            return line(stream, file.decoder(stream));
        } catch (IOException | DataException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong line(InputStream stream, CharsetDecoder decoder)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer letters = CharBuffer.allocate(BUFFER);
        long line = 1;
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
                    line += letter == '\r' || letter == '\n' && !afterReturn ? 1 : 0;
                    afterReturn = letter == '\r';
                }
                if (result.isError()) {
                    return OptionalLong.of(line);
                }
            } while (result.isOverflow());
        }
        return OptionalLong.empty();
    }
}
