// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.DataRecord;
import dev.sora.series.window.WindowColumns;
import java.util.ArrayList;
import java.util.List;

/** Learns scales from the histories of training windows, and from nothing else. */
final class SeriesFit {

    private final SeriesInput input;
    private final ScalesFit scales;
    private final List<Scale.Sums> with = new ArrayList<>();
    private int steps;
    private String step = "";

    SeriesFit(SeriesInput input) {
        this.input = input;
        scales = new ScalesFit(input.by());
        input.with().forEach(column -> with.add(new Scale.Sums()));
    }

    void add(DataRecord record) {
        if (steps == 0) {
            steps = Math.max(1, record.get(input.column(), float[].class).length);
            step = record.find(WindowColumns.STEP).map(String::valueOf).orElse("");
        }
        float[] values = WindowProblem.values(record, input.column(), steps);
        scales.add(record, values);
        for (int i = 0; i < with.size(); i++) {
            with.get(i).add(WindowProblem.values(record, input.with().get(i), steps));
        }
    }

    FittedSeries fitted() {
        List<String> warnings = new ArrayList<>();
        if (scales.isConstant()) {
            warnings.add("'%s' is constant in the training data".formatted(input.column()));
        }
        return new FittedSeries(
                input,
                steps,
                step,
                scales.scales(),
                with.stream().map(Scale.Sums::scale).toList(),
                warnings);
    }
}
