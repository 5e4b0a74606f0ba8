// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserType;
import dev.sora.setting.Settings;
import dev.sora.testkit.check.EngineChecks;
import dev.sora.testkit.check.Holdings;
import dev.sora.testkit.check.Resident;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.EngineSeat;
import dev.sora.testkit.trial.QuadraticProblem;
import dev.sora.testkit.trial.TestEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract of optimisers, tested on a quadratic function of a few dozen weights. */
public final class OptimiserContract extends TypeContract<OptimiserType, OptimiserContract> {

    private static final long SEED = 5;

    private static final int STEPS = 12;

    private static final int LONG = 200;

    private boolean random;

    OptimiserContract(OptimiserType type) {
        super(type);
    }

    /** Declares that the optimiser is random: another seed gives other numbers. */
    public OptimiserContract random() {
        random = true;
        return this;
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(
                checks,
                this,
                settings -> {
                    try (QuadraticProblem course =
                            new QuadraticProblem(type().create(settings), SEED)) {
                        course.steps(2);
                    }
                });
        for (Variant variant : variants()) {
            String where = name() + variant;
            Settings settings = variant.settings();
            checks.add(Clause.DESCENT, where, () -> descent(settings));
            checks.add(Clause.SEED, where, () -> seed(settings));
            checks.add(Clause.RESUME, where, () -> resume(settings));
            checks.add(Clause.ENGINES, where, () -> engines(settings));
            checks.add(Clause.FUSED, where, () -> fused(settings));
            if (type().create(settings).usesGradient()) {
                checks.add(Clause.RATES, where, () -> rates(settings));
            }
            checks.add(Clause.MEMORY, where, () -> memory(settings));
        }
    }

    private void descent(Settings settings) {
        try (QuadraticProblem course = new QuadraticProblem(type().create(settings), SEED)) {
            double before = course.loss();
            course.steps(LONG);
            double after = course.loss();
            if (!(after < before)) {
                throw new Breach(
                        "a loss below %.6g, where it began".formatted(before),
                        "%.6g after %d steps".formatted(after, LONG),
                        after == before
                                ? "change step.weights() in place (subi, addi, muli): a new tensor"
                                        + " changes nothing"
                                : "check the sign of the update, and whether the learning rate"
                                        + " suits; a lower one is set with(\"learning_rate\", …)");
            }
        }
    }

    private void seed(Settings settings) {
        QuadraticProblem.Place once = after(settings, SEED);
        if (!Arrays.equals(once.weights(), after(settings, SEED).weights())) {
            throw new Breach(
                    "the same weights from two trainings with one seed",
                    "other weights",
                    "draw from the generator that begin is given; keep nothing in the type, which"
                            + " all trainings share");
        }
        if (random && Arrays.equals(once.weights(), after(settings, SEED + 1).weights())) {
            throw new Breach(
                    "other weights with another seed, as it is said to be random",
                    "the same, bit by bit",
                    "draw from the generator that begin is given; or do not declare it random()");
        }
    }

    private QuadraticProblem.Place after(Settings settings, long seed) {
        try (QuadraticProblem course = new QuadraticProblem(type().create(settings), seed)) {
            course.steps(STEPS);
            return course.place();
        }
    }

    private void resume(Settings settings) {
        QuadraticProblem.Place straight;
        QuadraticProblem.Place half;
        try (QuadraticProblem course = new QuadraticProblem(type().create(settings), SEED)) {
            course.steps(STEPS);
            half = course.place();
            course.steps(STEPS);
            straight = course.place();
        }
        QuadraticProblem.Place resumed;
        try (QuadraticProblem course = new QuadraticProblem(type().create(settings), SEED)) {
            course.resume(half);
            course.steps(STEPS);
            resumed = course.place();
        }
        Compare.differ(straight.weights(), resumed.weights(), 0)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "%d steps, saving, loading and %d steps give what %d steps give,"
                                                    .formatted(STEPS, STEPS, 2 * STEPS)
                                            + " bit by bit",
                                    place
                                            + " (straight, resumed); saved was "
                                            + half.state().keySet(),
                                    "keep all that a step changes in the tensors that state()"
                                            + " returns, allocate them in begin, change them in"
                                            + " place, and take the number of the step from"
                                            + " step.number()");
                        });
    }

    private void engines(Settings settings) {
        EngineSeat here = TestEngine.here();
        EngineSeat other = EngineChecks.other();
        Map<EngineSeat, float[]> weights = new LinkedHashMap<>();
        for (EngineSeat seat : List.of(here, other)) {
            try (QuadraticProblem course =
                    new QuadraticProblem(type().create(settings), SEED, false, true, 1, seat)) {
                course.steps(STEPS);
                weights.put(seat, course.place().weights());
            }
        }
        Compare.differ(weights.get(here), weights.get(other), EngineChecks.RESULT)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same weights on another engine, up to rounding",
                                    "%s (%s, %s)".formatted(place, here.name(), other.name()),
                                    "draw random numbers from the generator that begin is given,"
                                            + " not on the device");
                        });
    }

    private void fused(Settings settings) {
        Map<Boolean, float[]> weights = new LinkedHashMap<>();
        for (boolean fused : new boolean[] {true, false}) {
            try (QuadraticProblem course =
                    new QuadraticProblem(type().create(settings), SEED, false, fused, 1)) {
                course.steps(STEPS);
                weights.put(fused, course.place().weights());
            }
        }
        Compare.differ(weights.get(false), weights.get(true), 1e-4)
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "with the engine's rules what it computes without them",
                                    place + " (without, with)",
                                    "check the numbers that the fused rule is given");
                        });
    }

    private void rates(Settings settings) {
        unchanged(
                settings,
                true,
                1,
                QuadraticProblem.DECAYED,
                "weights after step.decayed() do not change while the gradient is zero",
                "decay only the first step.decayed() weights: after them are biases and scales");
        unchanged(
                settings,
                false,
                0,
                0,
                "weights do not change while the learning rate is zero",
                "multiply the update by step.learningRate(), which the schedule decides; it is not"
                        + " always the setting");
    }

    private void unchanged(
            Settings settings, boolean flat, double rate, int from, String expected, String fix) {
        try (QuadraticProblem course =
                new QuadraticProblem(type().create(settings), SEED, flat, true, rate)) {
            course.steps(3);
            float[] start = QuadraticProblem.start();
            float[] end = course.place().weights();
            for (int i = from; i < end.length; i++) {
                if (start[i] != end[i]) {
                    throw new Breach(
                            expected,
                            "weight %d goes from %s to %s".formatted(i, start[i], end[i]),
                            fix);
                }
            }
        }
    }

    private void memory(Settings settings) {
        Optimiser optimiser = type().create(settings);
        try (QuadraticProblem course = new QuadraticProblem(optimiser, SEED)) {
            course.step();
            Holdings before = new Holdings(course.manager());
            course.steps(20);
            String more = before.more();
            if (!more.isEmpty()) {
                throw new Breach(
                        "nothing of a step is left when it has ended",
                        "'%s' left something behind after 20 steps: %s".formatted(name(), more),
                        "results belong to the manager of the left operand: what is computed from"
                                + " the state or the weights has to be attached to"
                                + " step.manager(), or to be computed in place");
            }
            Resident.check(name(), course::step);
        }
    }
}
