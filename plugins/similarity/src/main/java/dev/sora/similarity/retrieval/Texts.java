// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.retrieval;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.data.Schema;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Different texts, in the order of their first occurrence. The number of a text is its position.
 */
final class Texts {

    private static final String KEY = "texts";
    private static final int SHOWN = 60;

    private final String column;
    private final List<String> all;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<DataRecord> records = new ArrayList<>();

    private Texts(String column, List<String> all) {
        this.column = column;
        this.all = List.copyOf(all);
        Schema schema = Schema.of(Column.of(column, ColumnType.TEXT));
        for (String text : all) {
            numbers.put(text, numbers.size());
            records.add(new DataRecord(schema, "texts", records.size() + 1L, text));
        }
    }

    static Texts of(Records records, String column) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        records.forEach(record -> found.putIfAbsent(read(record, column), true));
        return new Texts(column, List.copyOf(found.keySet()));
    }

    static Texts restore(State state, String column) {
        List<String> texts = state.distinct(KEY);
        if (texts.size() < 2 || texts.stream().anyMatch(String::isBlank)) {
            throw state.broken(KEY, "at least 2 texts, none of them empty");
        }
        return new Texts(column, texts);
    }

    State state() {
        return State.builder().strings(KEY, all).build();
    }

    /** Returns the text of a record, without white space around it. */
    private static String read(DataRecord record, String column) {
        String text = record.has(column) ? record.get(column, String.class).strip() : "";
        if (text.isEmpty()) {
            throw new RecordException(
                    Problem.of("SORA-4614", "the text to choose is empty")
                            .where(record.where())
                            .needs("characters in column '%s'".formatted(column))
                            .have(record.has(column) ? "white space" : "no value")
                            .fix("fill the column, or set 'on_error: skip'"));
        }
        return text;
    }

    int size() {
        return all.size();
    }

    String text(int number) {
        return all.get(number);
    }

    List<String> all() {
        return all;
    }

    /** Returns the beginning of a text, for a message. */
    String shown(int number) {
        String text = all.get(number);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** Returns the texts as records with one column. */
    List<DataRecord> records() {
        return List.copyOf(records);
    }

    /** Returns the number of the text of a record, which must be among these. */
    int number(DataRecord record) {
        Integer number = numbers.get(read(record, column));
        if (number == null) {
            throw new RecordException(
                    Problem.of("SORA-4615", "the text is not one of those to choose among")
                            .where(record.where())
                            .needs("a text of the training data in column '%s'".formatted(column))
                            .have("another one")
                            .fix("train with this record, or leave it out"));
        }
        return number;
    }
}
