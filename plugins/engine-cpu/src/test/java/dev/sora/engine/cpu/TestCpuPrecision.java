// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.setting.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a model can be computed with bfloat16: oneDNN has not all of it everywhere. */
final class TestCpuPrecision {

    @Test
    void aProcessorWithoutAvx512IsRefused() {
        assertThat(CpuPrecision.obstacle(CpuPrecision.BF16, false, Map.of()).orElseThrow())
                .hasToString(
                        """
                        SORA-5134  this processor does not compute models with bfloat16
                          needs  AVX-512, or the instructions for bfloat16 of Arm
                          have   %s
                          fix    leave out 'precision', which is not faster here"""
                                .formatted(Processor.name()));
        assertThat(CpuPrecision.obstacle(CpuPrecision.FLOAT32, false, Map.of())).isEmpty();
        assertThat(CpuPrecision.obstacle(CpuPrecision.BF16, true, Map.of())).isEmpty();
    }

    /** A user may hide instructions from oneDNN. */
    @Test
    void aLimitOfOneDnnIsRead() {
        Map<String, String> low = Map.of("ONEDNN_MAX_CPU_ISA", "avx2");
        Map<String, String> high = Map.of("ONEDNN_MAX_CPU_ISA", "AVX512_CORE");

        assertThat(CpuPrecision.obstacle(CpuPrecision.BF16, true, low).orElseThrow().have())
                .isEqualTo("ONEDNN_MAX_CPU_ISA=avx2");
        assertThat(CpuPrecision.obstacle(CpuPrecision.FLOAT32, true, low)).isEmpty();
        assertThat(CpuPrecision.obstacle(CpuPrecision.BF16, true, high)).isEmpty();
    }

    /** Then a package computes with 32-bit floats, and the engine can run without the setting. */
    @Test
    void theEngineAsksForItsOwnSettings() {
        CpuEngineType type = new CpuEngineType();
        Settings reduced = Settings.of(type.descriptor().settings(), Map.of("precision", "bf16"));

        assertThat(type.obstacle(reduced)).isEqualTo(CpuPrecision.obstacle(reduced));
        assertThat(type.obstacle()).isEmpty();
    }
}
