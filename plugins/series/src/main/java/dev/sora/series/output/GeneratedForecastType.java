// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.output;

import dev.sora.data.Records;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.series.metric.ForecastOutcome;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.SignalSpec;
import java.util.Arrays;
import java.util.List;

/** The type {@code generated-forecast}: one step after the other. */
public final class GeneratedForecastType implements OutputType {

    private static final Setting<Long> PATHS =
            Setting.integer(
                            "paths",
                            "Number of continuations drawn for each window; quantiles are computed from them."
                                    + " With 1, the means of the steps are continued, and there are"
                                    + " no quantiles.")
                    .atLeast(1)
                    .atMost(10_000)
                    .orElse(100L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-forecast",
                "The next steps of a series, each from the one before it, by a decoder that learns a"
                        + " normal distribution of each step (Salinas et al., 2020). It reads the"
                        + " decoder, the input 'target-series' and the input 'series', in this"
                        + " order.",
                ForecastSettings.COLUMN,
                ForecastSettings.HISTORY,
                ForecastSettings.SEASON,
                ForecastSettings.QUANTILES,
                PATHS);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return ForecastOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return ForecastType.METRICS;
    }

    @Override
    public OutputParticle create(Settings settings) {
        ForecastRules rules = ForecastSettings.rules(settings);
        int paths = settings.get(PATHS).intValue();
        checkPaths(rules, paths);
        return new Particle(rules, paths);
    }

    /** Refuses quantiles further out than the paths reach: they would be the extreme path. */
    private static void checkPaths(ForecastRules rules, int paths) {
        double outermost = 0.5;
        for (double level : rules.levels()) {
            outermost = Math.min(outermost, Math.min(level, 1 - level));
        }
        long needed = (long) Math.ceil(1 / outermost - 1e-6);
        if (paths > 1 && rules.levels().length > 0 && paths < needed) {
            throw new SoraException(
                    Problem.of("SORA-2352", "the paths are too few for the quantiles")
                            .needs(
                                    "at least %d paths for the levels %s"
                                            .formatted(needed, Arrays.toString(rules.levels())))
                            .have(Integer.toString(paths))
                            .fix(
                                    "set 'paths: %d', or name quantiles nearer to 0.5"
                                            .formatted(needed)));
        }
    }

    private record Particle(ForecastRules rules, int paths) implements OutputParticle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return StepHead.plan(inputs, rules);
        }

        @Override
        public FittedOutput fit(Records records) {
            return new FittedGeneratedForecast(rules, paths, rules.learn(records));
        }

        @Override
        public FittedOutput grow(State state, Records records) {
            Learned grown = Learned.restore(state).grown(rules.learn(records));
            return new FittedGeneratedForecast(rules, paths, grown);
        }

        @Override
        public FittedOutput restore(State state) {
            return new FittedGeneratedForecast(rules, paths, Learned.restore(state));
        }
    }
}
