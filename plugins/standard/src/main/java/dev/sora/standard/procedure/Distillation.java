// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import ai.djl.ndarray.NDArray;
import dev.sora.metric.ClassOutcome;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.Signal;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knowledge distillation (Hinton, Vinyals and Dean, 2015). With the logits {@code z} of the student
 * and {@code v} of the teacher, the loss is {@code (1 - a) L(z) + a T² H(softmax(v / T), softmax(z
 * / T))}, where {@code L} is the loss of the output on the labels and {@code H} the cross-entropy,
 * less the entropy of the teacher, so that it is 0 where both agree. The {@code loss_weight} of the
 * output multiplies both.
 *
 * @param teacher the package that teaches
 * @param output the output that is taught; the only one if empty
 * @param teaches the output of the teacher; that of the same name if empty
 * @param temperature T
 * @param share a
 */
record Distillation(
        Path teacher,
        Optional<String> output,
        Optional<String> teaches,
        double temperature,
        double share)
        implements Procedure {

    private static final String STUDENT = "student";
    private static final String TEACHER = "teacher";

    @Override
    public ProcedurePlan plan(TrainedGraph graph) {
        String taught = taught(graph.outputs());
        if (!ClassOutcome.class.equals(graph.outcome(taught))) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2219",
                                    "'%s' does not predict one class of several".formatted(taught))
                            .needs("an output of logits, such as classification")
                            .have(graph.outcome(taught).getSimpleName())
                            .fix("name an output of type classification as 'output'"));
        }
        return ProcedurePlan.of(STUDENT, new LinkedHashSet<>(graph.nodes()))
                .withModel(
                        TEACHER,
                        new ProcedurePlan.ModelNode(teacher, teaches.orElse(taught), taught));
    }

    private String taught(List<String> outputs) {
        if (output.isPresent()) {
            return output.get();
        }
        if (outputs.size() > 1) {
            throw new SoraException(
                    Problem.of("SORA-2219", "the manifest has several outputs")
                            .needs("the one that the teacher teaches")
                            .have(String.join(", ", outputs))
                            .fix("name it: 'output: %s'".formatted(outputs.get(0))));
        }
        return outputs.get(0);
    }

    @Override
    public void step(ProcedureStep step) {
        NDArray soft = step.ask(TEACHER).values();
        step.update(STUDENT, () -> loss(step, soft));
    }

    private NDArray loss(ProcedureStep step, NDArray soft) {
        Map<String, Signal> predictions = step.compute(step.outputs(), Map.of());
        NDArray total = null;
        for (Map.Entry<String, Signal> each : predictions.entrySet()) {
            NDArray own = step.loss(each.getKey(), each.getValue());
            if (each.getKey().equals(taught(List.copyOf(predictions.keySet())))) {
                // 'own' contains the factor of the output already
                float factor = (float) (share * step.lossWeight(each.getKey()));
                own =
                        own.mul((float) (1 - share))
                                .add(divergence(each.getValue().values(), soft).mul(factor));
            }
            total = total == null ? own : total.add(own);
        }
        return total;
    }

    /** Returns {@code T² KL(softmax(v / T) || softmax(z / T))}, the mean over the records. */
    private NDArray divergence(NDArray student, NDArray teachers) {
        NDArray z = student.div(temperature).logSoftmax(-1);
        NDArray v = teachers.div(temperature).logSoftmax(-1);
        return v.exp()
                .mul(v.sub(z))
                .sum(new int[] {-1})
                .mean()
                .mul((float) (temperature * temperature));
    }
}
