// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.metric.DivisibleOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags of some records.
 *
 * @param predicted the predicted tags of each record
 * @param right the right ones
 */
public record TagOutcome(List<List<String>> predicted, List<List<String>> right)
        implements DivisibleOutcome<TagOutcome> {

    /** Copies the lists, and checks that records have as many predicted as right tags. */
    public TagOutcome {
        predicted = List.copyOf(predicted);
        right = List.copyOf(right);
        if (predicted.size() != right.size()) {
            throw new IllegalArgumentException(
                    "%d records for %d".formatted(predicted.size(), right.size()));
        }
        for (int i = 0; i < right.size(); i++) {
            if (predicted.get(i).size() != right.get(i).size()) {
                throw new IllegalArgumentException(
                        "%d tags for %d tokens"
                                .formatted(predicted.get(i).size(), right.get(i).size()));
            }
        }
    }

    @Override
    public int size() {
        return right.size();
    }

    @Override
    public TagOutcome joined(List<TagOutcome> following) {
        List<List<String>> allPredicted = new ArrayList<>(predicted);
        List<List<String>> allRight = new ArrayList<>(right);
        for (TagOutcome part : following) {
            allPredicted.addAll(part.predicted);
            allRight.addAll(part.right);
        }
        return new TagOutcome(allPredicted, allRight);
    }

    @Override
    public TagOutcome chosen(int[] records) {
        List<List<String>> some = new ArrayList<>();
        List<List<String>> someRight = new ArrayList<>();
        for (int record : records) {
            some.add(predicted.get(record));
            someRight.add(right.get(record));
        }
        return new TagOutcome(some, someRight);
    }

    @Override
    public long numbers() {
        return right.stream().mapToLong(List::size).sum();
    }
}
