// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.series.window.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns scales from the histories of training windows, and from nothing else. */
final class SeriesFit {

    private final SeriesInput input;
    private final Map<String, Scale.Sums> series = new TreeMap<>();
    private final Scale.Sums all = new Scale.Sums();
    private final List<Scale.Sums> with = new ArrayList<>();
    private int steps;
    private String step = "";

    SeriesFit(SeriesInput input) {
        this.input = input;
        input.with().forEach(column -> with.add(new Scale.Sums()));
    }

    void add(DataRecord record) {
        if (steps == 0) {
            steps = Math.max(1, record.get(input.column(), float[].class).length);
            step = record.find(WindowColumns.STEP).map(String::valueOf).orElse("");
        }
        float[] values = WindowProblem.values(record, input.column(), steps);
        all.add(values);
        if (input.by() == SeriesInput.By.SERIES) {
            series.computeIfAbsent(FittedSeries.name(record), name -> new Scale.Sums()).add(values);
        }
        for (int i = 0; i < with.size(); i++) {
            with.get(i).add(WindowProblem.values(record, input.with().get(i), steps));
        }
    }

    FittedSeries fitted() {
        double deviation = all.deviation();
        if (!all.isConstant() && Math.ulp((float) all.largest()) > deviation / 100) {
            throw WindowProblem.tooFine(input.column(), all.largest(), deviation);
        }
        List<String> warnings = new ArrayList<>();
        if (all.isConstant()) {
            warnings.add("'%s' is constant in the training data".formatted(input.column()));
        }
        Map<String, Scale> scales = new TreeMap<>();
        series.forEach((name, sums) -> scales.put(name, sums.scale()));
        return new FittedSeries(
                input,
                steps,
                step,
                all.scale(),
                with.stream().map(Scale.Sums::scale).toList(),
                scales,
                warnings);
    }
}
