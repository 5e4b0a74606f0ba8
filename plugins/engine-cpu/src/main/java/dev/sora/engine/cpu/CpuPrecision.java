// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The precision of products of matrices and of convolutions. */
enum CpuPrecision {

    /** 32-bit floats. */
    FLOAT32,

    /** Products of bfloat16, with weights and all other tensors of 32-bit floats. */
    BF16;

    static final Setting<String> SETTING =
            Setting.choice(
                            "precision",
                            "The precision of products and convolutions: 'float32', or 'bf16', with"
                                    + " 7 bits of the mantissa, which is fast on processors that"
                                    + " multiply bfloat16. Weights, losses and updates stay 32-bit"
                                    + " floats.",
                            Stream.of(values()).map(CpuPrecision::toString).toList())
                    .orElse(FLOAT32.toString());

    private static final Logger LOG = LoggerFactory.getLogger(CpuPrecision.class);

    /** Returns the precision of an engine that starts, and warns if it makes this machine slow. */
    static CpuPrecision of(Settings settings) {
        CpuPrecision precision = valueOf(settings.get(SETTING).toUpperCase(Locale.ROOT));
        if (precision == BF16 && !Processor.multipliesBfloat16().orElse(true)) {
            LOG.warn(
                    "'precision: bf16' is slow here: the processor '{}' does not multiply bfloat16",
                    Processor.name());
        }
        return precision;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
