// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataSummary;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.PartSummary;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report says of the training data.
 *
 * @param notes what stands out, each in a sentence
 * @param records how many records there are
 * @param lookedAt in how many of them the columns were looked at
 * @param columns the columns that are read
 */
public record DataSection(List<String> notes, long records, long lookedAt, List<Row> columns) {

    private static final int VALUES = 12;
    private static final int COLUMNS = 1000;

    /** Copies the lists. */
    public DataSection {
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name the name
     * @param type what its values are, in a word
     * @param target whether an output reads it
     * @param missing the share of records that lack a value
     * @param distinct how many different values there are
     * @param exact whether that is exact, and not estimated
     * @param range the least, the mean and the greatest number; empty if it holds none
     * @param histogram counts over equal parts of the range; empty if it holds no numbers
     * @param frequent the most frequent values with their counts
     */
    public record Row(
            String name,
            String type,
            boolean target,
            double missing,
            long distinct,
            boolean exact,
            List<Double> range,
            List<Long> histogram,
            List<Value> frequent) {}

    /**
     * A value and how often it occurs.
     *
     * @param value the value as text
     * @param count how often
     */
    public record Value(String value, long count) {}

    /** Returns a section that says nothing. */
    public static DataSection none() {
        return new DataSection(List.of(), 0, 0, List.of());
    }

    /** Returns what the report says of a summary. */
    public static DataSection of(DataSummary summary) {
        PartSummary train = summary.parts().get("train");
        return new DataSection(
                summary.notes(),
                train.records(),
                train.lookedAt(),
                train.columns().stream().limit(COLUMNS).map(c -> row(c, train)).toList());
    }

    private static Row row(ColumnProfile column, PartSummary train) {
        boolean target = train.targets().contains(column.name());
        Optional<NumberProfile> numbers =
                column.numbers()
                        .filter(
                                n ->
                                        column.meaning() == ColumnType.NUMBER
                                                || column.meaning() == ColumnType.INTEGER);
        List<ValueCount> all = train.classes().getOrDefault(column.name(), column.frequent());
        return new Row(
                column.name(),
                column.meaning().name().toLowerCase(Locale.ROOT),
                target,
                column.missingShare(),
                column.distinct(),
                column.exact(),
                numbers.map(n -> List.of(n.least(), n.mean(), n.most())).orElse(List.of()),
                numbers.map(n -> Arrays.stream(n.histogram()).boxed().toList()).orElse(List.of()),
                all.stream()
                        .limit(VALUES)
                        .map(v -> new Value(shortened(String.valueOf(v.value())), v.count()))
                        .toList());
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
