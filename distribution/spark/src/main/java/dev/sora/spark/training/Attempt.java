// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.InterruptedRunException;
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

    /** What Spark says if a user, or the end of the application, cancels a job. */
    private static final List<String> CANCELLED =
            List.of("SPARK_JOB_CANCELLED", "SparkContext was shut down");

    /**
     * Makes an attempt. Spark throws its exceptions, which are checked, without declaring them.
     *
     * @param cancel ends the stage
     * @throws InterruptedRunException if the thread is interrupted, or the job was cancelled
     */
    static Attempt run(Supplier<List<Outcome>> stage, Runnable cancel) {
        try {
            return new Attempt(stage.get(), null);
        } catch (SoraException | InterruptedRunException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                cancel.run();
                Thread.currentThread().interrupt();
                throw new InterruptedRunException("the training was interrupted");
            }
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                String message = String.valueOf(cause.getMessage());
                if (CANCELLED.stream().anyMatch(message::contains)) {
                    throw new InterruptedRunException(
                            "the training was cancelled: " + firstLine(message));
                }
            }
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
