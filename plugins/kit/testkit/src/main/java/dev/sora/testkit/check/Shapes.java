// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.Trial;
import java.util.List;

/** Checks that outputs have the planned shapes, and that plan refuses unsuitable signals. */
public final class Shapes {

    private static final int[] SIZES = {1, 2, 7};

    private static final String SAME = "plan and forward must agree: correct whichever is wrong";

    private Shapes() {}

    /** Runs batches of several sizes, training and not. */
    public static void check(Trial trial) {
        for (int records : SIZES) {
            for (boolean training : new boolean[] {false, true}) {
                Batch result = trial.run(trial.draw(records, records), training, 1);
                boolean steps = trial.signals().stream().anyMatch(s -> s.spec().isSequence());
                compare(trial.plan().output(), result, records, steps);
                checkPadding(trial.plan().output(), result);
            }
        }
    }

    public static void compare(SignalSpec planned, Batch found, int records, boolean trimmed) {
        if (!planned.parts().keySet().equals(found.parts().keySet())) {
            throw new Breach(
                    "the parts that are planned: " + planned.parts().keySet(),
                    found.parts().keySet().toString(),
                    SAME);
        }
        for (String role : planned.parts().keySet()) {
            TensorSpec spec = planned.part(role);
            Batch.Tensor tensor = found.parts().get(role);
            // a batch of sequences may be trimmed to its longest one
            boolean freeSteps = trimmed && planned.isSequence() && role.equals(Signal.VALUES);
            // only the rows of the records are as many as the records
            int first =
                    planned.has(Signal.ROWS) && !role.equals(Signal.ROWS)
                            ? Math.toIntExact(tensor.shape().get(0))
                            : records;
            if (!matches(spec, tensor.shape(), first, freeSteps)) {
                throw new Breach(
                        "a batch of %d of the planned %s %s".formatted(records, role, spec),
                        "a tensor of shape " + tensor.shape(),
                        SAME);
            }
            if (tensor.type() != spec.type()) {
                throw new Breach(
                        "%s of the planned type %s".formatted(role, spec.type()),
                        "elements of type " + tensor.type(),
                        SAME);
            }
            if (tensor.floats() != null && !Compare.isFinite(tensor.floats())) {
                throw new Breach(
                        "numbers",
                        "NaN or an infinite number, from inputs of a usual size",
                        "guard divisions, roots and logarithms; or draw other samples with"
                                + " SampleSignal.between");
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
        Batch.Tensor values = found.values();
        if (!planned.isSequence() || values.floats() == null) {
            return;
        }
        float[] cleared =
                values.withFloats(values.floats().clone()).zeroAfter(found.lengths()).floats();
        Compare.differ(cleared, values.floats(), 1e-30)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "zeros after the valid steps of each record",
                                    place,
                                    "multiply the values by a mask made from the signal's"
                                            + " lengths()");
                        });
    }

    /** Plans unknown dimensions and unusual signals. */
    public static void checkPlan(
            Subject subject, List<DrawnSignal> signals, List<List<DrawnSignal>> refused) {
        SignalSpec known = subject.plan(Trial.specs(signals)).output();
        SignalSpec unknown;
        try {
            unknown = subject.plan(signals.stream().map(DrawnSignal::unknown).toList()).output();
        } catch (ShapeException e) {
            throw new Breach(
                    "a plan, as the data may decide the dimensions only later: %s for %s"
                            .formatted(DrawnSignal.shown(known), signals),
                    "it refuses unknown dimensions: " + e.getMessage(),
                    "treat a dimension of -1 as one that may fit; plan is called again when all is"
                            + " known",
                    e);
        }
        if (!agree(unknown, known)) {
            throw new Breach(
                    "a signal that %s can become, once all is known"
                            .formatted(DrawnSignal.shown(known)),
                    "%s, planned with unknown dimensions".formatted(DrawnSignal.shown(unknown)),
                    "let a dimension that follows from an unknown one be unknown (-1)");
        }
        refused.forEach(signal -> checkRefusal(subject, signal));
        if (signals.size() == 1) {
            Odd.SIGNALS.forEach(odd -> checkOdd(subject, odd));
        }
    }

    /** Returns whether two planned signals agree: the same parts, with matching shapes. */
    static boolean agree(SignalSpec planned, SignalSpec known) {
        return planned.parts().keySet().equals(known.parts().keySet())
                && planned.parts().entrySet().stream()
                        .allMatch(part -> part.getValue().fits(known.part(part.getKey())));
    }

    private static void checkRefusal(Subject subject, List<DrawnSignal> signals) {
        try {
            SignalSpec planned = subject.plan(Trial.specs(signals)).output();
            throw new Breach(
                    "a ShapeException for %s".formatted(signals),
                    "a plan: " + DrawnSignal.shown(planned),
                    "compare the signal with what fits, and throw a ShapeException that says it");
        } catch (ShapeException e) {
            if (e.needs().isBlank() || e.have().isBlank()) {
                throw new Breach(
                        "a ShapeException that says what fits and what it was given",
                        "needs '%s', has '%s'".formatted(e.needs(), e.have()),
                        "fill both in: people read them",
                        e);
            }
            boolean one = signals.size() == 1 && !subject.joins();
            if (one && !e.have().contains(shown(signals.get(0)))) {
                throw new Breach(
                        "a ShapeException for the signal %s, which it shows".formatted(signals),
                        "needs %s, has %s".formatted(e.needs(), e.have()),
                        "it is refused for something else: hand the signal to the ShapeException,"
                                + " and let settings that do not fit be others than these",
                        e);
            }
        }
    }

    private static String shown(DrawnSignal signal) {
        return signal.spec().values().toString();
    }

    /** Checks that forward can compute what plan accepts. */
    private static void checkOdd(Subject subject, DrawnSignal odd) {
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
                            .formatted(DrawnSignal.shown(trial.plan().output()), e),
                    "let plan refuse it, so that 'sora validate' finds it and no native error does",
                    e);
        }
    }

    /** Unusual signals, which few particles accept. */
    private static final class Odd {

        private static final List<DrawnSignal> SIGNALS =
                List.of(
                        DrawnSignal.of(SignalSpec.floats()),
                        DrawnSignal.of(SignalSpec.floats(1)),
                        DrawnSignal.of(SignalSpec.floats(2, 3)),
                        DrawnSignal.of(SignalSpec.floats(1, 1, 1)),
                        DrawnSignal.of(SignalSpec.floats(3, 2, 5)),
                        DrawnSignal.of(SignalSpec.floats(2, 1, 2, 3)),
                        DrawnSignal.of(SignalSpec.indices(5)),
                        DrawnSignal.of(SignalSpec.indices(5, 3)),
                        DrawnSignal.of(SignalSpec.sequence(TensorSpec.floats(1, 1))),
                        DrawnSignal.of(SignalSpec.sequence(TensorSpec.floats(4, 3))),
                        DrawnSignal.of(SignalSpec.sequence(TensorSpec.indices(7, 4))));

        private Odd() {}
    }
}
