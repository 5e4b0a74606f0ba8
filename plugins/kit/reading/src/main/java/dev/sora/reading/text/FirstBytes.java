// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.text;

import dev.sora.reading.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The beginning of a file, and a guess of its encoding.
 *
 * @param text the decoded beginning
 * @param encoding the name of the encoding; empty for UTF-8 and if there is a byte-order mark
 * @param isBinary whether the file is not a text file
 */
public record FirstBytes(String text, String encoding, boolean isBinary) {

    private static final int LOOKED_AT = 1 << 20;

    /** Reads the beginning of a file. */
    public static FirstBytes of(Place place) {
        byte[] bytes;
        try (InputStream in = place.open()) {
            bytes = in.readNBytes(LOOKED_AT);
        } catch (IOException e) {
            throw FileProblem.broken(place.toString(), StandardCharsets.UTF_8, e);
        }
        int b0 = bytes.length > 1 ? bytes[0] & 0xff : 0;
        int b1 = bytes.length > 1 ? bytes[1] & 0xff : 0;
        if (b0 == 0xff && b1 == 0xfe || b0 == 0xfe && b1 == 0xff) {
            return new FirstBytes(new String(bytes, StandardCharsets.UTF_16), "", false);
        }
        int zeros = 0;
        int odd = 0;
        for (int i = 0; i < bytes.length; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
            odd += bytes[i] == 0 && i % 2 == 1 ? 1 : 0;
        }
        if (zeros > bytes.length / 4) {
            Charset wide = odd > zeros / 2 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            boolean both = odd > zeros / 10 && odd < zeros - zeros / 10;
            return new FirstBytes(new String(bytes, wide), wide.name(), both);
        }
        if (zeros > 0) {
            return new FirstBytes("", "", true);
        }
        for (String name : List.of("UTF-8", "GB18030", "windows-1252")) {
            if (fits(bytes, Charset.forName(name))
                    && (!name.equals("GB18030") || isChinese(bytes))) {
                boolean utf8 = name.equals("UTF-8");
                String text = new String(bytes, Charset.forName(name));
                return new FirstBytes(
                        utf8 && text.startsWith("\ufeff") ? text.substring(1) : text,
                        utf8 ? "" : name,
                        false);
            }
        }
        return new FirstBytes(new String(bytes, StandardCharsets.ISO_8859_1), "ISO-8859-1", false);
    }

    /** Returns whether the bytes are valid in an encoding; the last character may be truncated. */
    private static boolean fits(byte[] bytes, Charset charset) {
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        return !charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), out, bytes.length < LOOKED_AT)
                .isError();
    }

    /**
     * Returns whether GB18030 is plausible. Nearly any two bytes are valid GB18030, but Chinese
     * text has mostly common characters.
     */
    private static boolean isChinese(byte[] bytes) {
        String text = new String(bytes, Charset.forName("GB18030"));
        long wide = text.codePoints().filter(c -> c > 0x7f).count();
        long common =
                text.codePoints()
                        .filter(
                                c ->
                                        c >= 0x4e00 && c <= 0x9fff
                                                || c >= 0x3000 && c <= 0x303f
                                                || c >= 0xff00 && c <= 0xffef)
                        .count();
        long runs = text.codePoints().filter(c -> c >= 0x4e00 && c <= 0x9fff).count();
        return wide > 0 && common > 0.95 * wide && runs > 20;
    }
}
