// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The size of batches follows what records were measured to cost. */
final class TestBatchCosts {

    private static final long ANY = Long.MAX_VALUE;

    private final BatchCosts costs = new BatchCosts(64);

    /** Chooses and measures, while very many records wait; returns the records of each choice. */
    private int[] run(int times, IntToDoubleFunction nanos) {
        int[] sizes = new int[times];
        for (int i = 0; i < times; i++) {
            sizes[i] = costs.choose(1, 1_000, ANY);
            costs.measured(sizes[i], (long) nanos.applyAsDouble(sizes[i]), true);
        }
        return sizes;
    }

    private static double share(int[] sizes, int size) {
        int count = 0;
        for (int each : sizes) {
            count += each == size ? 1 : 0;
        }
        return (double) count / sizes.length;
    }

    @Test
    void takesAllThatWaitUntilSizesAreKnown() {
        assertThat(costs.choose(1, 5, ANY)).isEqualTo(5);
        assertThat(costs.choose(1, 500, ANY)).isEqualTo(64);
        assertThat(costs.nanos(7, 1)).isZero();
    }

    /**
     * A recurrent network, whose batches cost more a record than single ones on two threads; other
     * servers take large batches all the same (triton-inference-server/server 2815).
     */
    @Test
    void computesSingleRecordsWhereBatchesCostMore() {
        IntToDoubleFunction slower = size -> size == 1 ? 1e6 : 1.5e6 * size;
        run(300, slower);

        assertThat(share(run(640, slower), 1)).isGreaterThan(0.95);
        assertThat(costs.preferred()).isEqualTo(1);
    }

    @Test
    void computesLargeBatchesWhereTheyCostLess() {
        IntToDoubleFunction faster = size -> 1e6 + 1e5 * size;
        run(300, faster);

        assertThat(share(run(640, faster), 64)).isGreaterThan(0.95);
        assertThat(costs.preferred()).isEqualTo(64);
    }

    @Test
    void findsASizeInBetween() {
        // caches hold the values of eight records
        IntToDoubleFunction caches = size -> 1e6 + (size <= 8 ? 1e5 : 1e6) * size;
        run(300, caches);

        assertThat(share(run(640, caches), 8)).isGreaterThan(0.95);
    }

    @Test
    void followsCostsThatChange() {
        run(300, size -> size == 1 ? 1e6 : 1.5e6 * size);
        run(64 * 64, size -> 1e6 + 1e5 * size);

        assertThat(costs.preferred()).isEqualTo(64);
    }

    /** Measures what requests of four records make of each choice. */
    private int[] runFours(int times, IntToDoubleFunction nanos) {
        int[] sizes = new int[times];
        for (int i = 0; i < times; i++) {
            sizes[i] = Math.max(4, costs.choose(4, 1_000, ANY) / 4 * 4);
            costs.measured(sizes[i], (long) nanos.applyAsDouble(sizes[i]), true);
        }
        return sizes;
    }

    /** Sizes that cannot occur are not tried for ever, and what was tried is tried again. */
    @Test
    void learnsWhereNoRequestHasASingleRecord() {
        // a first record of an idle server, which is no batch that could be chosen
        costs.measured(1, 1_000, false);
        runFours(300, size -> 1e6 + 1e5 * size);
        assertThat(share(runFours(640, size -> 1e6 + 1e5 * size), 64)).isGreaterThan(0.95);

        runFours(64 * 64, size -> 1e6 * size * size);
        assertThat(share(runFours(640, size -> 1e6 * size * size), 4)).isGreaterThan(0.9);
    }

    /** Requests of one record and of 33 in turn: between these sizes nothing can be measured. */
    @Test
    void learningEndsWhereSizesCannotOccur() {
        int[] chosen = new int[940];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = costs.choose(1, 1_000, ANY);
            int taken = chosen[i] >= 34 ? 34 : 1;
            costs.measured(taken, 1_000_000 + 100_000L * taken, true);
        }

        assertThat(share(Arrays.copyOfRange(chosen, 300, 940), 64)).isGreaterThan(0.95);
    }

    @Test
    void expectsWhatBatchesCostThatAreAsLargeAsTheirRequests() {
        for (int i = 0; i < 2; i++) {
            costs.measured(1, 1_000_000, true);
            costs.measured(64, 96_000_000, true);
        }

        assertThat(costs.nanos(64, 1)).isEqualTo(64e6);
        assertThat(costs.nanos(64, 64)).isEqualTo(96e6);
        assertThat(costs.nanos(65, 65)).isEqualTo(97e6);
    }

    @Test
    void triesOtherSizesRarely() {
        IntToDoubleFunction slower = size -> size == 1 ? 1e6 : 1.5e6 * size;
        run(300, slower);
        double spent = 0;
        double records = 0;
        for (int size : run(6_400, slower)) {
            spent += slower.applyAsDouble(size);
            records += size;
        }

        assertThat(spent / records).isLessThan(1.05 * 1e6);
    }

    @Test
    void aSlowFirstMeasurementCountsForNothing() {
        costs.measured(1, 1_000_000_000, true);
        for (int i = 0; i < 4; i++) {
            costs.measured(1, 1_000_000, true);
        }

        assertThat(costs.nanos(1, 1)).isEqualTo(1e6);
        assertThat(costs.nanos(10, 1)).isEqualTo(1e7);
    }

    @Test
    void aBatchIsNotLargerThanTheDeadlineOfItsFirstRecordAllows() {
        for (int size = 1; size <= 64; size *= 2) {
            costs.measured(size, 1_000_000L * size, true);
        }

        assertThat(costs.choose(1, 64, 5_000_000)).isEqualTo(4);
        assertThat(costs.choose(1, 64, 10)).isEqualTo(1);
    }

    @Test
    void measurementsOfAnIdleServerAreNotComparedWithThoseOfABusyOne() {
        costs.measured(1, 1_000_000, false);
        costs.measured(1, 3_000_000, true);
        costs.measured(64, 128_000_000, true);

        assertThat(costs.nanos(1, 1)).isEqualTo(3e6);
        assertThat(costs.preferred()).isEqualTo(64);
        assertThat(costs.known()).hasSize(2);
    }

    @Test
    void expectsThatASmallBatchTakesNoLongerThanALargerOne() {
        costs.measured(64, 64_000_000, true);

        assertThat(costs.nanos(1, 1)).isEqualTo(64e6);
        assertThat(costs.nanos(64, 1)).isEqualTo(64e6);
        assertThat(costs.nanos(128, 1)).isEqualTo(128e6);
    }

    @Test
    void cautionMakesOneInAHundredLate() {
        AtomicLong clock = new AtomicLong();
        Caution caution = new Caution(clock::get);
        caution.idle(false);
        // a request is late if it takes more than it may: those take up to three times the estimate
        int late = 0;
        for (int i = 0; i < 100_000; i++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
            caution.idle(false);
            double actual = 1 + 2 * (i * 0.6180339887 % 1);
            if (actual > caution.factor()) {
                caution.late();
                late++;
            } else {
                caution.inTime();
            }
        }

        assertThat(late).isBetween(500, 2_000);
        for (int i = 0; i < 1_000; i++) {
            caution.late();
        }
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        caution.idle(true);
        assertThat(caution.factor()).isEqualTo(4);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(60));
        caution.idle(false);
        assertThat(caution.factor()).isBetween(1.5, 1.51);
    }
}
