// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.InterruptedRunException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.scheduler.BarrierJobSlotsNumberCheckFailed;
import org.junit.jupiter.api.Test;

/** When a training is begun again. */
final class TestAttempt {

    private static Outcome failed(boolean again, String code) {
        Outcome outcome = Outcome.failed(1, new SoraException(Problem.of(code, "wrong")));
        return new Outcome(1, again, outcome.problems(), outcome.times(), outcome.files());
    }

    private static Attempt run(Supplier<List<Outcome>> stage) {
        return Attempt.run(
                stage,
                () -> {
                    throw new AssertionError("nothing interrupts the training");
                });
    }

    private static <E extends Exception> List<Outcome> fail(Exception e) throws E {
        @SuppressWarnings("unchecked")
        E undeclared = (E) e;
        throw undeclared;
    }

    @Test
    void anInterruptedTrainingEndsAndIsNotTriedAgain() {
        AtomicInteger cancelled = new AtomicInteger();
        try {
            assertThatThrownBy(
                            () ->
                                    Attempt.run(
                                            () ->
                                                    TestAttempt.<RuntimeException>fail(
                                                            new InterruptedException()),
                                            cancelled::incrementAndGet))
                    .isInstanceOf(InterruptedRunException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aLostWorkerIsReplacedUntilItWasTooOften() {
        Attempt lost = run(() -> List.of(Outcome.idle(0), failed(true, "SORA-7021")));

        assertThat(lost.isDone()).isFalse();
        assertThatCode(() -> lost.require(2, 3, 4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> lost.require(2, 4, 4))
                .hasMessageContaining("SORA-7012")
                .hasMessageContaining("SORA-7021");
    }

    @Test
    void aStageThatSparkAbortedIsSubmittedAgain() {
        Attempt aborted =
                run(
                        () -> {
                            throw new IllegalStateException(new SparkException("executor lost"));
                        });

        assertThat(aborted.isDone()).isFalse();
        assertThatCode(() -> aborted.require(2, 1, 4)).doesNotThrowAnyException();
    }

    /** The problem of one worker, not that of those whose connections it closed. */
    @Test
    void aProblemThatWouldComeAgainEndsTheTraining() {
        Attempt refused = run(() -> List.of(failed(true, "SORA-7021"), failed(false, "SORA-4001")));

        assertThatThrownBy(() -> refused.require(2, 1, 4))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4001");
    }

    @Test
    void aClusterThatIsTooSmallIsNotTriedAgain() {
        Attempt unscheduled =
                run(
                        () -> {
                            throw new IllegalStateException(
                                    new BarrierJobSlotsNumberCheckFailed(9, 4));
                        });

        assertThatThrownBy(() -> unscheduled.require(9, 1, 4)).hasMessageContaining("SORA-7005");
    }
}
