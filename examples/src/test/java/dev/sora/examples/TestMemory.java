// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.core.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training of thousands of steps uses no more memory at its end than after its warm-up. */
final class TestMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    /**
     * 100 steps an epoch, with everything that creates tensors: dropout, normalisation, early
     * stopping.
     */
    private static final String MANIFEST =
            """
            manifest: 1
            name: memory
            seed: 7
            data:
              train: {type: drawn-digits, samples: 400, seed: 1, size: 16}
              validation: {type: drawn-digits, samples: 20, seed: 2, size: 16}
            inputs:
              image: {type: image, column: image}
            particles:
              stem: {type: conv2d, from: image, filters: 8, pool: 2, batch_norm: true, dropout: 0.1}
              view: {type: dense, from: stem, units: 32, activation: relu, count: 4}
              rest: {type: dropout, from: view, rate: 0.3, count: 4}
            combiners:
              whole: {type: attention, from: rest}
            outputs:
              digit: {type: classification, column: label, from: whole}
            training:
              optimiser: {type: adam, learning_rate: 0.001}
              schedule: {type: cosine}
              epochs: 25
              batch_size: 4
              clip_norm: 1
              early_stopping: {monitor: val_loss, patience: 30}
            """;

    @TempDir private Path folder;

    @Test
    void staysFlatOverTwoThousandSteps() {
        assumeTrue(Files.isReadable(STATUS), "only Linux tells the size of a process so simply");
        List<Long> sizes = new ArrayList<>();
        try (Lab lab = new Lab(folder)) {
            lab.train(
                    "out",
                    event -> {
                        if (event instanceof RunEvent.EpochEnded ended && ended.epoch() % 5 == 0) {
                            sizes.add(outsideTheHeap());
                        }
                    },
                    MANIFEST);
        }

        // 500 steps of warm-up, then 2,000 steps: a leak of one step's tensors would be hundreds of
        // MiB
        assertThat(sizes).hasSize(5);
        assertThat(sizes.get(4) - sizes.get(0)).as("KiB: %s", sizes).isLessThan(40 * 1024);
    }

    /** Returns the resident memory in KiB without the Java heap, whose growth is not a leak. */
    private static long outsideTheHeap() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / 1024;
        try {
            return Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("RssAnon:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    - heap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
