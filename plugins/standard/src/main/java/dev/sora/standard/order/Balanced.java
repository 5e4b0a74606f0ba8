// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import dev.sora.order.Order;
import dev.sora.order.TrainingRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Class-balanced sampling. An epoch has as many records as the data; class c with n_c records has
 * the share {@code n_c^(1 - s) / Σ n_k^(1 - s)} of them, rounded by largest remainder (Kang et al.,
 * 2020, "Decoupling representation and classifier for long-tailed recognition", with q = 1 - s).
 * Within a class, each record is drawn once before any is drawn again.
 *
 * @param strength the s of the formula
 */
record Balanced(double strength) implements Order {

    @Override
    public List<int[]> minibatches(TrainingRecords records, RandomGenerator random) {
        List<int[]> classes = ClassRecords.of(records);
        int size =
                (int) Math.min(records.size(), (long) records.minibatches() * records.batchSize());
        int[] shares = shares(classes, size, random);
        int[] rows = new int[size];
        int at = 0;
        for (int i = 0; i < shares.length; i++) {
            int[] drawn = new Cycle(classes.get(i), random).draw(shares[i]);
            System.arraycopy(drawn, 0, rows, at, drawn.length);
            at += drawn.length;
        }
        ClassRecords.shuffle(rows, random);
        List<int[]> minibatches = new ArrayList<>();
        for (int i = 0; i < records.minibatches(); i++) {
            int from = i * records.batchSize();
            int to = (int) Math.min((long) from + records.batchSize(), size);
            minibatches.add(Arrays.copyOfRange(rows, from, to));
        }
        return minibatches;
    }

    /** Returns how many records of each class are drawn; equal remainders are decided at random. */
    private int[] shares(List<int[]> classes, int size, RandomGenerator random) {
        double[] weights =
                classes.stream().mapToDouble(rows -> Math.pow(rows.length, 1 - strength)).toArray();
        double whole = Arrays.stream(weights).sum();
        int[] shares = new int[weights.length];
        double[] remainders = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            double exact = size * (weights[i] / whole);
            shares[i] = (int) exact;
            remainders[i] = exact - shares[i];
        }
        int[] any = IntStream.range(0, shares.length).toArray();
        ClassRecords.shuffle(any, random);
        int missing = size - Arrays.stream(shares).sum();
        Arrays.stream(any)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -remainders[i]))
                .limit(missing)
                .forEach(i -> shares[i]++);
        return shares;
    }
}
