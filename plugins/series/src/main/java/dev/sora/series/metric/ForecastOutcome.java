// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

import dev.sora.exhibit.Curves;
import dev.sora.exhibit.Exhibit;
import dev.sora.exhibit.Table;
import dev.sora.metric.DivisibleOutcome;
import dev.sora.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Forecasts of windows. Windows of a series overlap, so they are not resampled for intervals of
 * metrics, which would be too narrow.
 *
 * @param levels the levels of the quantiles, in ascending order; empty without quantiles
 * @param season the number of steps after which the series is expected to repeat itself
 * @param forecasts the windows
 */
public record ForecastOutcome(double[] levels, int season, List<Forecast> forecasts)
        implements DivisibleOutcome<ForecastOutcome> {

    private static final int SHOWN = 3;

    /** Copies the list. */
    public ForecastOutcome {
        forecasts = List.copyOf(forecasts);
    }

    @Override
    public int size() {
        return forecasts.size();
    }

    @Override
    public ForecastOutcome joined(List<ForecastOutcome> following) {
        List<Forecast> all = new ArrayList<>(forecasts);
        following.forEach(part -> all.addAll(part.forecasts));
        return new ForecastOutcome(levels, season, all);
    }

    @Override
    public ForecastOutcome chosen(int[] records) {
        return new ForecastOutcome(
                levels, season, Arrays.stream(records).mapToObj(forecasts::get).toList());
    }

    @Override
    public long numbers() {
        return Long.MAX_VALUE;
    }

    @Override
    public List<Exhibit> exhibits(int shown) {
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(baselines());
        exhibits.add(bySteps());
        int count = Math.min(Math.min(SHOWN, shown), size());
        for (int i = 0; i < count; i++) {
            // spread over the records that can be shown
            exhibits.add(curves(i * Math.min(shown, size()) / count));
        }
        return exhibits;
    }

    /** Returns the outcome with predicted values only. */
    public ForecastOutcome withoutQuantiles() {
        return new ForecastOutcome(
                new double[0], season, forecasts.stream().map(f -> f.with(f.predicted())).toList());
    }

    /** Returns the outcome of the seasonal naive forecast. */
    ForecastOutcome naive(int ofSeason) {
        return new ForecastOutcome(
                new double[0],
                season,
                forecasts.stream().map(f -> f.with(f.naive(ofSeason))).toList());
    }

    private Table baselines() {
        Map<String, ForecastOutcome> answers = new LinkedHashMap<>();
        answers.put("the model", this);
        answers.put("the last value", naive(1));
        if (season > 1) {
            answers.put("the value %d steps before".formatted(season), naive(season));
        }
        List<Table.Row> rows = new ArrayList<>();
        answers.forEach(
                (name, outcome) ->
                        rows.add(
                                Table.Row.of(
                                        name,
                                        PointError.MAE.of(outcome),
                                        PointError.RMSE.of(outcome),
                                        PointError.SMAPE.of(outcome),
                                        PointError.MASE.of(outcome))));
        return Table.of(
                "Compared with naive forecasts",
                "forecast",
                List.of(
                        Table.Column.of("mae"),
                        Table.Column.of("rmse"),
                        Table.Column.of("smape"),
                        Table.Column.of("mase")),
                rows);
    }

    private Curves bySteps() {
        int steps = forecasts.isEmpty() ? 0 : forecasts.get(0).predicted().length;
        List<Curves.Line> lines = new ArrayList<>();
        lines.add(errors("the model", this, steps));
        lines.add(errors("the last value", naive(1), steps));
        if (season > 1) {
            lines.add(errors("the value %d steps before".formatted(season), naive(season), steps));
        }
        return Curves.of(
                "Error by step",
                "The mean absolute error of each step of the horizon.",
                "step",
                "mean absolute error",
                false,
                lines);
    }

    private static Curves.Line errors(String name, ForecastOutcome outcome, int steps) {
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            double sum = 0;
            long count = 0;
            for (Forecast each : outcome.forecasts) {
                double error = Math.abs(each.predicted()[step] - each.actual()[step]);
                if (!Double.isNaN(error)) {
                    sum += error;
                    count++;
                }
            }
            if (count > 0) {
                across.add(step + 1.0);
                up.add(sum / count);
            }
        }
        return Curves.Line.of(name, across, up);
    }

    private Curves curves(int record) {
        Forecast each = forecasts.get(record);
        int before = each.history().length;
        List<Curves.Line> lines = new ArrayList<>();
        double[] all = Arrays.copyOf(each.history(), before + each.actual().length);
        System.arraycopy(each.actual(), 0, all, before, each.actual().length);
        lines.add(line("actual", all, -before + 1));
        lines.add(line("predicted", each.predicted(), 1));
        for (int i = 0; i < each.quantiles().length; i++) {
            if (i == 0 || i == each.quantiles().length - 1) {
                lines.add(line("quantile " + levels[i], each.quantiles()[i], 1));
            }
        }
        return Curves.of(
                "Window %d%s"
                        .formatted(
                                record + 1,
                                each.series().isEmpty() ? "" : " of series " + each.series()),
                "Steps up to 0 are the history.",
                "step",
                "value",
                false,
                lines);
    }

    private static Curves.Line line(String name, double[] values, int from) {
        int[] known =
                IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
        return Curves.Line.of(
                name,
                Arrays.stream(known).mapToObj(i -> (double) (from + i)).toList(),
                Arrays.stream(known).mapToObj(i -> values[i]).toList());
    }

    /** Adds this outcome to a metric. */
    <M extends Metric<ForecastOutcome>> M addedTo(M metric) {
        metric.add(this);
        return metric;
    }
}
