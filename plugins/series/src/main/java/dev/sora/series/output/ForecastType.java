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
import dev.sora.series.metric.ForecastOutcome;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** The type {@code forecast}: all steps of the horizon at once. */
public final class ForecastType implements OutputType {

    /** The metrics that are measured if a manifest names none. */
    static final List<String> METRICS =
            List.of("mae", "rmse", "smape", "mase", "pinball", "coverage");

    private static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "Without quantiles: the mean squared or the mean absolute error of the"
                                    + " scaled values.",
                            List.of("mse", "mae"))
                    .orElse("mse");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "forecast",
                "The next steps of a series, all at once, with quantiles. It reads a vector of"
                        + " features and the input 'series', in this order.",
                ForecastSettings.COLUMN,
                ForecastSettings.HISTORY,
                ForecastSettings.SEASON,
                ForecastSettings.QUANTILES,
                LOSS);
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
        return METRICS;
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Particle(ForecastSettings.rules(settings), settings.get(LOSS).equals("mse"));
    }

    private record Particle(ForecastRules rules, boolean squared) implements OutputParticle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return DirectHead.plan(inputs, TensorSpec.UNKNOWN, rules);
        }

        @Override
        public FittedOutput fit(Records records) {
            return new FittedForecast(rules, squared, rules.learn(records));
        }

        @Override
        public FittedOutput grow(State state, Records records) {
            Learned grown = Learned.restore(state).grown(rules.learn(records));
            return new FittedForecast(rules, squared, grown);
        }

        @Override
        public FittedOutput restore(State state) {
            return new FittedForecast(rules, squared, Learned.restore(state));
        }
    }
}
