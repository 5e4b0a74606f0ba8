// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The precision of products of matrices and of convolutions. */
enum CpuPrecision {

    /** 32-bit floats. */
    FLOAT32,

    /** Products of bfloat16, whose results are widened, and weights of 32-bit floats. */
    BF16;

    static final Setting<String> SETTING =
            Setting.choice(
                            "precision",
                            "The precision of products and convolutions: 'float32', or 'bf16', which"
                                    + " rounds their operands and results to 8 significant bits and"
                                    + " is fast on processors that multiply bfloat16. Weights,"
                                    + " losses and updates stay 32-bit floats.",
                            Stream.of(values()).map(CpuPrecision::toString).toList())
                    .orElse(FLOAT32.toString());

    private static final Logger LOG = LoggerFactory.getLogger(CpuPrecision.class);

    /** The variables by which users let oneDNN do without instructions that the processor has. */
    private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

    /** Their values that leave out AVX-512. */
    private static final Set<String> LOW =
            Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2");

    /** Returns why this machine cannot compute with the precision of some settings. */
    static Optional<Problem> obstacle(Settings settings) {
        boolean computes =
                Processor.multipliesBfloat16().orElse(true) || Processor.hasAvx512().orElse(true);
        return obstacle(chosen(settings), computes, System.getenv());
    }

    /**
     * Returns why a machine cannot compute with a precision. oneDNN has no long short-term memory
     * of bfloat16 for lesser processors, and PyTorch asks for it all the same: the first step would
     * fail.
     *
     * @param computes whether the processor has bfloat16 or AVX-512
     * @param environment the variables of the process
     */
    static Optional<Problem> obstacle(
            CpuPrecision precision, boolean computes, Map<String, String> environment) {
        Optional<String> limit =
                LIMITS.stream()
                        .filter(name -> LOW.contains(upper(environment.getOrDefault(name, ""))))
                        .findFirst();
        if (precision != BF16 || computes && limit.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of("SORA-5134", "this processor does not compute models with bfloat16")
                        .needs("AVX-512, or the instructions for bfloat16 of Arm")
                        .have(
                                limit.map(name -> name + "=" + environment.get(name))
                                        .orElseGet(Processor::name))
                        .fix("leave out 'precision', which is not faster here"));
    }

    /**
     * Returns the precision of an engine that starts, and warns if it makes this machine slow.
     *
     * @throws EngineException if this machine cannot compute with it
     */
    static CpuPrecision of(Settings settings) {
        obstacle(settings)
                .ifPresent(
                        problem -> {
                            throw new EngineException(problem);
                        });
        CpuPrecision precision = chosen(settings);
        if (precision == BF16 && !Processor.multipliesBfloat16().orElse(true)) {
            LOG.warn(
                    "'precision: bf16' is slow here: the processor '{}' does not multiply bfloat16",
                    Processor.name());
        }
        return precision;
    }

    private static CpuPrecision chosen(Settings settings) {
        return valueOf(upper(settings.get(SETTING)));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
