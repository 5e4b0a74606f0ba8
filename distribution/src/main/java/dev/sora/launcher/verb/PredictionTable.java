// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes predictions as comma-separated values (RFC 4180) in UTF-8, with a header row.
 *
 * <p>The columns are those of the first predictions, which are buffered until the columns are
 * known. Nested values have a column each, {@code probabilities.cat}; a list is one field of JSON.
 * If only the most probable classes are requested, they differ between records, so the columns are
 * by rank: {@code probabilities.1.label}, {@code probabilities.1.probability}.
 */
final class PredictionTable implements PredictionWriter {

    /** The largest number of buffered predictions. */
    static final int HELD = 1000;

    private static final String KEEP = "keep";
    private static final String ERROR = "error";
    private static final String PROBABILITIES = "probabilities";

    private final Appendable out;
    private final boolean ranked;
    private final boolean withErrors;
    private final int most;
    private final List<Map<String, Object>> held = new ArrayList<>();
    private Set<String> columns = Set.of();

    /**
     * Creates a writer.
     *
     * @param out receives the rows
     * @param ranked whether probabilities are limited to the most probable classes
     * @param withErrors whether broken records have rows
     * @param most the largest number of buffered predictions
     */
    PredictionTable(Appendable out, boolean ranked, boolean withErrors, int most) {
        this.most = most;
        this.out = out;
        this.ranked = ranked;
        this.withErrors = withErrors;
    }

    @Override
    public void add(Prediction prediction) throws IOException {
        add(prediction.line());
    }

    /** Writes or buffers the row of the keys and values of a prediction's line. */
    void add(Map<String, Object> prediction) throws IOException {
        Map<String, Object> row = row(prediction);
        if (!columns.isEmpty()) {
            write(row);
            return;
        }
        held.add(row);
        if (held.size() >= most && held.stream().anyMatch(r -> !r.containsKey(ERROR))) {
            begin();
        }
    }

    @Override
    public void finish() throws IOException {
        if (columns.isEmpty() && !held.isEmpty()) {
            begin();
        }
    }

    private void begin() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        held.stream().filter(row -> !row.containsKey(ERROR)).forEach(r -> found.addAll(r.keySet()));
        if (found.isEmpty()) {
            held.forEach(row -> found.addAll(row.keySet()));
        }
        found.remove(ERROR);
        if (withErrors) {
            found.add(ERROR);
        }
        columns = found;
        line(columns.stream().map(this::shown).toList());
        for (Map<String, Object> row : held) {
            write(row);
        }
        held.clear();
    }

    /**
     * Returns the name of a column in the header. A column that is copied from the input has its
     * own name, unless a value of Sora or of the model has the same.
     */
    private String shown(String column) {
        String own = column.startsWith(KEEP + ".") ? column.substring(KEEP.length() + 1) : column;
        return columns.contains(own) ? column : own;
    }

    private void write(Map<String, Object> row) throws IOException {
        for (String name : row.keySet()) {
            if (!columns.contains(name)) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4706",
                                        "a prediction has a value '%s', which no column is for"
                                                .formatted(name))
                                .where(
                                        "%s, record %s"
                                                .formatted(row.get("record"), row.get("number")))
                                .needs("one of " + String.join(", ", columns))
                                .fix("write JSON lines, whose values may differ: --format jsonl"));
            }
        }
        line(columns.stream().map(name -> field(row.get(name))).toList());
    }

    private void line(Iterable<String> fields) throws IOException {
        String between = "";
        for (String field : fields) {
            out.append(between).append(quoted(field));
            between = ",";
        }
        // RFC 4180 uses CR LF; readers on every system accept LF alone.
        out.append('\n');
    }

    private static String quoted(String field) {
        boolean plain =
                field.indexOf(',') < 0
                        && field.indexOf('"') < 0
                        && field.indexOf('\n') < 0
                        && field.indexOf('\r') < 0
                        && field.equals(field.strip());
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static String field(Object value) {
        if (value == null || value instanceof Double number && !Double.isFinite(number)) {
            return "";
        }
        return value instanceof List<?> ? Json.line(value) : value.toString();
    }

    private Map<String, Object> row(Map<String, Object> prediction) {
        Map<String, Object> row = new LinkedHashMap<>();
        Map<?, ?> kept = prediction.get(KEEP) instanceof Map<?, ?> map ? map : Map.of();
        prediction.forEach(
                (name, value) -> {
                    if (name.equals(ERROR) && value instanceof Map<?, ?> error) {
                        row.put(ERROR, error(error));
                    } else if (!name.equals(KEEP)) {
                        flatten(name, JsonTree.of(value), row);
                    }
                });
        return kept.isEmpty() ? row : withKept(row, kept);
    }

    /** Returns a row with the input columns after the position of the record. */
    private static Map<String, Object> withKept(Map<String, Object> row, Map<?, ?> kept) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String own : List.of("record", "number")) {
            all.put(own, row.get(own));
        }
        kept.forEach((name, value) -> all.put(KEEP + "." + name, JsonTree.of(value)));
        row.forEach(all::putIfAbsent);
        return all;
    }

    private static String error(Map<?, ?> error) {
        return List.of("code", "message", "where", "have").stream()
                .filter(error::containsKey)
                .map(key -> String.valueOf(error.get(key)))
                .collect(Collectors.joining("; "));
    }

    private void flatten(String name, Object value, Map<String, Object> row) {
        if (!(value instanceof Map<?, ?> inner)) {
            row.put(name, value);
            return;
        }
        boolean byRank =
                ranked
                        && (name.equals(PROBABILITIES) || name.endsWith("." + PROBABILITIES))
                        && inner.values().stream().allMatch(Number.class::isInstance);
        int rank = 0;
        for (Map.Entry<?, ?> entry : inner.entrySet()) {
            rank++;
            if (byRank) {
                row.put("%s.%d.label".formatted(name, rank), entry.getKey());
                row.put("%s.%d.probability".formatted(name, rank), entry.getValue());
            } else {
                flatten(name + "." + entry.getKey(), entry.getValue(), row);
            }
        }
    }
}
