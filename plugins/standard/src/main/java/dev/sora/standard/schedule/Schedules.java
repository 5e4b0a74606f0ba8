// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The learning-rate schedule types of this plugin. */
public final class Schedules {

    private static final Setting<Double> MINIMUM =
            Setting.number("minimum", "Share of the rate that remains at the end.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);
    private static final Setting<Long> EVERY =
            Setting.integer("every", "Epochs between two reductions.").atLeast(1).orElse(10L);
    private static final Setting<Double> STEP_GAMMA =
            Setting.number("gamma", "Factor of each reduction.").above(0).orElse(0.1);
    private static final Setting<Double> EPOCH_GAMMA =
            Setting.number("gamma", "Factor of each epoch.").above(0).orElse(0.9);

    private Schedules() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                curve("constant", "Keeps the rate.", List.of(), settings -> (done, progress) -> 1),
                curve(
                        "step",
                        "Lowers the rate every few epochs.",
                        List.of(EVERY, STEP_GAMMA),
                        Schedules::step),
                curve(
                        "exponential",
                        "Lowers the rate from step to step, by a factor each epoch.",
                        List.of(EPOCH_GAMMA),
                        Schedules::exponential),
                curve(
                        "linear",
                        "Lowers the rate along a line.",
                        List.of(MINIMUM),
                        Schedules::linear),
                curve(
                        "cosine",
                        "Lowers the rate along half a cosine (Loshchilov and Hutter, 2017).",
                        List.of(MINIMUM),
                        Schedules::cosine),
                new Offer(OneCycle.DESCRIPTOR, OneCycle::new),
                new Offer(
                        Plateau.DESCRIPTOR,
                        settings -> Warmup.of(settings, new Plateau(settings))));
    }

    private static Warmup.Curve step(Settings settings) {
        double gamma = settings.get(STEP_GAMMA);
        long every = settings.get(EVERY);
        return (done, progress) -> Math.pow(gamma, (progress.epoch() - 1L) / every);
    }

    private static Warmup.Curve exponential(Settings settings) {
        double gamma = settings.get(EPOCH_GAMMA);
        return (done, progress) ->
                Math.pow(
                        gamma,
                        (progress.step() - 1.0)
                                * progress.epochs()
                                / Math.max(1, progress.steps()));
    }

    private static Warmup.Curve linear(Settings settings) {
        double minimum = settings.get(MINIMUM);
        return (done, progress) -> minimum + (1 - minimum) * (1 - done);
    }

    private static Warmup.Curve cosine(Settings settings) {
        double minimum = settings.get(MINIMUM);
        return (done, progress) -> minimum + (1 - minimum) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    private static Offer curve(
            String name,
            String summary,
            List<Setting<?>> own,
            Function<Settings, Warmup.Curve> constructor) {
        List<Setting<?>> settings = new ArrayList<>(own);
        settings.add(Warmup.STEPS);
        settings.add(Warmup.SHARE);
        return new Offer(
                new TypeDescriptor(name, summary, settings),
                values -> Warmup.of(values, constructor.apply(values)));
    }

    /** A type from a descriptor and a constructor. */
    private record Offer(TypeDescriptor descriptor, Function<Settings, Schedule> constructor)
            implements ScheduleType {

        @Override
        public Schedule create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
