// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedurePlan;
import dev.sora.procedure.ProcedureStep;
import dev.sora.procedure.TrainedGraph;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Trains a generator and a discriminator against each other (Goodfellow et al., 2014). Both learn
 * from the same generated pictures, which are computed once a step.
 *
 * @param generator the node that generates
 * @param discriminator the node that scores
 * @param replaces the input that the generated signal replaces
 * @param loss what both minimise
 * @param penalty the weight of the gradient penalty; 0 for none
 * @param every the generator learns in every n-th minibatch
 */
record Adversarial(
        String generator,
        String discriminator,
        String replaces,
        AdversarialLoss loss,
        double penalty,
        long every)
        implements Procedure {

    private static final String GENERATOR = "generator";
    private static final String DISCRIMINATOR = "discriminator";

    @Override
    public ProcedurePlan plan(TrainedGraph graph) {
        Set<String> generating = graph.upTo(generator);
        Set<String> scoring = graph.upTo(discriminator);
        SignalSpec made = graph.signal(generator);
        SignalSpec real = graph.signal(replaces);
        if (!scoring.contains(replaces)) {
            throw refused(
                    "the discriminator '%s' does not read '%s', which generated signals replace"
                            .formatted(discriminator, replaces),
                    "one of " + String.join(", ", scoring),
                    replaces,
                    "name the input of pictures as 'replaces'");
        }
        if (generating.contains(replaces)) {
            throw refused(
                    "the generator '%s' reads '%s', which its signal replaces"
                            .formatted(generator, replaces),
                    "a generator that is computed from noise and conditions",
                    String.join(", ", generating),
                    "let it read an input of type 'noise' instead");
        }
        if (!fits(made.values(), real.values())) {
            throw refused(
                    "'%s' does not generate what '%s' is".formatted(generator, replaces),
                    real.toString(),
                    made.toString(),
                    "change the size or the channels of one of them");
        }
        return ProcedurePlan.of(GENERATOR, generating)
                .with(DISCRIMINATOR, graph.without(scoring, generating));
    }

    /** Returns whether dimensions that are known agree. */
    private static boolean fits(TensorSpec made, TensorSpec real) {
        boolean fits = made.rank() == real.rank() && made.type() == real.type();
        for (int i = 0; fits && i < made.rank(); i++) {
            long one = made.dimension(i);
            long other = real.dimension(i);
            fits = one < 0 || other < 0 || one == other;
        }
        return fits;
    }

    private static SoraException refused(String what, String needs, String have, String fix) {
        return new SoraException(Problem.of("SORA-2219", what).needs(needs).have(have).fix(fix));
    }

    @Override
    public void step(ProcedureStep step) {
        Signal generated;
        if (step.number() % every == 0) {
            Signal[] made = new Signal[1];
            step.update(
                    GENERATOR,
                    () -> {
                        made[0] = step.compute(generator);
                        check(made[0], step);
                        return loss.generator(score(step, made[0]));
                    });
            generated = constant(made[0]);
        } else {
            generated = step.compute(generator);
            check(generated, step);
        }
        Optional<GradientPenalty> smooth =
                penalty == 0
                        ? Optional.empty()
                        : Optional.of(step.inFullPrecision(() -> penalty(step, generated)));
        step.update(
                DISCRIMINATOR,
                () -> {
                    NDArray real = step.compute(discriminator).values();
                    NDArray total = loss.discriminator(real, score(step, generated));
                    return smooth.map(p -> total.add(difference(step, p))).orElse(total);
                });
    }

    /** Refuses pictures of another size, which only the data may decide. */
    private void check(Signal made, ProcedureStep step) {
        Shape real = step.compute(replaces).values().getShape();
        if (!made.values().getShape().equals(real)) {
            throw refused(
                    "'%s' does not generate what '%s' is".formatted(generator, replaces),
                    real.slice(1).toString(),
                    made.values().getShape().slice(1).toString(),
                    "change the size or the channels of one of them");
        }
    }

    private NDArray score(ProcedureStep step, Signal pictures) {
        return step.compute(discriminator, Map.of(replaces, pictures)).values();
    }

    private static Signal constant(Signal signal) {
        return signal.withValues(signal.values().stopGradient());
    }

    /** The scores differ in digits that products of a shorter type do not have. */
    private NDArray difference(ProcedureStep step, GradientPenalty penalty) {
        return step.inFullPrecision(() -> penalty.loss(pictures -> score(step, pictures)));
    }

    private GradientPenalty penalty(ProcedureStep step, Signal generated) {
        NDArray real = step.compute(replaces).values();
        boolean between = loss == AdversarialLoss.WASSERSTEIN;
        NDArray at = real;
        if (between) {
            long[] shares = new long[real.getShape().dimension()];
            Arrays.fill(shares, 1);
            shares[0] = real.getShape().get(0);
            NDArray share = step.random().uniform(new Shape(shares));
            at = real.add(generated.values().sub(real).mul(share));
        }
        // the sum: each score depends on its own picture only
        NDArray slope =
                step.derivative(at, pictures -> score(step, generated.withValues(pictures)).sum());
        return GradientPenalty.of(at, slope, penalty, between);
    }

    private NDArray score(ProcedureStep step, NDArray pictures) {
        return score(step, Signal.of(pictures));
    }
}
