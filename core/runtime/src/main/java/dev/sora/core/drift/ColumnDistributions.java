// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes distributions of the statistics of columns, and of records in memory. */
public final class ColumnDistributions {

    /** The share of the values of a column that must be numbers. */
    private static final double NUMBERS = 0.9;

    private final List<DataRecord> records;
    private final List<WatchedValue> made = new ArrayList<>();

    private ColumnDistributions(List<DataRecord> records) {
        this.records = records;
    }

    /**
     * Returns what is watched of columns. Times are not: they change without anything being wrong.
     *
     * @param profiles the statistics of the training data
     * @param columns the columns that inputs read
     * @param records a sample of the same data, for texts and vectors
     */
    public static List<WatchedValue> of(
            List<ColumnProfile> profiles, Set<String> columns, List<DataRecord> records) {
        ColumnDistributions distributions = new ColumnDistributions(records);
        for (ColumnProfile profile : profiles) {
            if (columns.contains(profile.name()) && profile.present() > 0) {
                distributions.add(profile);
            }
        }
        return distributions.made;
    }

    private void add(ColumnProfile profile) {
        switch (profile.type()) {
            case TEXT -> addText(profile);
            case INTEGER, NUMBER, BOOLEAN -> addValue(profile);
            case IMAGE ->
                    profile.images()
                            .ifPresent(
                                    images -> {
                                        add(profile, Measure.BRIGHTNESS, images.brightness());
                                        add(profile, Measure.WIDTH, images.widths());
                                        add(profile, Measure.HEIGHT, images.heights());
                                    });
            case VECTOR -> {
                profile.widths().ifPresent(widths -> add(profile, Measure.SIZE, widths));
                addSampled(profile.name(), Measure.MEAN, Set.of(), values(profile.name()));
            }
            case IDENTIFIERS, TEXTS, NESTED ->
                    profile.widths().ifPresent(widths -> add(profile, Measure.SIZE, widths));
            default -> {}
        }
    }

    private void addValue(ColumnProfile profile) {
        boolean few = profile.complete() && profile.distinct() <= ValueShares.MOST;
        Optional<Distribution> names =
                few || profile.type() == ColumnType.BOOLEAN ? names(profile) : Optional.empty();
        if (names.isPresent()) {
            made.add(WatchedValue.of(profile.name(), Measure.VALUE, names.get()));
        } else {
            profile.numbers().ifPresent(numbers -> add(profile, Measure.VALUE, numbers));
        }
    }

    private void addText(ColumnProfile profile) {
        if (profile.numbers().isPresent()
                && profile.numbers().get().count() >= NUMBERS * profile.present()) {
            addValue(profile);
            return;
        }
        Optional<Distribution> names = names(profile);
        if (names.isPresent()) {
            made.add(WatchedValue.of(profile.name(), Measure.VALUE, names.get()));
        } else {
            List<Object> values = values(profile.name());
            addSampled(profile.name(), Measure.WORDS, Set.of(), values);
            // words that are frequent in one half, so that the other half is new to them
            List<String> known = new ArrayList<>();
            List<Object> others = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (i % 2 == 0 && values.get(i) instanceof String text) {
                    known.add(text);
                } else if (i % 2 == 1) {
                    others.add(values.get(i));
                }
            }
            addSampled(profile.name(), Measure.UNKNOWN_WORDS, Words.frequent(known), others);
        }
    }

    private static Optional<Distribution> names(ColumnProfile profile) {
        Map<String, Long> counts = new HashMap<>();
        for (ValueCount value : profile.frequent()) {
            counts.merge(ValueShares.name(value.value()), value.count(), Long::sum);
        }
        return Samples.names(counts, profile.records(), profile.missing());
    }

    private void add(ColumnProfile profile, Measure measure, NumberProfile numbers) {
        double missing = 1 - (double) numbers.count() / profile.records();
        made.add(
                WatchedValue.of(
                        profile.name(),
                        measure,
                        NumberBins.of(
                                numbers.sample(),
                                numbers.least(),
                                numbers.most(),
                                Math.max(0, missing))));
    }

    private List<Object> values(String column) {
        List<Object> values = new ArrayList<>(records.size());
        records.forEach(record -> values.add(record.find(column).orElse(null)));
        return values;
    }

    private void addSampled(
            String column, Measure measure, Set<String> known, List<Object> values) {
        List<Number> numbers = new ArrayList<>(values.size());
        values.forEach(value -> numbers.add((Number) measure.of(value, known)));
        Samples.numbers(numbers)
                .ifPresent(found -> made.add(WatchedValue.of(column, measure, known, found)));
    }
}
