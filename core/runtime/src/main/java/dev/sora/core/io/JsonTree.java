// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Converts values of any type, such as those that plugins return, to trees for {@link Json}. */
public final class JsonTree {

    private JsonTree() {}

    /**
     * Returns a tree of maps, lists, strings, booleans and numbers: arrays and other iterables
     * become lists, every other value the string that its {@code toString} returns.
     */
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), of(entry)));
            return entries;
        }
        // A path is an Iterable of its elements, but is written as one string.
        if (value instanceof Iterable<?> items && !(value instanceof Path)) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(of(item)));
            return list;
        }
        if (value != null && value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> of(Array.get(value, i)))
                    .collect(ArrayList::new, List::add, List::addAll);
        }
        if (value instanceof Float number) {
            // The double nearest to the decimal text: 0.1f becomes 0.1.
            return Double.valueOf(number.toString());
        }
        boolean plain =
                value == null
                        || value instanceof Boolean
                        || value instanceof Double
                        || value instanceof Long
                        || value instanceof Integer
                        || value instanceof Short
                        || value instanceof Byte;
        return plain ? value : value.toString();
    }
}
