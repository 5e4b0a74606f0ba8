// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** The mean absolute error; the fault is that merging takes the mean of the means of both parts. */
public final class MeanOfMeansType implements MetricType<NumberOutcome> {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("mean-of-means", "The mean of absolute errors, or nearly.");
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
        return new MeanOfMeans();
    }

    private static final class MeanOfMeans implements MergingMetric<NumberOutcome, MeanOfMeans> {

        private double sum;
        private double count;

        @Override
        public void add(NumberOutcome outcome) {
            for (int i = 0; i < outcome.size(); i++) {
                sum += Math.abs(outcome.predicted()[i] - outcome.targets()[i]);
            }
            count += outcome.size();
        }

        @Override
        public void merge(MeanOfMeans part) {
            if (count == 0) {
                sum = part.sum;
                count = part.count;
            } else if (part.count > 0) {
                sum = sum / count + part.sum / part.count;
                count = 2;
            }
        }

        @Override
        public MetricResult result() {
            return MetricResult.of(sum / count);
        }
    }
}
