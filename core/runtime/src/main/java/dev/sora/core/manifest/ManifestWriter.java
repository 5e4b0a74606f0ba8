// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Writes trees of values as readable YAML: sections in blocks, small lists and mappings on one
 * line. The same tree always gives the same text, and reading it gives the tree.
 */
public final class ManifestWriter {

    private static final int WIDTH = 100;
    private static final String SPECIAL = "-?:,[]{}#&*!|>'\"%@`";

    private final StringBuilder out = new StringBuilder();

    private ManifestWriter() {}

    /** Returns a tree as YAML. */
    public static String write(Map<String, ?> tree) {
        if (tree.isEmpty()) {
            return "{}\n";
        }
        ManifestWriter writer = new ManifestWriter();
        writer.block(tree, 0);
        return writer.out.toString();
    }

    private void block(Map<?, ?> map, int indent) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(" ".repeat(indent)).append(key(String.valueOf(entry.getKey()))).append(':');
            below(entry.getValue(), indent, indent == 0);
        }
    }

    /** Writes the value of a key: on the same line if it is small, otherwise in a block. */
    private void below(Object value, int indent, boolean section) {
        boolean nested =
                value instanceof Map<?, ?> map
                        && map.values().stream().anyMatch(v -> v instanceof Map);
        int column = out.length() - out.lastIndexOf("\n") - 1;
        String flow = flow(value);
        boolean empty = value instanceof Map<?, ?> map ? map.isEmpty() : false;
        boolean block =
                !empty
                        && (value instanceof Map || value instanceof List)
                        && (nested
                                || (section && value instanceof Map<?, ?> map && map.size() > 1)
                                || column + 1 + flow.length() > WIDTH);
        if (!block) {
            out.append(' ').append(flow).append('\n');
        } else if (value instanceof Map<?, ?> map) {
            out.append('\n');
            block(map, indent + 2);
        } else {
            out.append('\n');
            for (Object item : (List<?>) value) {
                out.append(" ".repeat(indent + 2)).append("- ").append(flow(item)).append('\n');
            }
        }
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder("{");
            map.forEach(
                    (k, v) ->
                            text.append(text.length() > 1 ? ", " : "")
                                    .append(key(String.valueOf(k)))
                                    .append(": ")
                                    .append(flow(v)));
            return text.append('}').toString();
        }
        if (value instanceof List<?> list) {
            StringBuilder text = new StringBuilder("[");
            list.forEach(v -> text.append(text.length() > 1 ? ", " : "").append(flow(v)));
            return text.append(']').toString();
        }
        if (value instanceof Double || value instanceof Float) {
            return number(Double.parseDouble(value.toString()));
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        // quoted where necessary, whatever it is
        return text(value.toString());
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        String text = Double.toString(number);
        if (text.indexOf('E') < 0) {
            return text;
        }
        double size = Math.abs(number);
        return size >= 1e-4 && size < 1
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text.replace(".0E", "e").replace('E', 'e');
    }

    /** Writes a string so that it is read back unchanged, quoted only if necessary. */
    private static String text(String text) {
        return key(text.replace("${", "$${"));
    }

    /** Writes a key, in which variables are not replaced. */
    private static String key(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty()
                || !(ScalarTypes.resolve(text) instanceof String)
                || SPECIAL.indexOf(text.charAt(0)) >= 0
                || text.isBlank()
                || text.strip().length() < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean flowSign = c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
            if (c < ' ' || c > '~' || flowSign || c == '#' || c == ':') {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' '
                            || (c >= 0x7f && c < 0xa0)
                            || c == 0xfeff
                            || c == 0x2028
                            || c == 0x2029) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
