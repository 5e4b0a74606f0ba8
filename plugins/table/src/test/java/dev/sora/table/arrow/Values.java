// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The values of a field in one batch that a test writes.
 *
 * @param varying how many buffers of its own a field of views has; -1 for other fields
 */
public record Values(
        long length, long nulls, List<byte[]> buffers, List<Values> children, int varying) {

    /** Returns values of these buffers. */
    static Values raw(long length, long nulls, byte[]... buffers) {
        return new Values(length, nulls, List.of(buffers), List.of(), -1);
    }

    /** Returns integers of so many bytes each; null for those that are missing. */
    public static Values integers(int width, Long... values) {
        ByteBuffer bytes = Arrows.little(width * values.length + 8);
        for (int i = 0; i < values.length; i++) {
            bytes.putLong(i * width, values[i] == null ? 0 : values[i]);
        }
        return raw(
                values.length,
                nulls((Object[]) values),
                validity((Object[]) values),
                Arrays.copyOf(bytes.array(), width * values.length));
    }

    /** Returns numbers of 64 bits. */
    public static Values reals(Double... values) {
        return integers(
                8,
                Arrays.stream(values)
                        .map(v -> v == null ? null : (Long) Double.doubleToRawLongBits(v))
                        .toArray(Long[]::new));
    }

    /** Returns numbers of 32 bits. */
    static Values singles(Float... values) {
        return integers(
                4,
                Arrays.stream(values)
                        .map(v -> v == null ? null : (Long) (long) Float.floatToRawIntBits(v))
                        .toArray(Long[]::new));
    }

    /** Returns texts with offsets of 32 bits. */
    public static Values texts(String... texts) {
        ByteBuffer offsets = Arrows.little(4 * texts.length + 4).putInt(0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String text : texts) {
            data.writeBytes((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
            offsets.putInt(data.size());
        }
        return raw(
                texts.length,
                nulls((Object[]) texts),
                validity((Object[]) texts),
                offsets.array(),
                data.toByteArray());
    }

    /** Returns texts as views; longer ones lie in a second buffer, behind others. */
    static Values views(String... texts) {
        ByteBuffer views = Arrows.little(16 * texts.length);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[3]);
        for (int i = 0; i < texts.length; i++) {
            byte[] text = (texts[i] == null ? "" : texts[i]).getBytes(StandardCharsets.UTF_8);
            views.putInt(16 * i, text.length);
            if (text.length <= 12) {
                views.position(16 * i + 4).put(text);
            } else {
                views.position(16 * i + 4).put(text, 0, 4).putInt(1).putInt(data.size());
                data.writeBytes(text);
            }
        }
        return new Values(
                texts.length,
                nulls((Object[]) texts),
                List.of(
                        validity((Object[]) texts),
                        views.array(),
                        "unused".getBytes(StandardCharsets.US_ASCII),
                        data.toByteArray()),
                List.of(),
                2);
    }

    /** Returns lists of elements, by the places where they begin and end; none is missing. */
    public static Values lists(Values elements, int... offsets) {
        ByteBuffer bytes = Arrows.little(4 * offsets.length);
        for (int offset : offsets) {
            bytes.putInt(offset);
        }
        return new Values(
                offsets.length - 1, 0, List.of(new byte[0], bytes.array()), List.of(elements), -1);
    }

    /** Returns structures; of those whose flag is false, there is none. */
    static Values structures(boolean[] present, Values... children) {
        Object[] flags = new Object[present.length];
        for (int i = 0; i < present.length; i++) {
            flags[i] = present[i] ? true : null;
        }
        return new Values(
                present.length, nulls(flags), List.of(validity(flags)), List.of(children), -1);
    }

    /** Returns lists of one size. */
    static Values fixedLists(int length, Values elements) {
        return new Values(length, 0, List.of(new byte[0]), List.of(elements), -1);
    }

    /** Returns booleans. */
    public static Values truths(Boolean... values) {
        byte[] bits = new byte[(values.length + 7) / 8];
        for (int i = 0; i < values.length; i++) {
            if (Boolean.TRUE.equals(values[i])) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return raw(values.length, nulls((Object[]) values), validity((Object[]) values), bits);
    }

    private static long nulls(Object... values) {
        return Arrays.stream(values).filter(Objects::isNull).count();
    }

    private static byte[] validity(Object... values) {
        if (nulls(values) == 0) {
            return new byte[0];
        }
        byte[] bits = new byte[(values.length + 7) / 8];
        for (int i = 0; i < values.length; i++) {
            bits[i / 8] |= (byte) (values[i] == null ? 0 : 1 << i % 8);
        }
        return bits;
    }

    void addTo(List<Values> flat) {
        flat.add(this);
        children.forEach(child -> child.addTo(flat));
    }
}
