// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.core.Prediction;
import dev.sora.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers the records of a request from 1, wherever they were in a batch. */
public final class Renumbered {

    private static final String ORIGIN = "request";
    private static final Pattern PLACE = Pattern.compile("^(?:memory|request), record (\\d+)");

    private Renumbered() {}

    /** Returns a prediction whose number counts from the first record of the request. */
    public static Prediction of(Prediction prediction, long before) {
        return new Prediction(
                ORIGIN,
                prediction.number() - before,
                prediction.kept(),
                prediction.outputs(),
                prediction.error().map(problem -> of(problem, before)));
    }

    /** Returns a problem whose place counts from the first record of the request. */
    public static Problem of(Problem problem, long before) {
        Matcher place = PLACE.matcher(problem.where());
        return place.find()
                ? problem.where(
                        ORIGIN
                                + ", record "
                                + (Long.parseLong(place.group(1)) - before)
                                + problem.where().substring(place.end()))
                : problem;
    }
}
