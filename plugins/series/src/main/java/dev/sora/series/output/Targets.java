// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.series.input.WindowProblem;
import dev.sora.series.metric.Forecast;
import dev.sora.series.metric.ForecastOutcome;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes what happened, and compares forecasts with it. The parts of a target are the steps in the
 * unit of the series, a mask of those that are known, the end of the history, and the number of the
 * series. Of the history only what naive forecasts need is kept, and what a drawing of the horizon
 * shows before it: windows overlap, so whole histories would take many times the memory of the
 * data.
 */
record Targets(ForecastRules rules, Learned learned) {

    private static final String KNOWN = "known";
    private static final String HISTORY = "history";
    private static final String SERIES = "series";

    List<HostTensor> encode(List<DataRecord> records) {
        int count = records.size();
        HostTensor steps = HostTensor.allocate(DataType.FLOAT32, count, learned.horizon());
        HostTensor known = HostTensor.allocate(DataType.FLOAT32, count, learned.horizon());
        HostTensor before = HostTensor.allocate(DataType.FLOAT32, count, kept());
        HostTensor series = HostTensor.allocate(DataType.INT32, count);
        FloatBuffer values = steps.data().asFloatBuffer();
        FloatBuffer mask = known.data().asFloatBuffer();
        FloatBuffer history = before.data().asFloatBuffer();
        IntBuffer numbers = series.data().asIntBuffer();
        for (DataRecord record : records) {
            for (float value : rules.target(record, learned.horizon())) {
                values.put(Float.isNaN(value) ? 0 : value);
                mask.put(Float.isNaN(value) ? 0 : 1);
            }
            float[] all = WindowProblem.values(record, rules.history(), learned.steps());
            history.put(all, all.length - kept(), kept());
            numbers.put(learned.numbers().getOrDefault(ForecastRules.series(record), -1));
        }
        return List.of(steps, known, before, series);
    }

    /** Returns how many of the last steps of the history are kept. */
    private int kept() {
        return Math.min(learned.steps(), Math.max(rules.season(), learned.horizon()));
    }

    Signal target(NDList encoded) {
        return Signal.of(encoded.get(0))
                .with(KNOWN, encoded.get(1))
                .with(HISTORY, encoded.get(2))
                .with(SERIES, encoded.get(3));
    }

    static NDArray known(Signal target) {
        return target.part(KNOWN);
    }

    /**
     * Returns the outcome of forecasts.
     *
     * @param forecasts for each record and value of a step, the steps in the unit of the series
     */
    ForecastOutcome outcome(double[][][] forecasts, Signal target) {
        float[] actual = target.values().toFloatArray();
        float[] mask = known(target).toFloatArray();
        float[] history = target.part(HISTORY).toFloatArray();
        int[] series = target.part(SERIES).toIntArray();
        List<Forecast> all = new ArrayList<>();
        for (int row = 0; row < forecasts.length; row++) {
            double[] happened = new double[learned.horizon()];
            for (int step = 0; step < happened.length; step++) {
                int at = row * happened.length + step;
                happened[step] = mask[at] > 0 ? actual[at] : Double.NaN;
            }
            double[] before = new double[kept()];
            for (int step = 0; step < before.length; step++) {
                before[step] = history[row * before.length + step];
            }
            String name = series[row] < 0 ? "" : learned.names().get(series[row]);
            double[][] own = forecasts[row];
            boolean quantiles = rules.levels().length > 0;
            all.add(
                    new Forecast(
                            name,
                            own[quantiles ? rules.median() : 0],
                            quantiles ? own : new double[0][],
                            happened,
                            before,
                            series[row] < 0 ? Double.NaN : learned.scales().get(name)));
        }
        return new ForecastOutcome(rules.levels(), rules.season(), all);
    }
}
