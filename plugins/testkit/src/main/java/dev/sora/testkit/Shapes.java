// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** Checks that what is computed is what was planned, and what plan says of what does not fit. */
final class Shapes {

    private static final int[] SIZES = {1, 2, 7};

    private static final String SAME = "plan and forward must agree: correct whichever is wrong";

    private Shapes() {}

    /** Runs batches of several sizes, training and not. */
    static void check(Trial trial) {
        for (int records : SIZES) {
            for (boolean training : new boolean[] {false, true}) {
                Batch result = trial.run(trial.draw(records, records), training, 1);
                boolean steps = trial.signals().stream().anyMatch(s -> s.spec().isSequence());
                compare(trial.plan().output(), result, records, steps);
                checkPadding(trial.plan().output(), result);
            }
        }
    }

    static void compare(SignalSpec planned, Batch found, int records, boolean trimmed) {
        if (planned.tensors().size() != found.tensors().size()) {
            throw new Breach(
                    "%s, as planned: %s"
                            .formatted(
                                    Signal.tensors(planned.tensors().size()),
                                    Signal.shown(planned)),
                    Signal.tensors(found.tensors().size()),
                    SAME);
        }
        for (int i = 0; i < planned.tensors().size(); i++) {
            TensorSpec spec = planned.tensors().get(i);
            Batch.Tensor tensor = found.tensors().get(i);
            // a batch of sequences may be trimmed to its own longest
            boolean freeSteps = trimmed && planned.isSequence() && i == 0;
            if (!matches(spec, tensor.shape(), records, freeSteps)) {
                throw new Breach(
                        "a batch of %d of the planned signal %s".formatted(records, spec),
                        "a tensor of shape " + tensor.shape(),
                        SAME);
            }
            if (tensor.type() != spec.type()) {
                throw new Breach(
                        "elements of the planned type " + spec.type(),
                        "elements of type " + tensor.type(),
                        SAME);
            }
            if (tensor.floats() != null && !Compare.isFinite(tensor.floats())) {
                throw new Breach(
                        "numbers",
                        "NaN or an infinite number, from inputs of a usual size",
                        "guard divisions, roots and logarithms; or draw other samples with"
                                + " Signal.between");
            }
        }
    }

    private static boolean matches(TensorSpec spec, Shape shape, int records, boolean freeSteps) {
        if (shape.dimension() != spec.rank() + 1 || shape.get(0) != records) {
            return false;
        }
        for (int i = freeSteps ? 1 : 0; i < spec.rank(); i++) {
            if (spec.dimension(i) >= 0 && spec.dimension(i) != shape.get(i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static void checkPadding(SignalSpec planned, Batch found) {
        if (!planned.isSequence() || found.tensors().get(0).floats() == null) {
            return;
        }
        Batch sequences = new Batch(found.tensors(), true);
        Batch.Tensor values = found.tensors().get(0);
        float[] cleared =
                values.withFloats(values.floats().clone()).zeroBehind(sequences.lengths()).floats();
        Compare.differ(cleared, values.floats(), 1e-30)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "zeros behind the valid steps of each record",
                                    place,
                                    "multiply the values by a mask made from the lengths, the"
                                            + " signal's second tensor");
                        });
    }

    /** Plans with nothing known, and with what is odd. */
    static void checkPlan(Subject subject, List<Signal> signals, List<List<Signal>> refused) {
        SignalSpec known = subject.plan(Trial.specs(signals)).output();
        SignalSpec unknown;
        try {
            unknown = subject.plan(signals.stream().map(Signal::unknown).toList()).output();
        } catch (ShapeException e) {
            throw new Breach(
                    "a plan, as the data may decide the dimensions only later: %s for %s"
                            .formatted(Signal.shown(known), signals),
                    "it refuses unknown dimensions: " + e.getMessage(),
                    "treat a dimension of -1 as one that may fit; plan is called again when all is"
                            + " known",
                    e);
        }
        boolean agree = unknown.tensors().size() == known.tensors().size();
        for (int i = 0; agree && i < known.tensors().size(); i++) {
            agree = unknown.tensors().get(i).fits(known.tensors().get(i));
        }
        if (!agree) {
            throw new Breach(
                    "a signal that %s can become, once all is known".formatted(Signal.shown(known)),
                    "%s, planned with unknown dimensions".formatted(Signal.shown(unknown)),
                    "let a dimension that follows from an unknown one be unknown (-1)");
        }
        refused.forEach(signal -> checkRefusal(subject, signal));
        if (signals.size() == 1) {
            Odd.SIGNALS.forEach(odd -> checkOdd(subject, odd));
        }
    }

    private static void checkRefusal(Subject subject, List<Signal> signals) {
        try {
            SignalSpec planned = subject.plan(Trial.specs(signals)).output();
            throw new Breach(
                    "a ShapeException for %s".formatted(signals),
                    "a plan: " + Signal.shown(planned),
                    "compare the signal with what fits, and throw a ShapeException that says it");
        } catch (ShapeException e) {
            if (e.needs().isBlank() || e.have().isBlank()) {
                throw new Breach(
                        "a ShapeException that says what fits and what it was given",
                        "needs '%s', has '%s'".formatted(e.needs(), e.have()),
                        "fill both in: people read them",
                        e);
            }
        }
    }

    /** What plan accepts, forward must be able to compute. */
    private static void checkOdd(Subject subject, Signal odd) {
        Trial trial;
        try {
            trial = Trial.of(subject, List.of(odd));
        } catch (ShapeException e) {
            return;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a plan or a ShapeException for the signal %s".formatted(odd),
                    e.toString(),
                    "check rank, dimensions and type of the signal before computing with them",
                    e);
        }
        try {
            trial.run(trial.draw(2, 3), false, 1);
        } catch (Breach e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a ShapeException from plan, as forward cannot compute %s".formatted(odd),
                    "plan returns %s, and forward fails: %s"
                            .formatted(Signal.shown(trial.plan().output()), e),
                    "let plan refuse it, so that 'sora validate' finds it and no native error does",
                    e);
        }
    }

    /** Signals that few particles take. */
    private static final class Odd {

        private static final List<Signal> SIGNALS =
                List.of(
                        Signal.floats(),
                        Signal.vector(1),
                        Signal.floats(2, 3),
                        Signal.image(1, 1, 1),
                        Signal.image(3, 2, 5),
                        Signal.floats(2, 1, 2, 3),
                        Signal.indices(5),
                        Signal.indices(5, 3),
                        Signal.sequence(1, 1),
                        Signal.sequence(4, 3),
                        Signal.indexSequence(7, 4));

        private Odd() {}
    }
}
