// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDManager;
import java.util.Map;
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

    /** Returns the rules of optimisers that this engine applies in one pass, if it has any. */
    default Optional<FusedOptimisers> fusedOptimisers() {
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

    /** Returns the device, such as {@code cpu} or {@code gpu 0: NVIDIA H100}. */
    String device();

    /**
     * Returns facts for {@code sora doctor}, reports and locks: versions, threads, natives.
     *
     * <p>A lock pins {@code runtime} (name and version of the native runtime), {@code platform}
     * (the machine it was built for), {@code threads} (how many an operation is shared by) and
     * {@code natives sha256} (one digest of all its native libraries; without it, that of the
     * plugin's jar is pinned). An engine that takes the number of threads as a setting calls it
     * {@code threads} too. A setting {@code wait}, how threads wait for each other, is not pinned:
     * it must change no number.
     */
    Map<String, String> facts();

    /** Releases what can be released; the native code stays in the JVM until it ends. */
    @Override
    void close();
}
