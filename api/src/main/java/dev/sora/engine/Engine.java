// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A native runtime that is at work. It serves several threads, and several trainings at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface Engine extends AutoCloseable {

    /** Returns a new root manager for tensors on the engine's device; the caller closes it. */
    NDManager newManager();

    /**
     * Begins to record on this thread what is needed for gradients, until the tape is closed.
     * Outside of a tape nothing is recorded.
     *
     * <p>An engine that only computes forward leaves this out: it evaluates and predicts, and
     * trains with optimisers that use no gradient.
     *
     * @throws UnsupportedOperationException if the engine cannot compute gradients
     */
    default Tape openTape() {
        throw new UnsupportedOperationException("this engine computes no gradients");
    }

    /**
     * Returns what this engine can do beyond what every engine does, if it does: an interface such
     * as {@link FusedOptimisers}. Whoever asks goes another way where it is not offered.
     *
     * @since 2.0
     */
    default <T> Optional<T> offers(Class<T> extension) {
        return Optional.empty();
    }

    /**
     * Runs work that draws random numbers on the device, which begin anew with a seed: the same
     * seed and work give the same numbers.
     *
     * <p>Native runtimes have one generator for the whole process. An engine lets no other such
     * work run meanwhile, whatever thread or training it belongs to.
     *
     * @param draws draws, and does no more than that
     * @return what the work returns
     * @since 2.0
     */
    <T> T seeded(long seed, Supplier<T> draws);

    /** Waits until the device has done all it was given; returns at once on a CPU. */
    void await();

    /**
     * Returns the devices of this engine. The first is in use: tensors of {@link #newManager} lie
     * there.
     *
     * @since 2.0
     */
    List<EngineDevice> devices();

    /** Returns what this engine says of itself. */
    EngineFacts facts();

    /** Releases what can be released; the native code stays in the JVM until it ends. */
    @Override
    void close();
}
