// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.TrainingSession;
import dev.sora.examples.device.SmallDevice;
import dev.sora.examples.trial.BellType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data that a device has no room for stays on the host, and minibatches are drawn ahead of the
 * steps; nothing else changes.
 */
final class TestDeviceMemory {

    private static final String CHANCE =
            Manifests.points(
                    """
                    particles:
                      ring: {type: bell, from: x}
                      view: {type: dense, from: ring, units: 8, activation: relu}
                      rest: {type: dropout, from: view, rate: 0.2}
                    """,
                    "rest");

    private static final String SMALL = "engine={type: small-device, memory: 1000}";
    private static final String LARGE = "engine={type: small-device, memory: 100000000}";
    private static final String CPU = "engine={type: cpu, threads: 1}";

    @TempDir private static Path folder;
    private static Lab small;
    private static Lab large;
    private static Lab cpu;
    private static byte[] expected;

    @BeforeAll
    static void open() {
        small = new Lab(folder, FlatHost.offer(new SmallDevice(), "0.3.0"));
        large = new Lab(folder, FlatHost.offer(new SmallDevice(), "0.3.0"));
        cpu = new Lab(folder);
        expected = cpu.weights("cpu", CHANCE, CPU);
    }

    @AfterAll
    static void close() {
        small.close();
        large.close();
        cpu.close();
    }

    @AfterEach
    void calm() {
        BellType.ON_TRAINING_PASS.set(() -> {});
        Thread.interrupted();
    }

    @Test
    void dataThatDoesNotFitIsGatheredOnTheHostAheadOfTheSteps() {
        SmallDevice.AHEAD.set(0);
        assertThat(small.weights("small", CHANCE, SMALL)).isEqualTo(expected);
        // 6 steps an epoch, of which each but the last draws the one after it
        assertThat(SmallDevice.AHEAD).hasValue(3 * 5);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("sora-prefetch"));
    }

    @Test
    void dataThatFitsIsGatheredOnTheDevice() {
        SmallDevice.AHEAD.set(0);
        assertThat(large.weights("large", CHANCE, LARGE)).isEqualTo(expected);
        assertThat(SmallDevice.AHEAD).hasValue(0);
    }

    /** A minibatch that was drawn ahead is not lost, and not trained on twice. */
    @Test
    void aTrainingThatWasInterruptedContinuesBitByBit() {
        AtomicInteger passes = new AtomicInteger();
        BellType.ON_TRAINING_PASS.set(
                () -> {
                    if (passes.incrementAndGet() == 9) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThatThrownBy(() -> small.train("broken", CHANCE, SMALL))
                .isInstanceOf(InterruptedRunException.class);
        calm();
        assertThat(Lab.weights(small.resume("broken", CHANCE, SMALL).model())).isEqualTo(expected);
    }

    /** A program may ask for another share than the one that was drawn ahead. */
    @Test
    void whatWasDrawnAheadIsDiscardedForAnotherShare() {
        try (TrainingSession session =
                        small.runtime().session(small.plan(CHANCE, SMALL), Lab.DEAF);
                TrainingSession right = cpu.runtime().session(cpu.plan(CHANCE, CPU), Lab.DEAF)) {
            for (int share : new int[] {0, 1, 1, 0}) {
                assertThat(session.next(share, 2)).isEqualTo(right.next(share, 2)).isTrue();
                float[] gradient = right.gradient().values();
                assertThat(session.gradient().values()).isEqualTo(gradient);
                session.apply(gradient);
                right.apply(gradient);
            }
            assertThat(session.weights()).isEqualTo(right.weights());
        }
    }
}
