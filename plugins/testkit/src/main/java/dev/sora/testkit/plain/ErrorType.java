// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** {@code plain-error}: the mean of absolute errors; not defined for no records. */
public final class ErrorType implements MetricType {

    /** Creates the type. */
    public ErrorType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("plain-error", "The mean of absolute errors.");
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public Metric create(Settings settings) {
        return new Error();
    }

    private static final class Error implements Metric {

        private double sum;
        private long count;

        @Override
        public void add(Outcome outcome) {
            NumberOutcome numbers = (NumberOutcome) outcome;
            for (int i = 0; i < numbers.size(); i++) {
                sum += Math.abs(numbers.predicted()[i] - numbers.targets()[i]);
            }
            count += numbers.size();
        }

        @Override
        public MetricResult result() {
            return MetricResult.of(sum / count);
        }
    }
}
