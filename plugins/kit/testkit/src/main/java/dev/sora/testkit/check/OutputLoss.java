// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.FittedOutput;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.HostTensors;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.RecordList;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.List;

/** Compares the loss of a batch with the losses of its records. */
record OutputLoss(FittedOutput fitted, RecordList records) {

    private static final int RECORDS = 5;

    /** Checks that the loss is one number: the mean over the records for which it is defined. */
    void check(List<DrawnSignal> signals) {
        Trial trial = Trial.of(Subject.of(fitted), signals);
        List<Batch> batches = trial.draw(RECORDS, 4);
        List<HostTensor> targets = fitted.encode(records.many(RECORDS));
        HostTensors.check(targets, RECORDS, null);
        double together = loss(trial, batches, targets);
        double sum = 0;
        int defined = 0;
        for (int i = 0; i < RECORDS; i++) {
            int row = i;
            List<HostTensor> own = HostTensors.row(targets, i);
            List<Batch> one = batches.stream().map(batch -> batch.row(row)).toList();
            double loss = loss(trial, one, own);
            if (isDefined(own)) {
                sum += loss;
                defined++;
            } else if (loss != 0) {
                throw new Breach(
                        "a loss of 0 for a record for which it is not defined",
                        "%.6g".formatted(loss),
                        "multiply each record's loss by the part that says for which it is defined,"
                                + " and divide by their number, by 1 if there are none");
            }
        }
        double mean = defined == 0 ? 0 : sum / defined;
        if (Math.abs(together - mean) > 1e-4 * Math.max(1, Math.abs(mean))) {
            throw new Breach(
                    "the mean of the records' losses: %.6g".formatted(mean),
                    "%.6g for the batch of %d".formatted(together, RECORDS),
                    "divide by the number of records; where records weigh differently on purpose,"
                            + " leave the clause out");
        }
    }

    private boolean isDefined(List<HostTensor> record) {
        try (NDManager manager = TestEngine.newManager()) {
            Signal target = OutputChecks.target(fitted, record, manager);
            return !target.has(Signal.DEFINED)
                    || target.part(Signal.DEFINED).toType(DataType.FLOAT32, false).sum().getFloat()
                            > 0;
        }
    }

    private double loss(Trial trial, List<Batch> batches, List<HostTensor> targets) {
        try (NDManager manager = TestEngine.newManager()) {
            KitPass pass = new KitPass(false, manager, trial.uploadParameters(manager));
            Signal target = OutputChecks.target(fitted, targets, manager);
            Signal prediction =
                    fitted.forward(OutputChecks.uploaded(batches, manager), target, pass);
            NDArray loss = fitted.loss(prediction, target, pass);
            if (loss.getShape().dimension() != 0) {
                throw new Breach(
                        "a loss without dimensions",
                        "one of shape " + loss.getShape(),
                        "return the mean over all, such as mean()");
            }
            float value = loss.toFloatArray()[0];
            if (!Float.isFinite(value)) {
                throw new Breach(
                        "a loss that is a number",
                        Float.toString(value),
                        "guard logarithms and divisions; compute a softmax together with its"
                                + " logarithm");
            }
            fitted.progressMetric()
                    .ifPresent(
                            name -> {
                                if (fitted.progressValue(prediction, target).getShape().dimension()
                                        != 0) {
                                    throw new Breach(
                                            "the progress metric '%s' without dimensions"
                                                    .formatted(name),
                                            "one with",
                                            "return the mean over all");
                                }
                            });
            return value;
        }
    }
}
