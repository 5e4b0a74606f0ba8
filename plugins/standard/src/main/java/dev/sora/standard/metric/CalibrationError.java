// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;

/**
 * The expected calibration error of the most probable class (M. P. Naeini et al., 2015): the sum
 * over bins of {@code n_b / n |accuracy_b - confidence_b|}.
 */
final class CalibrationError implements MergingMetric<ClassOutcome, CalibrationError> {

    private final double[] sums;
    private final long[] right;
    private long records;

    CalibrationError(int bins) {
        sums = new double[bins];
        right = new long[bins];
    }

    @Override
    public void add(ClassOutcome batch) {
        for (int record = 0; record < batch.size(); record++) {
            int said = batch.mostProbable(record);
            double confidence = batch.probability(record, said);
            int bin = (int) Math.min(sums.length - 1, confidence * sums.length);
            sums[bin] += confidence;
            right[bin] += said == batch.targets()[record] ? 1 : 0;
        }
        records += batch.size();
    }

    @Override
    public void merge(CalibrationError part) {
        for (int bin = 0; bin < sums.length; bin++) {
            sums[bin] += part.sums[bin];
            right[bin] += part.right[bin];
        }
        records += part.records;
    }

    @Override
    public MetricResult result() {
        if (records == 0) {
            return MetricResult.undefined(Notes.NO_RECORD);
        }
        double error = 0;
        for (int bin = 0; bin < sums.length; bin++) {
            error += Math.abs(sums[bin] - right[bin]) / records;
        }
        return MetricResult.of(error);
    }
}
