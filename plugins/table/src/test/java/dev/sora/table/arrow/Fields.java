// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * A field of a schema that a test writes.
 *
 * @param dictionary the number of its dictionary, which indices of 8 bits refer to; -1 for none
 */
public record Fields(
        String name,
        int type,
        ToIntFunction<FlatBufferBuilder> details,
        long dictionary,
        List<Fields> children) {

    /** Returns a field of a type without details. */
    public static Fields of(String name, int type, Fields... children) {
        return new Fields(name, type, Fields::nothing, -1, List.of(children));
    }

    private static int nothing(FlatBufferBuilder b) {
        // all types without details are tables without a field
        Utf8.startUtf8(b);
        return Utf8.endUtf8(b);
    }

    private static Fields of(String name, int type, ToIntFunction<FlatBufferBuilder> details) {
        return new Fields(name, type, details, -1, List.of());
    }

    /** Returns integers. */
    public static Fields integer(String name, int bits, boolean signed) {
        return of(name, Type.Int, b -> Int.createInt(b, bits, signed));
    }

    /** Returns floating-point numbers of 16 (0), 32 (1) or 64 bits (2). */
    public static Fields real(String name, int precision) {
        return of(
                name,
                Type.FloatingPoint,
                b -> FloatingPoint.createFloatingPoint(b, (short) precision));
    }

    /** Returns texts. */
    public static Fields text(String name) {
        return of(name, Type.Utf8);
    }

    static Fields decimal(String name, int precision, int scale, int bits) {
        return of(name, Type.Decimal, b -> Decimal.createDecimal(b, precision, scale, bits));
    }

    static Fields date(String name, int unit) {
        return of(name, Type.Date, b -> Date.createDate(b, (short) unit));
    }

    static Fields time(String name, int unit, int bits) {
        return of(name, Type.Time, b -> Time.createTime(b, (short) unit, bits));
    }

    static Fields moment(String name, int unit, String zone) {
        return of(
                name,
                Type.Timestamp,
                b -> {
                    int text = zone.isEmpty() ? 0 : b.createString(zone);
                    return Timestamp.createTimestamp(b, (short) unit, text);
                });
    }

    static Fields duration(String name) {
        return of(name, Type.Duration, b -> Duration.createDuration(b, (short) 1));
    }

    static Fields fixedList(String name, int size, Fields element) {
        return new Fields(
                name,
                Type.FixedSizeList,
                b -> FixedSizeList.createFixedSizeList(b, size),
                -1,
                List.of(element));
    }

    /** Returns this field with its values in a dictionary. */
    public Fields encoded(long id) {
        return new Fields(name, type, details, id, children);
    }

    int write(FlatBufferBuilder b) {
        int text = b.createString(name);
        int[] inner = children.stream().mapToInt(child -> child.write(b)).toArray();
        int vector = Field.createChildrenVector(b, inner);
        int own = details.applyAsInt(b);
        int encoding = 0;
        if (dictionary >= 0) {
            int index = Int.createInt(b, 8, true);
            encoding =
                    DictionaryEncoding.createDictionaryEncoding(
                            b, dictionary, index, false, (short) 0);
        }
        return Field.createField(b, text, true, (byte) type, own, encoding, vector, 0);
    }
}
