// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a table of text is read for a model that was trained on a {@code csv}: with the same
 * settings, as far as Spark's reader has them. Others are refused, because Spark would read other
 * values.
 */
final class TrainedCsv {

    private static final Map<String, String> WORDS =
            Map.of("tab", "\t", "comma", ",", "semicolon", ";", "space", " ", "bar", "|");

    /** Settings that Spark does not have, with the values that change nothing. */
    private static final Map<String, List<Object>> WITHOUT =
            Map.ofEntries(
                    Map.entry("header", List.of(true)),
                    Map.entry("columns", List.of(List.of())),
                    Map.entry("rest", List.of("")),
                    Map.entry("last", List.of(List.of())),
                    Map.entry("parts", List.of(Map.of())),
                    Map.entry("missing", List.of(List.of(""))),
                    Map.entry("trim", List.of(false)),
                    Map.entry("trim_end", List.of(Map.of())),
                    Map.entry("decimal", List.of("point")),
                    Map.entry("thousands", List.of("none")),
                    Map.entry("skip_lines", List.of(0L)),
                    Map.entry("join", List.of(List.of())));

    private TrainedCsv() {}

    /**
     * Returns options of Spark's reader.
     *
     * @param train the source of the training data
     * @throws DataException if it has a setting that Spark's reader does not have
     */
    static Map<String, String> options(Map<?, ?> train, String where) {
        Map<String, String> options = new LinkedHashMap<>();
        if (!"csv".equals(train.get("type"))) {
            return options;
        }
        WITHOUT.forEach(
                (key, idle) -> {
                    Object value = train.get(key);
                    if (value != null && !idle.contains(value)) {
                        throw refused(key, value, where);
                    }
                });
        if (train.get("types") instanceof Map<?, ?> types && types.containsValue("image")) {
            throw refused("types", types, where);
        }
        if (train.get("delimiter") instanceof String delimiter) {
            options.put("sep", WORDS.getOrDefault(delimiter, delimiter));
        }
        if (train.get("quote") instanceof String quote) {
            options.put("quote", quote.equals("none") ? "" : quote);
        }
        if (train.get("encoding") instanceof String encoding) {
            options.put("encoding", encoding);
        }
        if (train.get("comment") instanceof String comment) {
            options.put("comment", comment);
        }
        return options;
    }

    private static DataException refused(String key, Object value, String where) {
        return new DataException(
                Problem.of(
                                "SORA-7107",
                                "the model was trained on a csv with '%s', which Spark's reader does"
                                                .formatted(key)
                                        + " not have")
                        .where("--input " + where)
                        .have("%s: %s".formatted(key, value))
                        .fix(
                                "write the table as Parquet with the values that the model was"
                                        + " trained on, or tell Spark with --read how to read it"));
    }
}
