// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TestProcessor {

    @Test
    void countsCoresAndNotTheirThreads() {
        List<String> twoCoresOfTwoThreads =
                List.of(
                        "physical id\t: 0", "core id\t\t: 0",
                        "physical id\t: 0", "core id\t\t: 1",
                        "physical id\t: 0", "core id\t\t: 0",
                        "physical id\t: 0", "core id\t\t: 1");

        assertThat(Processor.physicalCores(twoCoresOfTwoThreads)).isEqualTo(2);
    }

    @Test
    void tellsCoresOfTwoSocketsApart() {
        assertThat(
                        Processor.physicalCores(
                                List.of(
                                        "physical id\t: 0", "core id\t\t: 0",
                                        "physical id\t: 1", "core id\t\t: 0")))
                .isEqualTo(2);
    }

    @Test
    void findsInstructionsForBfloat16() {
        assertThat(Processor.multipliesBfloat16(List.of("flags\t\t: fpu avx512_bf16 sse")))
                .hasValue(true);
        assertThat(Processor.multipliesBfloat16(List.of("Features\t: fp asimd bf16")))
                .hasValue(true);
        assertThat(Processor.multipliesBfloat16(List.of("flags\t\t: fpu avx2 avx512f")))
                .hasValue(false);
        assertThat(Processor.multipliesBfloat16(List.of())).isEmpty();
    }

    @Test
    void findsAvx512() {
        assertThat(
                        Processor.hasAvx512(
                                List.of("flags\t\t: avx2 avx512f avx512dq avx512bw avx512vl")))
                .hasValue(true);
        // Knights Landing
        assertThat(Processor.hasAvx512(List.of("flags\t\t: avx2 avx512f avx512cd")))
                .hasValue(false);
        assertThat(Processor.hasAvx512(List.of("Features\t: fp asimd bf16"))).hasValue(false);
        assertThat(Processor.hasAvx512(List.of())).isEmpty();
    }

    @Test
    void findsAtLeastOneCoreAndAName() {
        assertThat(Processor.cores()).isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThat(Processor.name()).isNotBlank();
    }
}
