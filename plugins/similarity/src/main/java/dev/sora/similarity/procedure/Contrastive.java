// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.procedure;

import ai.djl.ndarray.NDArray;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.SignalSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contrastive learning of representations (SimCLR; Chen, Kornblith, Norouzi and Hinton, 2020): two
 * variations of each record of a minibatch give vectors that should be more similar to each other
 * than to those of the other records.
 *
 * @param varies the input that is varied
 * @param output the output whose vectors are compared; the only one if empty
 * @param temperature what cosines are divided by
 */
record Contrastive(String varies, Optional<String> output, double temperature)
        implements Procedure {

    private static final String ENCODER = "encoder";

    /** So many variations are never the same by chance, be it the flip of a few pictures. */
    private static final int TRIED = 20;

    @Override
    public ProcedurePlan plan(TrainedGraph graph) {
        String compared = compared(graph.outputs());
        SignalSpec vectors = graph.signal(compared);
        if (graph.outputs().size() > 1) {
            throw refused(
                    "other outputs learn nothing from records without labels",
                    "the output '%s' alone".formatted(compared),
                    String.join(", ", graph.outputs()),
                    "remove the others; a training with labels takes the particles from this package");
        }
        if (vectors.values().rank() != 1 || vectors.isSequence()) {
            throw refused(
                    "'%s' does not predict one vector for each record".formatted(compared),
                    "an output such as projection",
                    vectors.toString(),
                    "name another output, or give it one vector");
        }
        if (!graph.upTo(compared).contains(varies) || !graph.upTo(varies).equals(Set.of(varies))) {
            throw refused(
                    "'%s' is not computed from an input '%s'".formatted(compared, varies),
                    "the name of an input that it reads",
                    varies,
                    "name the input that is varied at random as 'varies'");
        }
        return ProcedurePlan.of(ENCODER, new LinkedHashSet<>(graph.nodes()));
    }

    private String compared(List<String> outputs) {
        return output.orElse(outputs.get(0));
    }

    private static SoraException refused(String what, String needs, String have, String fix) {
        return new SoraException(Problem.of("SORA-2219", what).needs(needs).have(have).fix(fix));
    }

    @Override
    public void step(ProcedureStep step) {
        String compared = compared(List.copyOf(step.outputs()));
        if (step.number() == 1) {
            checkVaries(step);
        }
        step.update(
                ENCODER,
                () -> {
                    NDArray one = step.compute(compared).values();
                    NDArray two =
                            step.compute(compared, Map.of(varies, step.varied(varies))).values();
                    return NormalisedCrossEntropy.of(one, two, temperature)
                            .mul((float) step.lossWeight(compared));
                });
    }

    /** Records whose variations are all the same teach nothing; a few may be so by chance. */
    private void checkVaries(ProcedureStep step) {
        NDArray first = step.varied(varies).values();
        for (int i = 0; i < TRIED; i++) {
            if (!first.contentEquals(step.varied(varies).values())) {
                return;
            }
        }
        throw refused(
                "'%s' does not vary, so that nothing can be learned from its variations"
                        .formatted(varies),
                "random variations, such as those of 'augment'",
                "%d variations of a minibatch, all the same".formatted(TRIED + 1),
                "set 'augment' of the input '%s'".formatted(varies));
    }
}
