// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.HeldOut.By;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.Values;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values of the column by which records are split, as one number for each record: the value
 * itself if the order matters, otherwise the index of the value in order of appearance.
 */
final class SplitKeys {

    private static final int FIRST_SIZE = 1024;

    private final HeldOut split;
    private final By by;
    private final String column;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> held;
    private double[] orders;
    private int[] codes;
    private Boolean times;
    private Schema last;
    private int position;

    private SplitKeys(HeldOut split, By by, String column) {
        this.split = split;
        this.by = by;
        this.column = column;
        orders = new double[by == By.ORDER ? FIRST_SIZE : 0];
        codes = new int[by == By.ORDER ? 0 : FIRST_SIZE];
        held =
                split instanceof HeldOut.Values values
                        ? values.values().stream()
                                .map(Values::name)
                                .collect(Collectors.toUnmodifiableSet())
                        : Set.of();
    }

    /** Returns the keys of a split that has a column. */
    static Optional<SplitKeys> of(HeldOut split) {
        By by = split instanceof HeldOut.Values ? By.STRATA : split.by();
        return split.column().map(column -> new SplitKeys(split, by, column));
    }

    /**
     * Reads the key of a record.
     *
     * @throws RecordException if its value cannot serve as a key
     */
    Object read(DataRecord record) {
        if (record.schema() != last) {
            last = record.schema();
            position = last.position(column);
        }
        if (position < 0) {
            throw new DataException(
                    Problem.of("SORA-4006", "the data has no column '%s'".formatted(column))
                            .where(record.where())
                            .needs("the column that the data is split by")
                            .have(
                                    String.join(
                                            ", ",
                                            record.schema().columns().stream()
                                                    .map(c -> c.name())
                                                    .toList()))
                            .fix("name one of these columns, or check the source's settings"));
        }
        Object value = record.find(position).orElse(null);
        if (by == By.ORDER) {
            SplitOrder.Moment moment = SplitOrder.of(value, column, record);
            if (times != null && times != moment.time()) {
                throw SplitOrder.unfit(
                        column, record, value, times ? "a time, as before" : "a number, as before");
            }
            return moment;
        }
        String key = value == null ? "" : Values.name(value);
        if (key.isEmpty() && by == By.GROUPS) {
            throw SplitOrder.unfit(column, record, null, "the group that the record belongs to");
        }
        return key;
    }

    /** Stores the key of the record at a position. */
    void add(int position, Object key) {
        if (by == By.ORDER) {
            SplitOrder.Moment moment = (SplitOrder.Moment) key;
            times = moment.time();
            if (position >= orders.length) {
                orders = Arrays.copyOf(orders, grown(orders.length));
            }
            orders[position] = moment.at();
            return;
        }
        if (position >= codes.length) {
            codes = Arrays.copyOf(codes, grown(codes.length));
        }
        if (split instanceof HeldOut.Values) {
            String text = (String) key;
            // the number of values is unknown, and a message shows only some of them
            if (numbers.size() < 10) {
                numbers.putIfAbsent(text, numbers.size());
            }
            codes[position] = held.contains(text) ? 1 : 0;
        } else {
            codes[position] = numbers.computeIfAbsent((String) key, text -> numbers.size());
        }
    }

    static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
    }

    double order(int position) {
        return orders[position];
    }

    int code(int position) {
        return codes[position];
    }

    /** Returns the number of distinct values. */
    int values() {
        return numbers.size();
    }

    /** Returns some of the values, for a message. */
    List<String> some() {
        return numbers.keySet().stream().sorted().limit(10).toList();
    }
}
