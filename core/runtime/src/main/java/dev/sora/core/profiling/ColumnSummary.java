// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.HashSample;
import dev.sora.core.profile.Hashes;
import dev.sora.core.profile.TextProfile;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Collects the statistics of a column; for one thread. */
final class ColumnSummary {

    private static final int TOP = 50;

    /** Hashes need little memory, and make the count of distinct values exact. */
    private static final int HASHES = 4;

    private final Column column;
    private final HashSample hashes;
    private final FrequentValues frequent;
    private final NumberSummary numbers;
    private final TextSummary texts;
    private final ImageSummary images;
    private final NumberSummary widths;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long records;
    private long missing;
    private long order;

    /**
     * Creates the summary of a column.
     *
     * @param held the maximum number of values, of hashes and of numbers in memory
     */
    ColumnSummary(Column column, int held) {
        this.column = column;
        hashes = new HashSample(HASHES * held);
        frequent = new FrequentValues(held / 2);
        numbers = new NumberSummary(held);
        texts = new TextSummary(held);
        images = new ImageSummary(held);
        widths = new NumberSummary(held);
    }

    String name() {
        return column.name();
    }

    /**
     * Adds the value of the next record.
     *
     * @return its hash
     */
    long add(Object value, String origin) {
        records++;
        if (value == null || value instanceof Double number && number.isNaN()) {
            missing++;
            order = Hashes.join(order, Hashes.MISSING);
            return Hashes.MISSING;
        }
        long hash = Hashes.of(value);
        order = Hashes.join(order, hash);
        hashes.add(hash);
        if (value instanceof String text) {
            texts.add(text);
            frequent.add(text);
        } else if (value instanceof Number number) {
            numbers.add(number.doubleValue());
            frequent.add(number);
        } else if (value instanceof Boolean) {
            frequent.add(value);
        } else if (value instanceof ImageValue image) {
            images.add(image, origin);
        } else if (value instanceof Instant time) {
            add(time);
        } else if (value instanceof LocalDateTime wall) {
            // a time without a zone is sorted and shown as UTC, as for strings
            add(wall.toInstant(ZoneOffset.UTC));
        } else if (value instanceof float[] vector) {
            widths.add(vector.length);
        } else if (value instanceof long[] items) {
            widths.add(items.length);
        } else if (value instanceof List<?> list) {
            widths.add(list.size());
        }
        return hash;
    }

    private void add(Instant time) {
        first = time.isBefore(first) ? time : first;
        last = time.isAfter(last) ? time : last;
    }

    /** Returns the hash of all values in order: equal columns have equal hashes. */
    long order() {
        return order;
    }

    ColumnProfile profile() {
        Optional<TextProfile> text =
                column.type() == ColumnType.TEXT && records > missing
                        ? Optional.of(texts.profile())
                        : Optional.empty();
        boolean timed = column.type() == ColumnType.TIME && records > missing;
        NumberSummary own = text.isPresent() ? texts.numbers() : numbers;
        return new ColumnProfile(
                column.name(),
                column.type(),
                text.map(t -> Meanings.of(t, records - missing)).orElse(column.type()),
                records,
                missing,
                hashes.distinct(),
                hashes.repeated(),
                hashes.isExact(),
                frequent.top(TOP),
                frequent.isComplete(),
                frequent.off(),
                text.isPresent() ? Similar.among(frequent.top(1000)) : List.of(),
                own.found(),
                own.infinite(),
                text,
                images.found(),
                widths.found(),
                timed ? first.toString() : text.map(TextProfile::firstDate).orElse(""),
                timed ? last.toString() : text.map(TextProfile::lastDate).orElse(""));
    }
}
