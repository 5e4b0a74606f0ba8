// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.text;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * A text file: its place and its encoding.
 *
 * @param place the file, which may be in an archive
 * @param encoding the encoding, unless a byte-order mark defines another
 * @param arriving a stream that is read instead of the file, once; the file contains the beginning
 *     of its data
 */
public record TextFile(Place place, Charset encoding, Optional<InputStream> arriving) {

    /** Creates a text file that is read from its path. */
    public TextFile(Place place, Charset encoding) {
        this(place, encoding, Optional.empty());
    }

    /**
     * Returns a text file that is read from a stream, of which this file contains the beginning.
     */
    public TextFile arriving(InputStream all) {
        return new TextFile(place, encoding, Optional.of(all));
    }

    /**
     * Returns a text file in an encoding of the given name.
     *
     * @throws DataException if this Java has no such encoding
     */
    public static TextFile of(Place place, String encoding) {
        return new TextFile(place, charset(encoding));
    }

    /** Returns the encoding of a name. */
    public static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new DataException(
                    Problem.of("SORA-4201", "there is no encoding '%s'".formatted(name))
                            .needs("such as UTF-8, ISO-8859-1, windows-1252, UTF-16, GB18030")
                            .fix("correct 'encoding'"),
                    e);
        }
    }

    /**
     * Opens the file after its byte-order mark. The reader throws for bytes that are invalid in the
     * encoding.
     */
    public Reader open() {
        InputStream stream = bytes();
        try {
            return new InputStreamReader(stream, decoder(stream));
        } catch (IOException e) {
            try (stream) {
                throw FileProblem.broken(place.toString(), encoding, e);
            } catch (IOException closing) {
                throw FileProblem.broken(place.toString(), encoding, e);
            }
        }
    }

    InputStream bytes() {
        return new BufferedInputStream(arriving.orElseGet(place::open), 1 << 16);
    }

    /** Skips the byte-order mark and returns the decoder of the rest. */
    CharsetDecoder decoder(InputStream stream) throws IOException {
        return mark(stream)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private Charset mark(InputStream stream) throws IOException {
        stream.mark(3);
        byte[] first = stream.readNBytes(3);
        stream.reset();
        int b0 = first.length > 0 ? first[0] & 0xff : 0;
        int b1 = first.length > 1 ? first[1] & 0xff : 0;
        if (b0 == 0xef && b1 == 0xbb && first.length > 2 && (first[2] & 0xff) == 0xbf) {
            stream.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if ((b0 == 0xff && b1 == 0xfe) || (b0 == 0xfe && b1 == 0xff)) {
            stream.skipNBytes(2);
            return b0 == 0xff ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        return encoding;
    }
}
