// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine;

import ai.djl.ndarray.NDManager;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A native runtime that is loaded and can compute. Several threads, and several trainings, may use
 * it at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface Engine extends AutoCloseable {

    /**
     * Returns a new root manager for tensors on the engine's first device. The caller closes it.
     */
    NDManager newManager();

    /**
     * Starts to record operations of this thread for gradients, until the tape is closed. Without
     * an open tape, nothing is recorded.
     *
     * <p>An engine without gradients does not implement this method: it evaluates and predicts, and
     * trains only with optimisers that use no gradient.
     *
     * @throws UnsupportedOperationException if the engine cannot compute gradients
     */
    default Tape openTape() {
        throw new UnsupportedOperationException("this engine computes no gradients");
    }

    /**
     * Returns an optional ability of this engine, such as {@link FusedOptimisers}; empty if it does
     * not have it. Every caller must work without the ability.
     *
     * @param extension the interface of the ability
     * @since 2.0
     */
    default <T> Optional<T> offers(Class<T> extension) {
        return Optional.empty();
    }

    /**
     * Seeds the random numbers of the device and runs work that draws them. The same seed and the
     * same work give the same numbers.
     *
     * <p>Native runtimes have one generator for the whole process. Therefore an engine runs only
     * one such work at a time, over all threads and trainings.
     *
     * @param draws the work, which only draws: other work waits for it
     * @return what the work returns
     * @since 2.0
     */
    <T> T seeded(long seed, Supplier<T> draws);

    /**
     * Waits until the device has completed all submitted operations; returns immediately on a CPU.
     */
    void await();

    /**
     * Returns the devices of this engine. The first one is in use: {@link #newManager} creates
     * tensors on it.
     *
     * @since 2.0
     */
    List<EngineDevice> devices();

    /**
     * Returns what a failed operation means for the user, such as a device whose memory is full;
     * empty if the failure is not one of the device.
     *
     * @param thrown what the operation threw
     * @param records the number of records that were computed at a time
     * @since 2.1
     */
    default Optional<Problem> failure(Throwable thrown, int records) {
        return Optional.empty();
    }

    /**
     * Returns how many bytes tensors can still take on the device, or on that of several which has
     * least: memory that other processes use is not free, and what the engine keeps of freed
     * tensors is. Waits for the device. Empty if tensors share the memory of the machine.
     *
     * @since 2.2
     */
    default OptionalLong freeMemory() {
        return OptionalLong.empty();
    }

    /**
     * Returns what a failed operation means for the user, such as a device whose memory is full;
     * empty if the failure is not one of the device.
     *
     * @param thrown what the operation threw
     * @param work what was computed; it tells how many records the free memory can hold
     * @since 2.2
     */
    default Optional<Problem> failure(Throwable thrown, DeviceWork work) {
        return failure(thrown, work.records());
    }

    /** Returns the facts that locks, reports and {@code sora doctor} show about this engine. */
    EngineFacts facts();

    /** Releases memory and devices. The native code stays loaded until the JVM ends. */
    @Override
    void close();
}
