// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.MixedPrecision;
import dev.sora.engine.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Conversions from and to bfloat16 leave nothing behind. */
final class TestMixedMemory {

    private final CpuEngine engine =
            CpuRuntime.engine(1, 1, true, WaitPolicy.ADAPTIVE, 1, CpuPrecision.BF16);
    private final MixedPrecision mixed = engine.offers(MixedPrecision.class).orElseThrow();
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = engine.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Nothing is kept of a pass, with a tape or without (transformers #8403). */
    @EnabledOnOs(OS.LINUX)
    @Test
    void memoryStaysAsItIs() throws IOException {
        NDArray input = manager.ones(new Shape(128, 128));
        try (Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(manager.ones(new Shape(128, 128)));
            repeat(20, tape, input, weights);
            long before = residentMiB();
            // what is kept of each would be 32 or 64 KiB, so at least 32 MiB
            repeat(1000, tape, input, weights);

            assertThat(residentMiB() - before).isLessThan(20);
        }
    }

    private void repeat(int times, Tape tape, NDArray input, NDArray weights) {
        for (int i = 0; i < times; i++) {
            try (NDManager step = manager.newSubManager()) {
                input.attach(step);
                weights.attach(step);
                NDArray product = mixed.reduced(() -> input.matMul(weights));
                tape.backward(product.mean());
                tape.gradient(weights).close();
                input.attach(manager);
                weights.attach(manager);
            }
        }
    }

    private static long residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
