// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.order.Order;
import dev.sora.order.TrainingRecords;
import dev.sora.problem.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestOrders {

    private record Known(int batchSize, int[] classes) implements TrainingRecords {

        @Override
        public int size() {
            return classes.length;
        }

        @Override
        public int minibatches() {
            return (classes.length - 1) / batchSize + 1;
        }
    }

    /** 90 records of class 0, 8 of class 1 and 2 of class 2. */
    private static final int[] RARE =
            IntStream.range(0, 100).map(i -> i < 90 ? 0 : i < 98 ? 1 : 2).toArray();

    @Test
    void drawsAllClassesEquallyOften() {
        assertThat(counts(new Balanced(1), RARE)).containsExactlyInAnyOrder(33, 33, 34);
    }

    @Test
    void drawsEachClassAsOftenAsItOccurs() {
        assertThat(counts(new Balanced(0), RARE)).containsExactly(90, 8, 2);
        int[] rows = rows(new Balanced(0).minibatches(new Known(7, RARE), new SplittableRandom(1)));
        assertThat(Arrays.stream(rows).distinct()).hasSize(100);
    }

    /** sqrt(90), sqrt(8) and sqrt(2) are 9.487, 2.828 and 1.414: shares of 69.1, 20.6 and 10.3. */
    @Test
    void balancesHalfway() {
        assertThat(counts(new Balanced(0.5), RARE)).containsExactly(69, 21, 10);
    }

    @Test
    void drawsTheRecordsOfARareClassAlike() {
        int[] rows =
                rows(new Balanced(1).minibatches(new Known(10, RARE), new SplittableRandom(3)));
        long first = Arrays.stream(rows).filter(row -> row == 98).count();
        long second = Arrays.stream(rows).filter(row -> row == 99).count();

        assertThat(Math.abs(first - second)).isLessThanOrEqualTo(1);
    }

    @Test
    void formsMinibatchesOfIdentities() {
        int[] classes = IntStream.range(0, 70).map(i -> i % 7).toArray();
        List<int[]> minibatches =
                new Identities(4).minibatches(new Known(12, classes), new SplittableRandom(5));

        int[] turns = new int[7];
        for (int[] rows : minibatches) {
            assertThat(rows).hasSize(12).doesNotHaveDuplicates();
            int[] drawn = Arrays.stream(rows).map(row -> classes[row]).distinct().toArray();
            assertThat(drawn).hasSize(3);
            for (int each : drawn) {
                turns[each]++;
                assertThat(Arrays.stream(rows).filter(r -> classes[r] == each)).hasSize(4);
            }
        }
        // 6 minibatches of 3 identities: 18 turns for 7 identities
        assertThat(turns).hasSize(7).containsOnly(2, 3);
    }

    @Test
    void repeatsTheRecordsOfAnIdentityThatHasFew() {
        int[] classes = {0, 0, 0, 0, 1, 2, 2, -1};
        List<int[]> minibatches =
                new Identities(4).minibatches(new Known(8, classes), new SplittableRandom(2));

        for (int[] rows : minibatches) {
            assertThat(rows).hasSize(8).doesNotContain(7);
        }
    }

    @Test
    void needsTwoIdentitiesInAMinibatch() {
        Known records = new Known(7, new int[] {0, 0, 1, 1});

        assertThatThrownBy(() -> new Identities(4).minibatches(records, new SplittableRandom(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4331")
                .hasMessageContaining("a batch_size of at least 8");
    }

    @Test
    void needsEnoughIdentities() {
        Known records = new Known(12, new int[] {0, 0, 1, 1});

        assertThatThrownBy(() -> new Identities(4).minibatches(records, new SplittableRandom(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4332")
                .hasMessageContaining("set 'training.batch_size' to 8");
    }

    @Test
    void needsRecordsWithAClass() {
        Known records = new Known(8, new int[] {-1, -1});

        assertThatThrownBy(() -> new Balanced(1).minibatches(records, new SplittableRandom(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4330");
    }

    private static int[] counts(Order order, int[] classes) {
        List<int[]> minibatches =
                order.minibatches(new Known(7, classes), new SplittableRandom(11));
        int[] counts = new int[3];
        for (int row : rows(minibatches)) {
            counts[classes[row]]++;
        }
        return counts;
    }

    private static int[] rows(List<int[]> minibatches) {
        return minibatches.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
