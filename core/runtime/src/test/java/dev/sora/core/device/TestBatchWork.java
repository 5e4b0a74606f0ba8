// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many records fit, by the memory of a few: 1000 bytes, and 10 for each record. */
final class TestBatchWork {

    private static final long FIXED = 1_000;
    private static final long EACH = 10;

    private final List<Integer> computed = new ArrayList<>();

    private MemoryNeed.Count count(int records) {
        computed.add(records);
        return new MemoryNeed.Count(records, FIXED + EACH * records, List.of());
    }

    private BatchWork work(int records) {
        return BatchWork.training(records).measuredBy(this::count);
    }

    /** A tenth of the memory is left to kernels. */
    @ParameterizedTest
    @CsvSource({
        "64, 1500, 35",
        "64, 100000, 63",
        "64, 1124, 1",
        "64, 1100, 0",
        "64, 0, 0",
        "3, 1134, 2"
    })
    void followsFromTwoCounts(int records, long free, int fitting) {
        assertThat(work(records).fitting(() -> free)).hasValue(fitting);
    }

    @Test
    void computesASixteenthOfTheRecordsAndThenAnEighth() {
        work(64).fitting(() -> 1_500);

        assertThat(computed).containsExactly(4, 8);
    }

    /** One record cannot be divided, and of two only one can fit. */
    @Test
    void countsOneRecordIfTheBatchHasTwo() {
        assertThat(work(2).fitting(() -> 1_200)).hasValue(1);
        assertThat(work(2).fitting(() -> 1_100)).hasValue(0);
        assertThat(computed).containsExactly(1, 1);
        assertThat(work(1).fitting(() -> 1_200)).isEmpty();
    }

    /** A computation may take other numbers of records, such as whole groups of them. */
    @Test
    void usesTheNumbersThatWereComputed() {
        IntFunction<MemoryNeed.Count> whole = asked -> count(16);

        // without a second number, 1160 bytes of 16 records are 72.5 for each
        assertThat(BatchWork.training(64).measuredBy(whole).fitting(() -> 3_000)).hasValue(37);
    }

    @Test
    void doesNotAdviseFewerRecordsIfTheyNeedAsMuch() {
        BatchWork constant =
                BatchWork.training(64).measuredBy(n -> new MemoryNeed.Count(n, FIXED, List.of()));

        assertThat(constant.fitting(() -> 100_000)).hasValue(0);
    }

    /** A large tensor that does not grow, such as the weights, has no share in each record. */
    @Test
    void addsTheGradientsOfTheLargestTensorThatGrows() {
        IntFunction<MemoryNeed.Count> growing =
                n -> new MemoryNeed.Count(n, FIXED + EACH * n, List.of(500L, EACH * n, 3L * n));

        // (2700 - 1000) / (10 + 2 * 10)
        assertThat(BatchWork.training(64).measuredBy(growing).fitting(() -> 3_000)).hasValue(56);
    }

    @Test
    void isNotKnownWithoutACount() {
        BatchWork failing =
                BatchWork.training(64)
                        .measuredBy(
                                few -> {
                                    throw new IllegalStateException("full again");
                                });

        assertThat(BatchWork.training(64).fitting(() -> 1_500)).isEmpty();
        assertThat(failing.fitting(() -> 1_500)).isEmpty();
    }

    /** Otherwise the failed step itself would count as memory that is not free. */
    @Test
    void freesTheFailedComputationFirst() {
        List<String> order = new ArrayList<>();

        work(64).freedBy(() -> order.add("freed"))
                .fitting(
                        () -> {
                            order.add("asked");
                            return 1_500;
                        });

        assertThat(order).containsExactly("freed", "asked");
    }

    @Test
    void namesTheSettingThatApplies() {
        assertThat(BatchWork.training(64).remedy(35))
                .isEqualTo("set 'training.batch_size' to 35 instead of 64");
        assertThat(BatchWork.evaluation(64).remedy(35))
                .isEqualTo("set 'training.evaluation_batch_size' to 35 instead of 64");
        assertThat(BatchWork.call(64).remedy(35))
                .startsWith("pass at most 35 records in a call or a file instead of 64");
    }
}
