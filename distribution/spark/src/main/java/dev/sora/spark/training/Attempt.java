// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.problem.SoraException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt of a training ended.
 *
 * @param outcomes those of the workers; empty if Spark aborted the stage
 * @param aborted why Spark aborted it
 */
record Attempt(List<Outcome> outcomes, @Nullable Exception aborted) {

    /** Makes an attempt. Spark throws its exceptions, which are checked, without declaring them. */
    static Attempt run(Supplier<List<Outcome>> stage) {
        try {
            return new Attempt(stage.get(), null);
        } catch (SoraException e) {
            throw e;
        } catch (Exception e) {
            return new Attempt(List.of(), e);
        }
    }

    boolean isDone() {
        return aborted == null
                && outcomes.stream().allMatch(outcome -> outcome.problems().isEmpty());
    }

    /**
     * Returns if another attempt may succeed.
     *
     * @param failures the number of attempts without progress
     * @param most the number of attempts without progress that is too many
     * @throws SoraException if a worker refused the training, or workers were lost too often
     */
    void require(int workers, int failures, int most) {
        Optional<Outcome> refused =
                outcomes.stream().filter(o -> !o.problems().isEmpty() && !o.again()).findFirst();
        if (refused.isPresent()) {
            throw refused.get().exception();
        }
        String message = aborted == null ? "" : String.valueOf(aborted.getMessage());
        if (isUnscheduled()) {
            throw SparkProblems.slots(workers, firstLine(message), aborted);
        }
        if (failures >= most) {
            String last =
                    aborted != null
                            ? firstLine(message)
                            : outcomes.stream()
                                    .filter(Outcome::again)
                                    .findFirst()
                                    .map(o -> o.exception().getMessage())
                                    .orElse("");
            throw SparkProblems.attempts(failures, last, aborted);
        }
    }

    /** Returns whether Spark did not run the stage, because it has not enough cores, or may not. */
    private boolean isUnscheduled() {
        for (Throwable cause = aborted; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().startsWith("BarrierJob")) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
