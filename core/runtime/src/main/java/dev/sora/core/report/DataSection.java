// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataSummary;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.SplitSummary;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section of a report about the training data.
 *
 * @param notes anomalies, each in a sentence
 * @param records the number of records
 * @param lookedAt the number of records whose columns were examined
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
     * @param type the type of its values, in a word
     * @param target whether an output reads it
     * @param missing the share of records without a value
     * @param distinct the number of distinct values
     * @param exact whether that is exact, and not estimated
     * @param range minimum, mean and maximum; empty if there are no numbers
     * @param histogram counts over equal parts of the range; empty if there are no numbers
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
     * A value and its count.
     *
     * @param value the value as a string
     * @param count the number of occurrences
     */
    public record Value(String value, long count) {}

    /** Returns an empty section. */
    public static DataSection none() {
        return new DataSection(List.of(), 0, 0, List.of());
    }

    /** Returns the section for a summary. */
    public static DataSection of(DataSummary summary) {
        SplitSummary train = summary.parts().get("train");
        return new DataSection(
                summary.notes(),
                train.records(),
                train.lookedAt(),
                train.columns().stream().limit(COLUMNS).map(c -> row(c, train)).toList());
    }

    private static Row row(ColumnProfile column, SplitSummary train) {
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
