// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.order.Order;
import dev.sora.order.OrderType;
import dev.sora.order.TrainingRecords;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import dev.sora.testkit.trial.Breach;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The contract of orders of minibatches, tested on data of several sizes whose classes are equally
 * frequent or not. An order may refuse data with a {@link dev.sora.problem.DataException}; it must
 * accept some.
 */
public final class OrderContract extends TypeContract<OrderType, OrderContract> {

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample(1, 4, new int[1]),
                    new Sample(64, 8, classes(64, 8, 1)),
                    new Sample(61, 16, classes(61, 5, 1)),
                    new Sample(200, 32, classes(200, 10, 3)),
                    new Sample(40, 64, classes(40, 4, 1)));

    OrderContract(OrderType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> epochs(settings, false));
        for (Variant variant : variants()) {
            checks.add(Clause.EPOCHS, name() + variant, () -> epochs(variant.settings(), true));
        }
    }

    private void epochs(Settings settings, boolean must) {
        Order order = type().create(settings);
        SoraException refused = null;
        boolean accepted = false;
        for (Sample sample : SAMPLES) {
            try {
                epochs(order, sample);
                accepted = true;
            } catch (SoraException e) {
                refused = e;
            }
        }
        if (must && !accepted && refused != null) {
            throw new Breach(
                    "minibatches for some of the data that the kit tries",
                    refused.getMessage(),
                    "try the order with other settings");
        }
    }

    private void epochs(Order order, Sample sample) {
        for (int epoch = 1; epoch <= 3; epoch++) {
            List<int[]> minibatches = order.minibatches(known(sample), new SplittableRandom(epoch));
            check(sample, minibatches);
            List<int[]> again = order.minibatches(known(sample), new SplittableRandom(epoch));
            if (!Arrays.deepEquals(minibatches.toArray(), again.toArray())) {
                throw new Breach(
                        "the same minibatches for the same random numbers",
                        "others at the second call",
                        "keep nothing in fields, and draw from 'random' only: a resumed training"
                                + " computes its epoch again");
            }
        }
    }

    private static void check(Sample sample, List<int[]> minibatches) {
        if (minibatches.size() != sample.minibatches()) {
            throw new Breach(
                    "%d minibatches for %s".formatted(sample.minibatches(), sample),
                    Integer.toString(minibatches.size()),
                    "return records.minibatches() of them");
        }
        for (int[] rows : minibatches) {
            boolean outside = Arrays.stream(rows).anyMatch(row -> row < 0 || row >= sample.size());
            if (rows.length < 1 || rows.length > sample.batchSize() || outside) {
                throw new Breach(
                        "1 to %d indices from 0 to %d for %s"
                                .formatted(sample.batchSize(), sample.size() - 1, sample),
                        Arrays.toString(rows),
                        "look at the last minibatch, which may be smaller");
            }
        }
    }

    private TrainingRecords known(Sample sample) {
        boolean reads = type().readsClasses();
        return new TrainingRecords() {
            @Override
            public int size() {
                return sample.size();
            }

            @Override
            public int batchSize() {
                return sample.batchSize();
            }

            @Override
            public int minibatches() {
                return sample.minibatches();
            }

            @Override
            public int[] classes() {
                if (!reads) {
                    throw new Breach(
                            "a type that declares that its orders read classes",
                            "readsClasses() returns false",
                            "return true");
                }
                return sample.classes().clone();
            }
        };
    }

    /**
     * Returns classes of which each next one is less frequent by a factor; some records have none.
     */
    private static int[] classes(int size, int count, double factor) {
        int[] classes = new int[size];
        SplittableRandom random = new SplittableRandom(size);
        for (int i = 0; i < size; i++) {
            int drawn = (int) (count * Math.pow(random.nextDouble(), factor));
            classes[i] = i < count ? i : i % 29 == 28 ? -1 : drawn;
        }
        return classes;
    }

    private record Sample(int size, int batchSize, int[] classes) {

        int minibatches() {
            return (size - 1) / batchSize + 1;
        }

        @Override
        public String toString() {
            return "%d records in minibatches of %d".formatted(size, batchSize);
        }
    }
}
