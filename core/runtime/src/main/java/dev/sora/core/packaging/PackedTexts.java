// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.TensorData;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many strings as two tensors: their bytes, one string after the other, and the number of bytes of
 * each.
 *
 * @param encoding {@code utf-8}, or {@code utf-16} if a string has an unpaired surrogate, which
 *     UTF-8 cannot represent
 * @param lengths 32-bit integers, one for each string
 * @param bytes the bytes
 */
record PackedTexts(String encoding, TensorData lengths, TensorData bytes) {

    private static final String UTF_8 = "utf-8";
    private static final String UTF_16 = "utf-16";

    static final List<String> ENCODINGS = List.of(UTF_8, UTF_16);

    /** The maximum length of a Java array. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /** Packs strings, of which there must be at least one. */
    static PackedTexts of(List<?> texts) {
        boolean halves = texts.stream().anyMatch(text -> hasHalf((String) text));
        ByteBuffer lengths =
                ByteBuffer.allocate(Math.multiplyExact(texts.size(), Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        long size = 0;
        for (Object text : texts) {
            int length = halves ? 2 * ((String) text).length() : utf8Length((String) text);
            lengths.putInt(length);
            size += length;
        }
        if (size > MOST) {
            throw new DataException(
                    Problem.of("SORA-4405", "too much text for a package")
                            .needs("at most %,d bytes in one list".formatted(MOST))
                            .have("%,d bytes".formatted(size))
                            .fix(
                                    "let it learn less: raise 'min_count', or lower the number of"
                                            + " words or values that it keeps"));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (Object text : texts) {
            if (halves) {
                ((String) text).chars().forEach(unit -> bytes.putChar((char) unit));
            } else {
                bytes.put(((String) text).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new PackedTexts(
                halves ? UTF_16 : UTF_8,
                new TensorData(TensorData.Type.I32, List.of((long) texts.size()), lengths.flip()),
                new TensorData(TensorData.Type.U8, List.of(size), bytes.flip()));
    }

    /** Returns the strings; empty if the tensors are not valid. */
    Optional<List<String>> unpack() {
        if (lengths.type() != TensorData.Type.I32 || bytes.type() != TensorData.Type.U8) {
            return Optional.empty();
        }
        ByteBuffer counts = lengths.buffer();
        ByteBuffer all = bytes.buffer();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        List<String> texts = new ArrayList<>(counts.remaining() / Integer.BYTES);
        while (counts.hasRemaining()) {
            int length = counts.getInt();
            boolean cut = encoding.equals(UTF_16) && length % 2 != 0;
            if (length < 0 || length > all.remaining() || cut) {
                return Optional.empty();
            }
            ByteBuffer own = all.slice(all.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            all.position(all.position() + length);
            try {
                texts.add(
                        encoding.equals(UTF_8)
                                ? decoder.decode(own).toString()
                                : own.asCharBuffer().toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
        return all.hasRemaining() ? Optional.empty() : Optional.of(texts);
    }

    private static boolean hasHalf(String text) {
        return text.codePoints()
                .anyMatch(p -> p >= Character.MIN_SURROGATE && p <= Character.MAX_SURROGATE);
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            // a pair of two units has four bytes
            length += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return length;
    }
}
