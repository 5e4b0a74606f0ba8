// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Converts results to trees for JSON; values from plugins may be of any type. */
public final class Tree {

    private Tree() {}

    /** Returns a tree of maps, lists, strings, booleans and numbers. */
    public static Object of(Object value) {
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

    /**
     * Returns the data that sources did not read as a tree: by split, the fields of each reason.
     */
    public static Map<String, Object> passedOver(Map<String, List<PassedOver>> parts) {
        Map<String, Object> trees = new LinkedHashMap<>();
        parts.forEach(
                (part, what) -> trees.put(part, what.stream().map(Tree::passedOver).toList()));
        return trees;
    }

    private static Map<String, Object> passedOver(PassedOver what) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("reason", what.reason());
        tree.put("count", what.count());
        tree.put("examples", what.examples());
        part(tree, "fix", what.fix());
        return tree;
    }

    /** Returns the values that did not occur in training as a tree: by split, the columns. */
    public static Map<String, Object> unknown(Map<String, List<RunEvent.UnknownInput>> parts) {
        Map<String, Object> trees = new LinkedHashMap<>();
        parts.forEach(
                (part, inputs) -> trees.put(part, inputs.stream().map(Tree::unknown).toList()));
        return trees;
    }

    private static Map<String, Object> unknown(RunEvent.UnknownInput one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("input", one.input());
        tree.put("column", one.values().column());
        tree.put("what", one.values().what());
        tree.put("values", one.values().values());
        tree.put("unknown", one.values().unknown());
        tree.put("share", one.values().share());
        tree.put("examples", one.values().examples());
        return tree;
    }

    /** Returns problems as a tree; empty fields are left out. */
    public static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(Tree::problem).toList();
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", problem.code());
        tree.put("message", problem.message());
        part(tree, "where", problem.where());
        part(tree, "needs", problem.needs());
        part(tree, "have", problem.have());
        part(tree, "fix", problem.fix());
        return tree;
    }

    private static void part(Map<String, Object> tree, String name, String value) {
        if (!value.isEmpty()) {
            tree.put(name, value);
        }
    }
}
