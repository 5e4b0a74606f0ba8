// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.plan.Plan;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Map;
import java.util.function.Predicate;

/** Checks losses and throws errors if a training cannot continue. */
final class LossChecks {

    private LossChecks() {}

    /**
     * Checks an epoch whose steps are done: each output defines a loss for some record. An epoch
     * may lack one where it leaves out the records that have it, which differ from epoch to epoch.
     *
     * @param first whether it is the first epoch
     * @param undefined the number of records without a loss, by output
     * @param leftOut whether a record that the epoch leaves out has a loss of an output; asked only
     *     of outputs that have none otherwise
     * @throws DataException if an output has none in all training records
     */
    static void defined(
            Plan plan,
            EpochInProgress epoch,
            boolean first,
            Map<String, Long> undefined,
            Predicate<String> leftOut) {
        if (!epoch.isComplete() || !(first || epoch.takesAll())) {
            return;
        }
        long records = epoch.sums().records();
        undefined.forEach(
                (output, count) -> {
                    if (count > 0 && count == records && !leftOut.test(output)) {
                        throw undefined(plan, output, records + epoch.leftOut());
                    }
                });
    }

    private static DataException undefined(Plan plan, String output, long records) {
        return new DataException(
                Problem.of(
                                "SORA-4493",
                                "the loss of '%s' is not defined for any training record"
                                        .formatted(output))
                        .where(plan.manifest().where("outputs." + output))
                        .needs("at least one record to learn from")
                        .have("%,d without a loss".formatted(records))
                        .fix("check the column of the target, or remove the output"));
    }

    /**
     * Checks that a loss is finite.
     *
     * @throws SoraException if it is not
     */
    static void finite(double loss, int epoch, long step, double learningRate) {
        if (Double.isFinite(loss)) {
            return;
        }
        throw new SoraException(
                Problem.of("SORA-5201", "the training diverged: the loss is not a number")
                        .where("epoch %d, step %d".formatted(epoch, step))
                        .have("loss " + loss + ", learning rate " + learningRate)
                        .fix(
                                "lower training.optimiser.learning_rate, or set"
                                        + " training.clip_norm: 1"));
    }
}
