// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.plugin.SoraType;
import dev.sora.testkit.check.DeterminismChecks;
import dev.sora.testkit.check.Differences;
import dev.sora.testkit.check.EngineChecks;
import dev.sora.testkit.check.Gradients;
import dev.sora.testkit.check.Memory;
import dev.sora.testkit.check.PrecisionChecks;
import dev.sora.testkit.check.Shapes;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The contract of a node of the graph: a pure function of signals and parameters.
 *
 * @param <T> the type
 * @param <C> the contract itself
 */
public abstract class GraphContract<T extends SoraType, C extends GraphContract<T, C>>
        extends TypeContract<T, C> {

    private final List<List<DrawnSignal>> cases = new ArrayList<>();
    private final List<List<DrawnSignal>> refused = new ArrayList<>();
    private final Set<String> fixed = new HashSet<>();
    private boolean random;
    private boolean manyCalls = true;
    private double kinks = 0.1;
    private double tolerance = 0.02;

    GraphContract(T type) {
        super(type);
    }

    /**
     * Adds a case: all clauses are checked on these signals. Pass one signal for a node of one
     * signal, and call this once for each shape to test.
     */
    public final C on(SampleSignal... signals) {
        cases.add(SampleSignal.allDrawn(signals));
        return self();
    }

    /** Declares that plan must refuse these signals with a ShapeException. */
    public final C refuses(SampleSignal... signals) {
        refused.add(SampleSignal.allDrawn(signals));
        return self();
    }

    /** Declares that training is random, as with dropout: another seed gives other numbers. */
    public final C random() {
        random = true;
        return self();
    }

    /**
     * Leaves out the hundreds of calls that show leaks outside of all managers. They take seconds,
     * and another contract of the type makes them. What managers hold is still checked.
     */
    public final C withoutManyCalls() {
        manyCalls = false;
        return self();
    }

    /** Declares that the initial values of a parameter do not depend on the seed. */
    public final C startsFixed(String parameter) {
        fixed.add(parameter);
        return self();
    }

    /**
     * Declares that the function has kinks, where the slopes on both sides differ. There, every
     * gradient between the slopes is accepted.
     *
     * @param share the fraction of elements that may be at a kink; 0.1 by default
     * @param reason the cause of the kinks, for readers of the test
     */
    public final C kinks(double share, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say what makes the kinks");
        }
        kinks = share;
        return self();
    }

    /**
     * Sets the relative tolerance between a gradient and differences of the function; 0.02 by
     * default. Strongly curved functions need more.
     */
    public final C gradientTolerance(double share) {
        tolerance = share;
        return self();
    }

    final List<List<DrawnSignal>> cases() {
        if (cases.isEmpty()) {
            throw new IllegalStateException(
                    "say on what '%s' is to be tried: on(Signal…)".formatted(name()));
        }
        return cases;
    }

    final List<List<DrawnSignal>> refusedSignals() {
        return refused;
    }

    /** Describes the place of a check: the type, its settings and its signals. */
    final String where(Variant variant, List<DrawnSignal> signals) {
        String on = signals.size() == 1 ? signals.get(0).toString() : signals.toString();
        return "%s%s on %s".formatted(name(), variant, on);
    }

    /** Adds the clauses of every node of the graph. */
    final void collect(Checks checks, String where, Supplier subject, List<DrawnSignal> signals) {
        TrialMaker trial = () -> Trial.of(subject.get(), signals);
        checks.add(Clause.PLAN, where, () -> Shapes.checkPlan(subject.get(), signals, refused));
        checks.add(Clause.SHAPES, where, () -> Shapes.check(trial.make()));
        checks.add(
                Clause.GRADIENT,
                where,
                () ->
                        new Gradients(
                                        trial.make(),
                                        new Differences(tolerance, kinks),
                                        null,
                                        Clause.SEED.toString())
                                .check());
        checks.add(Clause.SEED, where, () -> DeterminismChecks.seed(trial.make(), random, fixed));
        checks.add(Clause.INFERENCE, where, () -> DeterminismChecks.inference(trial.make()));
        checks.add(Clause.BATCH, where, () -> DeterminismChecks.batch(trial.make(), 1e-5));
        checks.add(Clause.PURITY, where, () -> DeterminismChecks.purity(trial.make()));
        checks.add(Clause.THREADS, where, () -> DeterminismChecks.threads(trial.make()));
        checks.add(Clause.ENGINES, where, () -> EngineChecks.check(trial.make(), random));
        checks.add(Clause.PRECISION, where, () -> PrecisionChecks.check(trial.make()));
        boolean often = manyCalls && !checks.has(Clause.MEMORY);
        checks.add(Clause.MEMORY, where, () -> Memory.check(trial.make(), name(), often));
    }

    /** Creates the subject, once for each check. */
    @FunctionalInterface
    interface Supplier {
        Subject get();
    }

    /** Plans a trial when its check runs, not when it is listed. */
    @FunctionalInterface
    private interface TrialMaker {
        Trial make();
    }
}
