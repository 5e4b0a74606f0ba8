// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import dev.sora.setting.Setting;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/** What the steps of a decoder attend to, as a part of its result. */
public final class Attention {

    /**
     * The role of the part: {@code (batch, steps, memory)}, numbers of 0 or more whose sum over the
     * steps of the memory is 1.
     */
    public static final String ATTENTION = "attention";

    private Attention() {}

    static Setting<Boolean> setting(String what) {
        return Setting.bool(
                        "attention",
                        "Whether the output can show which step of the encoder each step attends"
                                + " to: "
                                + what)
                .orElse(false);
    }

    /** Returns the plan of a result; a batch trims both dimensions of the part. */
    static SignalSpec planned(SignalSpec steps, boolean attention) {
        return attention
                ? steps.with(ATTENTION, TensorSpec.floats(TensorSpec.UNKNOWN, TensorSpec.UNKNOWN))
                : steps;
    }
}
