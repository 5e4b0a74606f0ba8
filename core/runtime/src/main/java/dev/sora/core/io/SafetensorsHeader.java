// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.DataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the header of a file of tensors and checks that it describes each byte exactly once. */
final class SafetensorsHeader {

    private static final int MAX_DIMENSIONS = 16;

    /** The maximum length of a Java array. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final String where;

    private final Set<TensorData.Type> types;

    private SafetensorsHeader(String where, Set<TensorData.Type> types) {
        this.where = where;
        this.types = types;
    }

    /** A tensor and the range of its bytes, counted from the end of the header. */
    record Slot(String name, TensorData.Type type, List<Long> shape, long begin, long end) {

        int length() {
            return (int) (end - begin);
        }
    }

    /**
     * Returns the tensors in the order of their bytes.
     *
     * @param length the number of bytes after the header
     * @param types the element types that are allowed
     */
    static List<Slot> read(byte[] header, long length, String where, Set<TensorData.Type> types) {
        SafetensorsHeader reader = new SafetensorsHeader(where, types);
        Map<String, Object> tree = Json.readObject(header, where);
        List<Slot> slots = new ArrayList<>();
        tree.forEach(
                (name, value) -> {
                    if (name.equals(Safetensors.METADATA)) {
                        reader.checkMetadata(value);
                    } else {
                        slots.add(reader.slot(name, value));
                    }
                });
        slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
        reader.checkOffsets(slots, length);
        return slots;
    }

    private Slot slot(String name, @Nullable Object value) {
        if (name.isEmpty() || name.length() > Safetensors.MAX_NAME) {
            throw ReadProblems.malformed(where, "a tensor with an empty or very long name");
        }
        if (!(value instanceof Map<?, ?> map)
                || map.size() != 3
                || !(map.get("dtype") instanceof String type)) {
            throw broken(name, "needs dtype, shape and data_offsets");
        }
        List<Long> shape = longs(name, map.get("shape"), MAX_DIMENSIONS);
        List<Long> offsets = longs(name, map.get("data_offsets"), 2);
        if (offsets.size() != 2) {
            throw broken(name, "needs two offsets");
        }
        Slot slot = new Slot(name, type(name, type), shape, offsets.get(0), offsets.get(1));
        checkSize(slot);
        return slot;
    }

    private void checkSize(Slot slot) {
        long size;
        try {
            size = TensorData.bytes(slot.type(), slot.shape());
        } catch (ArithmeticException e) {
            throw broken(slot.name(), "has an impossible shape " + slot.shape());
        }
        // Both are at least 0, so the difference cannot overflow.
        if (slot.end() - slot.begin() != size) {
            throw broken(
                    slot.name(),
                    "has offsets %d to %d, but its shape %s needs %d bytes"
                            .formatted(slot.begin(), slot.end(), slot.shape(), size));
        }
        if (size > MAX_BYTES) {
            throw broken(slot.name(), "is larger than 2 GiB");
        }
    }

    private void checkOffsets(List<Slot> slots, long length) {
        if (slots.size() > Safetensors.MAX_TENSORS) {
            throw ReadProblems.malformed(where, "too many tensors: " + slots.size());
        }
        long at = 0;
        for (Slot slot : slots) {
            if (slot.begin() != at) {
                throw broken(
                        slot.name(),
                        "begins at byte %d instead of %d: tensors overlap or leave a hole"
                                .formatted(slot.begin(), at));
            }
            at = slot.end();
        }
        if (at != length) {
            throw ReadProblems.malformed(
                    where, "tensors of %d bytes were expected, not %d".formatted(at, length));
        }
    }

    /** Returns the strings of the header; empty without any. */
    static Map<String, String> metadata(byte[] header, String where) {
        Object value = Json.readObject(header, where).get(Safetensors.METADATA);
        Map<String, String> strings = new LinkedHashMap<>();
        if (value != null) {
            new SafetensorsHeader(where, Set.of()).checkMetadata(value);
            ((Map<?, ?>) value)
                    .forEach((key, text) -> strings.put(String.valueOf(key), (String) text));
        }
        return strings;
    }

    private void checkMetadata(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)
                || !map.values().stream().allMatch(String.class::isInstance)) {
            throw ReadProblems.malformed(where, "metadata must be strings");
        }
    }

    private TensorData.Type type(String name, String type) {
        for (TensorData.Type known : types) {
            if (known.name().equals(type)) {
                return known;
            }
        }
        throw broken(
                name,
                "has elements of type '%s', only %s are known"
                        .formatted(
                                type,
                                types.stream()
                                        .map(Enum::name)
                                        .collect(Collectors.joining(" and "))));
    }

    private List<Long> longs(String name, @Nullable Object value, int most) {
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw broken(name, "needs a list of at most " + most + " numbers");
        }
        List<Long> longs = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Long number) || number < 0) {
                throw broken(name, "needs integers of at least 0");
            }
            longs.add(number);
        }
        return longs;
    }

    private DataException broken(String name, String message) {
        return ReadProblems.malformed(where, "the tensor '%s' %s".formatted(name, message));
    }
}
