// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The metrics of this plugin. */
public final class Metrics {

    private Metrics() {}

    /** Returns their types. */
    public static List<SoraType> types() {
        return List.of(
                ofClasses(
                        "accuracy",
                        "Share of the records whose most probable class is the right one.",
                        settings -> new Accuracy()));
    }

    private static Offer ofClasses(
            String name, String summary, Function<Settings, Metric> constructor) {
        return new Offer(TypeDescriptor.of(name, summary), ClassOutcome.class, true, constructor);
    }

    /** A type that is its descriptor, what it measures and a constructor. */
    private record Offer(
            TypeDescriptor descriptor,
            Class<? extends Outcome> outcome,
            boolean higherIsBetter,
            Function<Settings, Metric> constructor)
            implements MetricType {

        @Override
        public Metric create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
