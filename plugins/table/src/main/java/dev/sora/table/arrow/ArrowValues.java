// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.ColumnType;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.picture.Pictures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the contents of vectors to values of columns. */
final class ArrowValues implements AutoCloseable {

    /** The maximum number of elements of one list: a list of nulls can claim any number of them. */
    private static final int MOST_ELEMENTS = 1 << 24;

    private @Nullable Pictures pictures;

    /**
     * Returns the value of a row that is not null; returns null if the value stands for "missing".
     *
     * @throws UnfitValueException if a column of this type cannot hold the value
     */
    @Nullable Object value(Vector vector, int row, ArrowField field, ColumnType type) {
        return switch (type) {
            case TEXT -> ColumnTypes.isUuid(field) ? uuid(vector.bytes(row)) : vector.text(row);
            case INTEGER -> vector.whole(row);
            case NUMBER -> number(vector.number(row));
            case BOOLEAN -> vector.truth(row);
            case TIME -> vector.time(row);
            case IMAGE -> picture(vector.bytes(row));
            case VECTOR -> floats(vector, row);
            case IDENTIFIERS -> integers(vector, row);
            case TEXTS -> texts(vector, row);
            case NESTED -> nested(vector, row, field);
        };
    }

    /** NaN means that the value is missing, as in files that other tools write. */
    private static @Nullable Object number(double number) {
        return Double.isNaN(number) ? null : (Object) number;
    }

    private static String uuid(byte[] bytes) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static int size(Vector vector, int row) {
        int size = vector.to(row) - vector.from(row);
        if (size > MOST_ELEMENTS) {
            throw new UnfitValueException(
                    "a list of %,d elements at most".formatted(MOST_ELEMENTS),
                    "%,d elements".formatted(size));
        }
        return size;
    }

    private static void requireElement(Vector elements, int place, int position) {
        if (elements.isNull(place)) {
            throw new UnfitValueException(
                    "a number in every place of the list",
                    "no value at place %,d".formatted(position + 1));
        }
    }

    private static float[] floats(Vector vector, int row) {
        Vector elements = vector.elements();
        int from = vector.from(row);
        float[] numbers = new float[size(vector, row)];
        for (int i = 0; i < numbers.length; i++) {
            requireElement(elements, from + i, i);
            double number = elements.number(from + i);
            numbers[i] = (float) number;
            if (Float.isInfinite(numbers[i]) && !Double.isInfinite(number)) {
                throw new UnfitValueException("numbers up to 3.4e38", Double.toString(number));
            }
        }
        return numbers;
    }

    private static long[] integers(Vector vector, int row) {
        Vector elements = vector.elements();
        int from = vector.from(row);
        long[] numbers = new long[size(vector, row)];
        for (int i = 0; i < numbers.length; i++) {
            requireElement(elements, from + i, i);
            numbers[i] = elements.whole(from + i);
        }
        return numbers;
    }

    private static List<String> texts(Vector vector, int row) {
        Vector elements = vector.elements();
        int from = vector.from(row);
        int to = from + size(vector, row);
        List<String> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!elements.isNull(i)) {
                texts.add(elements.text(i));
            }
        }
        return List.copyOf(texts);
    }

    /** Returns a value in the form that JSON has for it; times become texts. */
    private static @Nullable Object nested(Vector vector, int row, ArrowField field) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (field.kind()) {
            case BOOL -> vector.truth(row);
            case INT -> vector.whole(row);
            case FLOAT -> number(vector.number(row));
            case DECIMAL ->
                    field.type().scale() <= 0
                            ? (Object) vector.whole(row)
                            : (Object) vector.number(row);
            case DATE, TIMESTAMP -> vector.time(row).toString();
            case LIST, LIST_VIEW, FIXED_LIST -> {
                List<Object> list = new ArrayList<>();
                int from = vector.from(row);
                int to = from + size(vector, row);
                for (int i = from; i < to; i++) {
                    list.add(nested(vector.elements(), i, field.element()));
                }
                yield list;
            }
            case STRUCT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = 0; i < field.children().size(); i++) {
                    ArrowField child = field.children().get(i);
                    map.put(child.name(), nested(vector.child(i), row, child));
                }
                yield map;
            }
            default -> vector.text(row);
        };
    }

    private Object picture(byte[] bytes) {
        if (pictures == null) {
            pictures = new Pictures();
        }
        try {
            return pictures.decode(bytes, "");
        } catch (RecordException e) {
            Problem problem = e.problems().get(0);
            throw new UnfitValueException(
                    problem.needs().isEmpty()
                            ? "a picture in the format " + Pictures.formats()
                            : problem.needs(),
                    problem.have().isEmpty()
                            ? problem.message()
                            : problem.message() + ": " + problem.have());
        }
    }

    @Override
    public void close() {
        if (pictures != null) {
            pictures.close();
        }
    }
}
