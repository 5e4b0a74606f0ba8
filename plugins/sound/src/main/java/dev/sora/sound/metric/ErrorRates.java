// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The metrics {@code wer} and {@code cer}. */
public final class ErrorRates {

    private ErrorRates() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Rate(
                        "wer",
                        "Word error rate: edits that turn the recognised words into the right ones,"
                                + " divided by the number of right ones.",
                        ErrorRate::words),
                new Rate(
                        "cer",
                        "Character error rate: edits that turn the recognised characters into the"
                                + " right ones, divided by the number of right ones; spaces count.",
                        ErrorRate::characters));
    }

    private record Rate(String name, String summary, Function<String, List<String>> units)
            implements MetricType<SymbolOutcome> {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, summary);
        }

        @Override
        public Class<SymbolOutcome> outcome() {
            return SymbolOutcome.class;
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public Metric<SymbolOutcome> create(Settings settings) {
            return new ErrorRate(units);
        }
    }
}
