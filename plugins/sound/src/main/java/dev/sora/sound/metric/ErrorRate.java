// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import java.util.List;
import java.util.function.Function;

/**
 * The edits (substitutions, deletions, insertions: Levenshtein, 1966) that turn the recognised
 * texts into the right ones, divided by the number of units of the right ones. Above 1 if there are
 * more edits than units.
 */
final class ErrorRate implements MergingMetric<SymbolOutcome, ErrorRate> {

    private final Function<String, List<String>> units;
    private long edits;
    private long total;
    private long records;

    /**
     * Creates a rate without records.
     *
     * @param units splits a text into words or characters
     */
    ErrorRate(Function<String, List<String>> units) {
        this.units = units;
    }

    /** Returns the words of a text. */
    static List<String> words(String text) {
        String plain = text.strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    }

    /** Returns the characters of a text. */
    static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public void add(SymbolOutcome batch) {
        for (int i = 0; i < batch.size(); i++) {
            List<String> right = units.apply(batch.right().get(i));
            edits += edits(units.apply(batch.predicted().get(i)), right);
            total += right.size();
        }
        records += batch.size();
    }

    @Override
    public void merge(ErrorRate part) {
        edits += part.edits;
        total += part.total;
        records += part.records;
    }

    @Override
    public MetricResult result() {
        if (total == 0) {
            return MetricResult.undefined(
                    records == 0
                            ? "is not defined: there are no records"
                            : "is not defined: the right texts are empty");
        }
        return MetricResult.of((double) edits / total);
    }

    /** Returns the least number of edits, by dynamic programming over one row. */
    static int edits(List<String> from, List<String> to) {
        int[] row = new int[to.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.size()];
    }
}
