// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which annotations the lines of a split name. Names may contain blanks, and fields may
 * follow them, so that a line such as {@code cat 1} may name two: {@code cat} with a flag, and
 * {@code cat 1}. If all lines of a list are names as a whole, none has a field; otherwise such a
 * line is refused.
 */
final class ListedNames {

    /** The most characters of a name with its ending: file systems have 255. */
    private static final int LONGEST = 300;

    private static final int SHOWN = 60;

    private final String where;
    private final Set<String> known;

    /**
     * Makes a reader of lists.
     *
     * @param where the place of the list, for errors
     * @param known the stems of all annotations
     */
    ListedNames(String where, Set<String> known) {
        this.where = where;
        this.known = known;
    }

    /**
     * Returns the lines by the stems of the annotations that they name; a line that names none is
     * its own stem.
     *
     * @throws DataException if a line names two annotations
     */
    Map<String, String> of(String text) {
        Map<String, Map<String, Integer>> found = new LinkedHashMap<>();
        for (String line : text.replace("\uFEFF", "").split("\\R")) {
            if (!line.isBlank()) {
                found.computeIfAbsent(line.strip(), this::beginnings);
            }
        }
        boolean fields =
                found.entrySet().stream()
                        .anyMatch(
                                line ->
                                        !line.getValue().isEmpty()
                                                && !line.getValue()
                                                        .containsValue(line.getKey().length()));
        Map<String, String> lines = new LinkedHashMap<>();
        found.forEach((line, ends) -> lines.put(stem(line, ends, fields), line));
        return lines;
    }

    /**
     * Returns the stem of the annotation that a line names.
     *
     * @param ends where the beginnings that name annotations end
     * @param fields whether lines of the list have fields after the names
     */
    private String stem(String line, Map<String, Integer> ends, boolean fields) {
        List<String> stems = List.copyOf(ends.keySet());
        if (!fields || stems.size() < 2) {
            return stems.isEmpty() ? line : stems.get(stems.size() - 1);
        }
        // only numbers follow the names in the lists of Pascal VOC
        List<String> likely =
                stems.stream()
                        .filter(stem -> line.substring(ends.get(stem)).matches("[-+\\d\\s]*"))
                        .toList();
        if (likely.size() != 1) {
            throw ambiguous(line, likely.isEmpty() ? stems : likely);
        }
        return likely.get(0);
    }

    /**
     * Returns the annotations that beginnings of a line name, the longest beginning last, and where
     * they end in the line.
     */
    private Map<String, Integer> beginnings(String line) {
        Map<String, Integer> ends = new LinkedHashMap<>();
        int from = 0;
        for (int end = 1; end <= line.length(); end++) {
            char last = line.charAt(end - 1);
            if (last == '/' || last == '\\') {
                from = end;
            }
            boolean blank = end == line.length() || Character.isWhitespace(line.charAt(end));
            if (blank && !Character.isWhitespace(last) && end - from <= LONGEST) {
                String file = line.substring(from, end);
                // a name without an ending may contain a full stop
                String stem = known.contains(file) ? file : PictureFinder.stem(file);
                if (known.contains(stem)) {
                    ends.remove(stem);
                    ends.put(stem, end);
                }
            }
        }
        return ends;
    }

    private DataException ambiguous(String line, List<String> stems) {
        List<String> names = stems.stream().map(stem -> "'" + shown(stem) + "'").toList();
        return new DataException(
                Problem.of("SORA-4358", "a line of a split may name several annotations")
                        .where(where)
                        .needs("one name a line, and lines that tell it from the fields after it")
                        .have("'%s': %s".formatted(shown(line), String.join(", ", names)))
                        .fix("write the list without fields after the names, or rename pictures"));
    }

    /** Returns a line for an error. */
    static String shown(String line) {
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
