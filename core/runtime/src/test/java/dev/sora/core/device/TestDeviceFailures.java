// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.sora.core.InterruptedRunException;
import dev.sora.engine.DeviceWork;
import dev.sora.engine.Engine;
import dev.sora.engine.EngineDevice;
import dev.sora.engine.EngineFacts;
import dev.sora.problem.DataException;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class TestDeviceFailures {

    private static final DeviceWork WORK = BatchWork.training(64);

    /** An engine whose device has a small memory. */
    private static final class SmallDevice implements Engine {

        @Override
        public NDManager newManager() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T seeded(long seed, Supplier<T> draws) {
            return draws.get();
        }

        @Override
        public void await() {
            // nothing runs
        }

        @Override
        public List<EngineDevice> devices() {
            return List.of(EngineDevice.of("small"));
        }

        @Override
        public EngineFacts facts() {
            return EngineFacts.of("none");
        }

        @Override
        public Optional<Problem> failure(Throwable thrown, DeviceWork work) {
            return "full".equals(thrown.getMessage())
                    ? Optional.of(Problem.of("TEST-0001", "%d records".formatted(work.records())))
                    : Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void reportsWhatTheEngineRecognises() {
        RuntimeException full = new IllegalStateException("full");

        assertThatThrownBy(() -> fail(full))
                .isInstanceOf(EngineException.class)
                .hasMessage("TEST-0001  64 records")
                .hasCause(full);
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        RuntimeException other = new IllegalArgumentException("a fault of a plugin");
        DataException data = new DataException(Problem.of("SORA-4001", "of the data"));

        assertThatThrownBy(() -> fail(other)).isSameAs(other);
        assertThatThrownBy(() -> fail(data)).isSameAs(data);
        assertThat(DeviceFailures.in(TestDeviceFailures::small, WORK, () -> "done"))
                .isEqualTo("done");
    }

    /** A value of the data may look like a message of the device, and an interruption is none. */
    @Test
    void asksTheEngineNeitherForDataNorForInterruptions() {
        for (RuntimeException thrown :
                List.of(
                        new DataException(Problem.of("SORA-4001", "full"), new Exception("full")),
                        new RecordException(Problem.of("SORA-4001", "full")),
                        new InterruptedRunException("full"))) {
            assertThatThrownBy(() -> inWork(TestDeviceFailures::asked, thrown)).isSameAs(thrown);
        }
    }

    @Test
    void doesNotWaitForAnEngineThatIsStarting() {
        RuntimeException full = new IllegalStateException("full");

        assertThatThrownBy(() -> inWork(Optional::empty, full)).isSameAs(full);
    }

    /** To ask an engine that did not start would throw the same exception again. */
    @Test
    void doesNotAskAnEngineThatDidNotStart() {
        EngineException start = new EngineException(Problem.of("SORA-5111", "none"));

        assertThatThrownBy(() -> inWork(TestDeviceFailures::asked, start)).isSameAs(start);
    }

    private static Optional<Engine> small() {
        return Optional.of(new SmallDevice());
    }

    private static Optional<Engine> asked() {
        throw new AssertionError("asked");
    }

    private static void fail(RuntimeException thrown) {
        inWork(TestDeviceFailures::small, thrown);
    }

    private static void inWork(Supplier<Optional<Engine>> engine, RuntimeException thrown) {
        DeviceFailures.in(
                engine,
                WORK,
                () -> {
                    throw thrown;
                });
    }
}
