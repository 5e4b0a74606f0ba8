// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.metric;

import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that were recognised, and the right ones.
 *
 * @param predicted the recognised text of each record
 * @param right the right text of each record
 */
public record SymbolOutcome(List<String> predicted, List<String> right)
        implements DivisibleOutcome<SymbolOutcome> {

    /** Copies both, and checks that there are as many. */
    public SymbolOutcome {
        predicted = List.copyOf(predicted);
        right = List.copyOf(right);
        if (predicted.size() != right.size()) {
            throw new IllegalArgumentException(
                    "%d recognised texts, %d right ones".formatted(predicted.size(), right.size()));
        }
    }

    @Override
    public int size() {
        return right.size();
    }

    @Override
    public SymbolOutcome joined(List<SymbolOutcome> following) {
        List<String> all = new ArrayList<>(predicted);
        List<String> rights = new ArrayList<>(right);
        for (SymbolOutcome next : following) {
            all.addAll(next.predicted);
            rights.addAll(next.right);
        }
        return new SymbolOutcome(all, rights);
    }

    @Override
    public SymbolOutcome chosen(int[] records) {
        List<String> some = new ArrayList<>(records.length);
        List<String> rights = new ArrayList<>(records.length);
        for (int record : records) {
            some.add(predicted.get(record));
            rights.add(right.get(record));
        }
        return new SymbolOutcome(some, rights);
    }

    @Override
    public long numbers() {
        return right.stream().mapToLong(String::length).sum();
    }
}
