// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.series.window.WindowColumns;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Locale;

/**
 * The input {@code series}.
 *
 * @param column the history of what is predicted
 * @param with further columns of the history
 * @param by whose mean and standard deviation scale the column
 * @param vector whether the signal is one vector of all steps
 */
record SeriesInput(String column, List<String> with, By by, boolean vector)
        implements InputParticle {

    /** Whose mean and standard deviation scale the column. */
    enum By {
        /** Those of the window itself. */
        WINDOW,
        /** Those of its series in the training. */
        SERIES,
        /** Those of all series of the training. */
        ALL;

        /** Returns the word of a manifest for it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public SignalSpec spec() {
        return spec(TensorSpec.UNKNOWN);
    }

    /** Returns the specification for a number of steps. */
    SignalSpec spec(long steps) {
        TensorSpec one = TensorSpec.floats(1);
        SignalSpec values =
                steps(steps, 1L + with.size(), vector)
                        .with(SeriesType.SCALED, TensorSpec.indices(1))
                        .withEntries(SeriesType.SCALED, List.of(column));
        return by == By.WINDOW
                ? values.with(SeriesType.WINDOW_LEVEL, one).with(SeriesType.WINDOW_SPREAD, one)
                : values.with(SeriesType.LEVEL, one).with(SeriesType.SPREAD, one);
    }

    /** Returns a sequence, or a vector, of steps that all records have in the same number. */
    static SignalSpec steps(long steps, long values, boolean vector) {
        return vector
                ? SignalSpec.floats(steps < 0 ? TensorSpec.UNKNOWN : steps * values)
                : SignalSpec.sequence(TensorSpec.floats(steps, values));
    }

    /** Returns the signal of values {@code (batch, steps, values)}. */
    static Signal signal(NDArray values, int steps, boolean vector) {
        long batch = values.getShape().get(0);
        if (vector) {
            return Signal.of(values.reshape(batch, values.getShape().size() / batch));
        }
        Shape shape = new Shape(batch);
        return Signal.sequence(values, values.getManager().full(shape, steps, DataType.INT32));
    }

    /** Answers name times; scales may be those of a series. */
    @Override
    public List<Column> optionalColumns() {
        return List.of(
                Column.of(WindowColumns.TIME, ColumnType.TEXT),
                Column.of(WindowColumns.STEP, ColumnType.TEXT),
                Column.of(WindowColumns.SERIES, ColumnType.TEXT),
                Column.of(WindowColumns.TIMES, ColumnType.TEXTS));
    }

    @Override
    public boolean steady() {
        return true;
    }

    @Override
    public FittedInput fit(Records records) {
        SeriesFit fit = new SeriesFit(this);
        records.forEach(fit::add);
        return fit.fitted();
    }

    /**
     * What was learned stays: the weights were trained with it. If another kind of scale was
     * learned, the input is fitted again: one does not follow from the other.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        boolean other =
                state.has(FittedSeries.SCALE)
                        && !state.string(FittedSeries.SCALE).equals(by.word());
        return other ? fit(records) : restore(state);
    }

    @Override
    public FittedInput restore(State state) {
        return FittedSeries.restore(this, state);
    }
}
