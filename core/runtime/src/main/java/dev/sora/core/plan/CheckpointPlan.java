// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the state of a training is saved.
 *
 * @param text the interval as the manifest states it, such as {@code 500 steps}
 * @param unit the unit of the interval
 * @param every the length of the interval: steps, epochs or nanoseconds
 * @param keep the number of latest checkpoints to keep; 0 for none
 */
public record CheckpointPlan(String text, Unit unit, long every, int keep) {

    /** The unit of an interval. */
    public enum Unit {
        /** Steps of the training. */
        STEPS,
        /** Passes over the data. */
        EPOCHS,
        /** Elapsed time. */
        TIME
    }

    public static final String FORMS =
            "a count with a unit: 500 steps, 5 min, 1 h, 30 s or 1 epoch";

    /** The same pattern for a schema, which sees variables before they are replaced. */
    public static final String PATTERN =
            "^( *0*[1-9][0-9]{0,8} *(steps?|epochs?|s|min|h) *|.*\\$\\{.*)$";

    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,9}) *(steps?|epochs?|s|min|h)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "min", 60L, "h", 3600L);

    /** Reads an interval; empty if the string is not one. */
    public static Optional<CheckpointPlan> read(String text, int keep) {
        Matcher matcher = INTERVAL.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if (unit.startsWith("step")) {
            return Optional.of(new CheckpointPlan(text, Unit.STEPS, count, keep));
        }
        if (unit.startsWith("epoch")) {
            return Optional.of(new CheckpointPlan(text, Unit.EPOCHS, count, keep));
        }
        long nanos = TimeUnit.SECONDS.toNanos(count * SECONDS.get(unit));
        return Optional.of(new CheckpointPlan(text, Unit.TIME, nanos, keep));
    }
}
