// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.metric;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;

/** A mean of errors; NaN for no record. */
final class NumberError implements Metric {

    /** Which mean. */
    enum Kind {
        /** Of squares. */
        MSE,
        /** Of sizes. */
        MAE,
        /** The root of that of squares. */
        RMSE
    }

    private final Kind kind;
    private double sum;
    private long records;

    NumberError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(Outcome outcome) {
        NumberOutcome batch = (NumberOutcome) outcome;
        for (int record = 0; record < batch.size(); record++) {
            double error = batch.predicted()[record] - batch.targets()[record];
            sum += kind == Kind.MAE ? Math.abs(error) : error * error;
        }
        records += batch.size();
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
