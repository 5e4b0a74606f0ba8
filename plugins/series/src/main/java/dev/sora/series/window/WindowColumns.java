// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import java.util.List;

/** The names of the columns of windows beside those of the rows. */
public final class WindowColumns {

    /** The last time of the history, as a string. */
    public static final String TIME = "time";

    /** The distance of two steps, as {@link TimeStep#toString()} writes it. */
    public static final String STEP = "step";

    /** The name of the series. */
    public static final String SERIES = "series";

    /** The part that a window belongs to. */
    public static final String PART = "part";

    /** The times of the steps that are predicted, where they are not known yet. */
    public static final String TIMES = "times";

    /** The steps of the history, counted from 0, whose target is that of the step before. */
    public static final String FILLED = "filled";

    /** The position of the first step of the history in its series, counted from 0. */
    public static final String POSITION = "position";

    /** Names that columns of values cannot have. */
    static final List<String> RESERVED = List.of(TIME, STEP, SERIES, PART, TIMES, POSITION, FILLED);

    private static final String NEXT = "_next";

    private WindowColumns() {}

    /** Returns the name of the series of a window; empty if there is one series only. */
    public static String series(DataRecord record) {
        return record.find(SERIES).map(Values::name).orElse("");
    }

    /** Returns the column with the steps after the history. */
    public static String next(String column) {
        return column + NEXT;
    }
}
