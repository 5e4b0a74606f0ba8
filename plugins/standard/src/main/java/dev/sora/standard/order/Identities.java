// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import dev.sora.order.Order;
import dev.sora.order.TrainingRecords;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Minibatches of P identities with K records each (Hermans, Beyer and Leibe, 2017, "In defense of
 * the triplet loss for person re-identification"). All identities occur equally often, up to one
 * minibatch; within an identity, each record is drawn once before any is drawn again, so an
 * identity with fewer than K records repeats some in a minibatch.
 *
 * @param each the number of records of each identity, K
 */
record Identities(int each) implements Order {

    @Override
    public List<int[]> minibatches(TrainingRecords records, RandomGenerator random) {
        int together = records.batchSize() / each;
        if (together < 2) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4331",
                                    "a minibatch cannot have 2 identities with %d records each"
                                            .formatted(each))
                            .needs("a batch_size of at least %d".formatted(2L * each))
                            .have("batch_size %d".formatted(records.batchSize()))
                            .fix("raise 'training.batch_size', or lower 'records' of the order"));
        }
        List<int[]> identities = ClassRecords.of(records);
        if (identities.size() < together) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4332",
                                    "the training data has too few identities for its minibatches")
                            .needs("%d identities, batch_size / records".formatted(together))
                            .have("%d identities".formatted(identities.size()))
                            .fix(
                                    identities.size() < 2
                                            ? "train on records of more identities"
                                            : "set 'training.batch_size' to %d"
                                                    .formatted((long) identities.size() * each)));
        }
        return draw(records.minibatches(), together, identities, random);
    }

    private List<int[]> draw(
            int count, int together, List<int[]> identities, RandomGenerator random) {
        List<Cycle> cycles = identities.stream().map(rows -> new Cycle(rows, random)).toList();
        int[] numbers = IntStream.range(0, identities.size()).toArray();
        Cycle turns = new Cycle(numbers, random);
        List<int[]> minibatches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] rows = new int[together * each];
            int at = 0;
            for (int identity : turns.draw(together)) {
                System.arraycopy(cycles.get(identity).draw(each), 0, rows, at, each);
                at += each;
            }
            minibatches.add(rows);
        }
        return minibatches;
    }
}
