// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import dev.sora.engine.IntraOpParallelism;
import dev.sora.engine.Tape;
import dev.sora.setting.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TestCpuEngine {

    private final Engine engine = start(Map.of("threads", 2L));

    @Test
    void findsTheGradientOfALoss() {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.create(new float[] {1, -2, 3});
            try (Tape tape = engine.openTape()) {
                NDArray leaf = tape.watch(x);
                tape.backward(leaf.square().sum());

                assertThat(tape.gradient(leaf).toFloatArray()).containsExactly(2, -4, 6);
            }
        }
    }

    @Test
    void lendsATensorThatStaysOpen() {
        BorrowedTensors lender = engine.offers(BorrowedTensors.class).orElseThrow();
        try (NDManager owner = engine.newManager()) {
            NDArray weight = owner.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
            NDArray product;
            NDArray kept;
            try (NDManager pass = engine.newManager()) {
                NDArray borrowed = lender.borrow(weight, pass);
                kept = lender.borrow(weight, pass);
                // the left operand decides to which manager a result belongs
                product = borrowed.transpose().matMul(weight);

                assertThat(product.getManager()).isSameAs(pass);
                assertThat(borrowed.getShape()).isEqualTo(new Shape(2, 2));
                assertThat(product.toFloatArray()).containsExactly(10, 14, 14, 20);
                borrowed.close();
                assertThat(lender.borrow(weight, pass).getFloat(1, 0)).isEqualTo(3);
            }
            assertThat(product.isReleased()).isTrue();
            assertThat(weight.toFloatArray()).containsExactly(1, 2, 3, 4);
            assertThatIllegalStateException()
                    .isThrownBy(kept::toFloatArray)
                    .withMessage("the manager that borrowed this tensor is closed");
        }
    }

    @Test
    void readsNoBorrowedTensorWhoseOwnerIsClosed() {
        BorrowedTensors lender = engine.offers(BorrowedTensors.class).orElseThrow();
        try (NDManager owner = engine.newManager();
                NDManager pass = engine.newManager()) {
            NDArray weight = owner.ones(new Shape(2));
            NDArray borrowed = lender.borrow(weight, pass);
            weight.close();

            assertThatIllegalStateException().isThrownBy(borrowed::toFloatArray);
        }
    }

    @Test
    void refusesToRecordTheGradientOfABorrowedTensor() {
        try (NDManager owner = engine.newManager();
                NDManager pass = engine.newManager()) {
            NDArray borrowed =
                    engine.offers(BorrowedTensors.class)
                            .orElseThrow()
                            .borrow(owner.ones(new Shape(1)), pass);

            assertThatThrownBy(() -> borrowed.setRequiresGradient(true))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("duplicate it");
        }
    }

    /** The tape reads the number when gradients are computed, long after DJL has closed it. */
    @Test
    void remembersNumbersThroughACollectionOfGarbage() throws Exception {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray leaf = tape.watch(manager.create(new float[] {1, 2}));
            NDArray product = leaf;
            for (int i = 0; i < 100; i++) {
                product = product.mul(i % 2 == 0 ? 2f : 0.5f);
            }
            List<ByteBuffer> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                System.gc();
                Thread.sleep(10);
                for (int k = 0; k < 1_000; k++) {
                    others.add(ByteBuffer.allocateDirect(4).putInt(0, -1));
                }
            }
            tape.backward(product.sum());

            assertThat(tape.gradient(leaf).toFloatArray()).containsExactly(1, 1);
            assertThat(others).isNotEmpty();
        }
    }

    @Test
    void keepsGradientsReadableAfterTheTapeIsClosed() {
        try (NDManager manager = engine.newManager()) {
            NDArray leaf;
            Tape tape = engine.openTape();
            leaf = tape.watch(manager.create(new float[] {4}));
            tape.backward(leaf.log().sum());
            tape.close();

            assertThat(tape.gradient(leaf).toFloatArray()).containsExactly(0.25f);
        }
    }

    @Test
    void sharesTheMemoryOfWhatItWatches() {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray x = manager.create(new float[] {1, 2});
            NDArray leaf = tape.watch(x);

            x.muli(3);

            assertThat(leaf.toFloatArray()).containsExactly(3, 6);
        }
    }

    @Test
    void recordsNothingOutsideOfATape() {
        try (NDManager manager = engine.newManager()) {
            NDArray leaf;
            try (Tape tape = engine.openTape()) {
                leaf = tape.watch(manager.create(new float[] {1, 2}));
            }
            assertThat(JniUtils.isGradMode()).isFalse();
            assertThat(leaf.mul(2).hasGradient()).isFalse();
        }
    }

    @Test
    void recordsInAFreshThreadOnlyWithinATape() throws Exception {
        boolean recording =
                inThread(
                        () -> {
                            try (NDManager manager = engine.newManager()) {
                                return manager.isOpen() && JniUtils.isGradMode();
                            }
                        });
        assertThat(recording).isFalse();
    }

    @Test
    void refusesTheTapeOfAnotherThreadAndALossWithDimensions() throws Exception {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray leaf = tape.watch(manager.create(new float[] {1, 2}));

            assertThatThrownBy(() -> tape.backward(leaf.mul(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(2)");
            assertThatThrownBy(() -> inThread(() -> tape.watch(leaf)))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the thread");
        }
    }

    @Test
    void trainsTwoModelsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Float>> slopes = new ArrayList<>();
            for (float slope : new float[] {3, -5}) {
                slopes.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    return fitSlope(slope);
                                }));
            }
            assertThat(slopes.get(0).get()).isCloseTo(3, within(0.01f));
            assertThat(slopes.get(1).get()).isCloseTo(-5, within(0.01f));
        } finally {
            threads.shutdownNow();
        }
    }

    private float fitSlope(float slope) {
        try (NDManager manager = engine.newManager()) {
            NDArray x = manager.arange(0f, 1f, 0.01f);
            NDArray y = x.mul(slope);
            NDArray weight = manager.zeros(new Shape(1));
            for (int step = 0; step < 300; step++) {
                try (NDManager batch = manager.newSubManager();
                        Tape tape = engine.openTape()) {
                    NDArray leaf = tape.watch(weight);
                    leaf.attach(batch);
                    NDArray input = x.duplicate();
                    input.attach(batch);
                    tape.backward(input.mul(leaf).sub(y).square().mean());
                    weight.subi(tape.gradient(leaf).mul(0.5f));
                }
            }
            return weight.getFloat();
        }
    }

    @Test
    void drawsTheSameNumbersAfterTheSameSeed() {
        try (NDManager manager = engine.newManager()) {
            float[] first = drawn(manager, 7);
            float[] again = drawn(manager, 7);
            float[] other = drawn(manager, 8);

            assertThat(again).containsExactly(first);
            assertThat(other).isNotEqualTo(first);
        }
    }

    private float[] drawn(NDManager manager, long seed) {
        return engine.seeded(seed, () -> manager.randomNormal(new Shape(100)).toFloatArray());
    }

    @Test
    void drawsTheSameNumbersWhateverOtherThreadsDraw() throws Exception {
        try (NDManager manager = engine.newManager()) {
            List<float[]> alone = new ArrayList<>();
            for (long seed = 0; seed < 8; seed++) {
                alone.add(drawn(manager, seed));
            }
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                List<Callable<Boolean>> work = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    work.add(
                            () -> {
                                boolean same = true;
                                try (NDManager own = engine.newManager()) {
                                    for (int i = 0; i < 400; i++) {
                                        same &= Arrays.equals(drawn(own, i % 8), alone.get(i % 8));
                                    }
                                }
                                return same;
                            });
                }
                for (Future<Boolean> same : pool.invokeAll(work)) {
                    assertThat(same.get()).isTrue();
                }
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void countsDenormalNumbersAsZeroInEveryThreadThatComputes() throws Exception {
        assertThat(inThread(() -> largestOfDenormals(engine))).isZero();
    }

    @Test
    void keepsDenormalNumbersIfToldTo() throws Exception {
        Engine exact = start(Map.of("threads", 2L, "flush_denormals", false));

        assertThat(inThread(() -> largestOfDenormals(exact))).isGreaterThan(0);
        assertThat(exact.facts().more()).containsEntry("denormal numbers", "kept");
    }

    /** Multiplies so many numbers that PyTorch shares the work among its own threads. */
    private static float largestOfDenormals(Engine engine) {
        try (NDManager manager = engine.newManager()) {
            // Compared by their bits: a comparison of floats would flush them as well.
            NDArray tiny = manager.full(new Shape(1_000_000), 1e-30f).mul(1e-10f);
            int largest = 0;
            for (byte part : tiny.toByteBuffer().array()) {
                largest = Math.max(largest, part & 0xFF);
            }
            return largest;
        }
    }

    @Test
    void takesAsManyThreadsAsAreSet() {
        start(Map.of("threads", 1L));
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);

        Engine two = start(Map.of("threads", 2L));
        assertThat(two.facts().threads()).hasValue(2);
        assertThat(two.facts().more()).containsKey("natives");
        assertThat(two.facts().runtime()).startsWith("PyTorch 2.");
    }

    @Test
    void setsTheNumberOfThreadsInEachThreadThatComputes() throws Exception {
        Engine one = start(Map.of("threads", 1L));
        assertThat(threadsOf(one)).isEqualTo(1);
        Engine two = inThread(() -> start(Map.of("threads", 2L)));

        assertThat(threadsOf(two)).isEqualTo(2);
        assertThat(threadsOf(one)).isEqualTo(1);
        assertThat(inThread(() -> threadsOf(two))).isEqualTo(2);
        assertThat(one.facts().threads()).hasValue(1);
    }

    private static int threadsOf(Engine engine) {
        try (NDManager manager = engine.newManager()) {
            return JniUtils.getNumThreads();
        }
    }

    @Test
    void computesAloneOnlyWhereItIsAskedTo() throws Exception {
        IntraOpParallelism sharing = engine.offers(IntraOpParallelism.class).orElseThrow();
        try (NDManager before = engine.newManager()) {
            assertThat(before.isOpen()).isTrue();
            assertThat(JniUtils.getNumThreads()).isEqualTo(2);
            assertThat(sharing.without(() -> sharing.without(this::threadsOfAPass))).isEqualTo(1);
            assertThat(JniUtils.getNumThreads()).isEqualTo(2);
        }
        assertThat(inThread(() -> List.of(sharing.without(this::threadsOfAPass), threadsOfAPass())))
                .containsExactly(1, 2);
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                sharing.without(
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }));
        assertThat(threadsOfAPass()).isEqualTo(2);
    }

    private int threadsOfAPass() {
        try (NDManager manager = engine.newManager()) {
            assertThat(manager.isOpen()).isTrue();
            return JniUtils.getNumThreads();
        }
    }

    @Test
    void leavesTheContextClassLoaderAsItWas() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        start(Map.of());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static Engine start(Map<String, ?> settings) {
        CpuEngineType type = new CpuEngineType();
        return type.start(Settings.of(type.descriptor().settings(), settings));
    }

    private static <T> T inThread(Callable<T> task) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(task).get();
        } finally {
            thread.shutdownNow();
        }
    }
}
