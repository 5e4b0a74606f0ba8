// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object in a tree from a file, read field by field. */
public final class Fields {

    private final Map<?, ?> tree;
    private final String where;

    /**
     * Creates the view of an object.
     *
     * @param where the file, for messages
     */
    public Fields(Map<?, ?> tree, String where) {
        this.tree = tree;
        this.where = where;
    }

    public boolean has(String key) {
        return tree.containsKey(key);
    }

    public String text(String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw ReadProblems.malformed(where, "'%s' must be a string".formatted(key));
    }

    public long whole(String key) {
        if (tree.get(key) instanceof Long number) {
            return number;
        }
        throw ReadProblems.malformed(where, "'%s' must be an integer".formatted(key));
    }

    /** Returns an integer from 0 to the maximum of {@code int}. */
    public int count(String key) {
        long number = whole(key);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw ReadProblems.malformed(where, "'%s' is out of range".formatted(key));
        }
        return (int) number;
    }

    /** Returns a number; {@code null} represents NaN in JSON. */
    public double number(String key) {
        Object value = tree.get(key);
        if (value == null && tree.containsKey(key)) {
            return Double.NaN;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw ReadProblems.malformed(where, "'%s' must be a number".formatted(key));
    }

    public Fields object(String key) {
        return of(tree.get(key), key);
    }

    public List<Fields> objects(String key) {
        if (!(tree.get(key) instanceof List<?> list)) {
            throw ReadProblems.malformed(where, "'%s' must be a list".formatted(key));
        }
        List<Fields> objects = new ArrayList<>(list.size());
        list.forEach(element -> objects.add(of(element, key)));
        return objects;
    }

    public List<String> texts(String key) {
        if (!(tree.get(key) instanceof List<?> list)) {
            throw ReadProblems.malformed(where, "'%s' must be a list".formatted(key));
        }
        for (Object element : list) {
            if (!(element instanceof String)) {
                throw ReadProblems.malformed(
                        where, "'%s' must be a list of strings".formatted(key));
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    public List<String> keys() {
        return tree.keySet().stream().map(String::valueOf).toList();
    }

    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        keys().forEach(key -> numbers.put(key, number(key)));
        return numbers;
    }

    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        keys().forEach(key -> texts.put(key, text(key)));
        return texts;
    }

    private Fields of(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map, where);
        }
        throw ReadProblems.malformed(where, "'%s' must be an object".formatted(key));
    }
}
