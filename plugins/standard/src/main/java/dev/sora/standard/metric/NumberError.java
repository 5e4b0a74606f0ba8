// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;

/** A mean of errors; NaN without records. */
final class NumberError implements MergingMetric<NumberOutcome, NumberError> {

    /** The kind of mean. */
    enum Kind {
        /** The mean squared error. */
        MSE,
        /** The mean absolute error. */
        MAE,
        /** The root of the mean squared error. */
        RMSE
    }

    private final Kind kind;
    private double sum;
    private long records;

    NumberError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(NumberOutcome batch) {
        for (int record = 0; record < batch.size(); record++) {
            double error = batch.predicted()[record] - batch.targets()[record];
            sum += kind == Kind.MAE ? Math.abs(error) : error * error;
        }
        records += batch.size();
    }

    @Override
    public void merge(NumberError part) {
        sum += part.sum;
        records += part.records;
    }

    @Override
    public MetricResult result() {
        if (records == 0) {
            return MetricResult.undefined(Notes.NO_RECORD);
        }
        double mean = sum / records;
        return MetricResult.of(kind == Kind.RMSE ? Math.sqrt(mean) : mean);
    }
}
