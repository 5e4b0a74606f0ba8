// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.plain;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** {@code plain-error}: the mean absolute error; undefined without records. */
public final class ErrorType implements MetricType<NumberOutcome> {

    /** Creates the type. */
    public ErrorType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("plain-error", "The mean of absolute errors.");
    }

    @Override
    public Class<NumberOutcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public Metric<NumberOutcome> create(Settings settings) {
        return new Error();
    }

    private static final class Error implements MergingMetric<NumberOutcome, Error> {

        private double sum;
        private long count;

        @Override
        public void add(NumberOutcome numbers) {
            for (int i = 0; i < numbers.size(); i++) {
                sum += Math.abs(numbers.predicted()[i] - numbers.targets()[i]);
            }
            count += numbers.size();
        }

        @Override
        public void merge(Error part) {
            sum += part.sum;
            count += part.count;
        }

        @Override
        public MetricResult result() {
            return MetricResult.of(sum / count);
        }
    }
}
