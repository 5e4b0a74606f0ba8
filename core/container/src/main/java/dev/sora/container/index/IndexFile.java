// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.container.index.PluginIndex.Entry;
import dev.sora.core.host.Version;
import dev.sora.core.io.Json;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads and writes the JSON text of an index. An index may come from anywhere, so each field has a
 * pattern and a limit: a file name cannot leave the folder, and no text contains control
 * characters.
 */
final class IndexFile {

    private static final String INDEX = "index";
    private static final String PLUGINS = "plugins";
    private static final long VERSION = 1;
    private static final int MOST_PLUGINS = 20_000;
    private static final int MOST_TYPES = 1_000;
    private static final int LONGEST_SUMMARY = 500;
    private static final long LARGEST = 4L << 30;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,63}");
    private static final Pattern TYPE = Pattern.compile("[a-z ]{1,40} [\\x21-\\x7E]{1,64}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,195}\\.jar");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final String where;

    private IndexFile(String where) {
        this.where = where;
    }

    /** Returns the JSON text of an index. */
    static String write(List<Entry> entries) {
        List<Object> plugins = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", entry.name());
            tree.put("version", entry.version());
            tree.put("summary", entry.summary());
            tree.put("types", entry.types());
            tree.put("file", entry.file());
            tree.put("size", entry.size());
            tree.put("sha256", entry.sha256());
            plugins.add(tree);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(INDEX, VERSION);
        tree.put(PLUGINS, plugins);
        return Json.pretty(tree);
    }

    /**
     * Parses an index.
     *
     * @param where the file, for messages
     * @throws SoraException if the text is not an index, or an entry is not valid
     */
    static List<Entry> read(String text, String where) {
        IndexFile file = new IndexFile(where);
        Map<String, Object> tree;
        try {
            tree = Json.readObject(text, where);
        } catch (DataException e) {
            Problem problem = e.problems().get(0);
            throw new SoraException(
                    Problem.of("SORA-3406", "the index is damaged, or the file is not an index")
                            .where(problem.where())
                            .have(problem.message())
                            .fix("report it to the maintainer of the index"),
                    e);
        }
        if (!Long.valueOf(VERSION).equals(tree.get(INDEX))) {
            throw file.wrong("", "\"%s\": %d".formatted(INDEX, VERSION), tree.get(INDEX));
        }
        if (!(tree.get(PLUGINS) instanceof List<?> list) || list.size() > MOST_PLUGINS) {
            throw file.wrong("", "a list of at most %,d plugins".formatted(MOST_PLUGINS), null);
        }
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Entry entry = file.entry(PLUGINS + "[" + i + "]", list.get(i));
            if (!names.add(entry.name() + " " + entry.version())) {
                throw file.wrong(
                        PLUGINS + "[" + i + "]",
                        "each plugin once in each version",
                        entry.name() + " " + entry.version() + " again");
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private Entry entry(String at, Object value) {
        if (!(value instanceof Map<?, ?> tree)) {
            throw wrong(at, "an object", value);
        }
        String version = text(at, tree, "version", NUMBER, "a version: 1.2.3");
        if (Version.parse(version).isEmpty()) {
            throw wrong(at + ".version", "a version: 1.2.3", version);
        }
        return new Entry(
                text(at, tree, "name", NAME, "lower-case letters, digits and hyphens"),
                version,
                summary(at, tree.get("summary")),
                types(at, tree.get("types")),
                text(at, tree, "file", FILE, "the name of a jar beside the index"),
                size(at, tree.get("size")),
                text(at, tree, "sha256", SHA256, "64 digits and letters a to f"));
    }

    private String text(String at, Map<?, ?> tree, String key, Pattern form, String needs) {
        if (tree.get(key) instanceof String text && form.matcher(text).matches()) {
            return text;
        }
        throw wrong(at + "." + key, needs, tree.get(key));
    }

    private String summary(String at, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text
                && text.length() <= LONGEST_SUMMARY
                && text.equals(plain(text))) {
            return text;
        }
        throw wrong(at + ".summary", "a line of at most %d letters".formatted(LONGEST_SUMMARY), "");
    }

    /**
     * Returns a line without control, format and other invisible characters, cut to the length of a
     * summary.
     */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .filter(
                        c ->
                                switch (Character.getType(c)) {
                                    case Character.CONTROL,
                                            Character.FORMAT,
                                            Character.SURROGATE,
                                            Character.LINE_SEPARATOR,
                                            Character.PARAGRAPH_SEPARATOR,
                                            Character.UNASSIGNED ->
                                            false;
                                    default -> true;
                                })
                .limit(LONGEST_SUMMARY)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private List<String> types(String at, Object value) {
        if (!(value instanceof List<?> list) || list.size() > MOST_TYPES) {
            throw wrong(at + ".types", "at most %,d types".formatted(MOST_TYPES), null);
        }
        List<String> types = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof String type) || !TYPE.matcher(type).matches()) {
                throw wrong(at + ".types", "a kind and a name: particle conv2d", each);
            }
            types.add(type);
        }
        return types;
    }

    private long size(String at, Object value) {
        if (value instanceof Long size && size > 0 && size <= LARGEST) {
            return size;
        }
        throw wrong(at + ".size", "a number of bytes, at most %,d".formatted(LARGEST), value);
    }

    private SoraException wrong(String at, String needs, Object have) {
        String found = plain(String.valueOf(have == null ? "" : have));
        return new SoraException(
                Problem.of("SORA-3406", "the index is damaged, or the file is not an index")
                        .where(at.isEmpty() ? where : where + ": " + at)
                        .needs(needs)
                        .have(found.length() > 120 ? found.substring(0, 117) + "..." : found)
                        .fix("report it to the maintainer of the index"));
    }
}
