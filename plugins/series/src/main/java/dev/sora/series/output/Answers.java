// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.DataRecord;
import dev.sora.particle.AnswerField;
import dev.sora.series.window.TimeStep;
import dev.sora.series.window.TimeValue;
import dev.sora.series.window.WindowColumns;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns forecasts into values for users. */
record Answers(ForecastRules rules) {

    /** The fields of an answer: the steps have times, and may have quantiles. */
    static final List<AnswerField> FIELDS =
            List.of(
                    new AnswerField("series", AnswerField.Type.TEXT),
                    new AnswerField("forecast", AnswerField.Type.NESTED));

    /**
     * Returns the answer to a window.
     *
     * @param forecast for each value of a step, the steps in the unit of the series
     */
    Map<String, Object> of(double[][] forecast, DataRecord record) {
        Map<String, Object> answer = new LinkedHashMap<>();
        String series = ForecastRules.series(record);
        if (!series.isEmpty()) {
            answer.put("series", series);
        }
        Optional<Object> origin = record.find(WindowColumns.TIME).flatMap(TimeValue::of);
        Optional<TimeStep> distance =
                record.find(WindowColumns.STEP)
                        .flatMap(text -> TimeStep.parse(text.toString(), ZoneOffset.UTC));
        List<?> times =
                record.find(WindowColumns.TIMES)
                        .filter(List.class::isInstance)
                        .map(List.class::cast)
                        .orElse(List.of());
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int step = 0; step < forecast[0].length; step++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("step", step + 1);
            if (times.size() == forecast[0].length) {
                entry.put("time", time(times.get(step)));
            } else if (origin.isPresent() && distance.isPresent()) {
                time(origin.get(), distance.get(), step + 1)
                        .ifPresent(time -> entry.put("time", time));
            }
            boolean quantiles = rules.levels().length > 0;
            entry.put("value", forecast[quantiles ? rules.median() : 0][step]);
            if (quantiles) {
                Map<String, Object> levels = new LinkedHashMap<>();
                for (int i = 0; i < forecast.length; i++) {
                    levels.put(Double.toString(rules.levels()[i]), forecast[i][step]);
                }
                entry.put("quantiles", levels);
            }
            steps.add(entry);
        }
        answer.put("forecast", steps);
        return answer;
    }

    private static Object time(Object given) {
        Object time = TimeValue.of(given).orElse(given);
        return time instanceof Long ? time : time.toString();
    }

    /** Returns the time of a step; empty where a window of a program has none. */
    private static Optional<Object> time(Object origin, TimeStep distance, int steps) {
        if (!distance.fits(origin)) {
            return Optional.empty();
        }
        try {
            Object time = distance.plus(origin, steps);
            return Optional.of(time instanceof Long ? time : time.toString());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
