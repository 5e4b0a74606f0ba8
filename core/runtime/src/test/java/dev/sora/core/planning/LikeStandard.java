// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.data.ColumnType;
import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.particle.Initialiser;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Types with the names, settings and shapes of the standard plugin's, which plan and no more. */
public final class LikeStandard {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values it yields.").atLeast(1).required();
    private static final Setting<String> ACTIVATION =
            Setting.choice(
                            "activation",
                            "Function applied to the result.",
                            List.of("none", "relu", "tanh", "sigmoid"))
                    .orElse("none");
    private static final Setting<Boolean> BIAS =
            Setting.bool("bias", "Whether a learned bias is added.").orElse(true);
    private static final Setting<Double> RATE =
            Setting.number("rate", "Share of the values that are dropped while training.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.5);
    private static final Setting<Double> LEARNING_RATE =
            Setting.number("learning_rate", "Size of the steps.").above(0).orElse(0.001);
    private static final Setting<Long> WARMUP =
            Setting.integer("warmup", "Steps until the full rate.").atLeast(0).orElse(0L);
    private static final Setting<Long> K =
            Setting.integer("k", "How many classes count.").atLeast(1).orElse(5L);
    private static final Setting<String> LABEL =
            Setting.column(
                            "column",
                            "Column that holds the label.",
                            ColumnType.TEXT,
                            ColumnType.INTEGER,
                            ColumnType.BOOLEAN)
                    .required();
    private static final Setting<String> TARGET =
            Setting.column(
                            "column",
                            "Column that holds the number.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER)
                    .required();
    private static final Setting<Object> CLASSES =
            Setting.of(
                    "classes",
                    "The classes in their order, or how many there are.",
                    new SettingType.AnyOf(
                            List.of(
                                    new SettingType.IntegerType(
                                            OptionalLong.of(2), OptionalLong.empty()),
                                    new SettingType.ListOf(
                                            new SettingType.StringType(), OptionalInt.empty()))),
                    Object.class);

    private LikeStandard() {}

    public static OfferedPlugin plugin() {
        return new OfferedPlugin(
                "standard",
                "0.1.0",
                "plugins/sora-standard-0.1.0.jar",
                LikeStandard.class.getClassLoader(),
                types());
    }

    static List<SoraType> types() {
        return List.of(
                new Core(
                        TypeDescriptor.of("dense", "Fully connected.", UNITS, ACTIVATION, BIAS),
                        settings -> in -> dense(settings.get(UNITS), in)),
                new Core(
                        TypeDescriptor.of("dropout", "Drops values.", RATE),
                        settings -> ParticlePlan::of),
                new Combine(
                        TypeDescriptor.of("sum", "Adds its parts."),
                        false,
                        LikeStandard::equalParts),
                new Combine(
                        TypeDescriptor.of("concat", "Puts its parts side by side."),
                        true,
                        LikeStandard::sideBySide),
                new Output(
                        TypeDescriptor.of("classification", "Decides on a class.", LABEL, CLASSES),
                        ClassOutcome.class,
                        List.of("accuracy")),
                new Output(
                        TypeDescriptor.of("regression", "Predicts a number.", TARGET),
                        NumberOutcome.class,
                        List.of("rmse")),
                new Measure<>(
                        TypeDescriptor.of("accuracy", "Share that is right."),
                        ClassOutcome.class,
                        true),
                new Measure<>(
                        TypeDescriptor.of("top_k", "Share that is nearly right.", K),
                        ClassOutcome.class,
                        true),
                new Measure<>(
                        TypeDescriptor.of("confusion_matrix", "What was taken for what."),
                        ClassOutcome.class,
                        true),
                new Measure<>(
                        TypeDescriptor.of("rmse", "Root of the mean squared error."),
                        NumberOutcome.class,
                        false),
                new Optimise(TypeDescriptor.of("adam", "Adam.", LEARNING_RATE)),
                new Optimise(TypeDescriptor.of("sgd", "Plain steps.", LEARNING_RATE)),
                new Scheduled(TypeDescriptor.of("cosine", "Half a wave.", WARMUP)));
    }

    private static ParticlePlan dense(long units, SignalSpec in) {
        long width = in.values().size();
        return ParticlePlan.of(
                SignalSpec.floats(units),
                ParameterSpec.weight("weight", Initialiser.fanIn(1), units, width),
                ParameterSpec.bias("bias", Initialiser.zeros(), units));
    }

    private static ParticlePlan equalParts(List<SignalSpec> parts) {
        for (int i = 1; i < parts.size(); i++) {
            if (!parts.get(i).values().fits(parts.get(0).values())) {
                throw new ShapeException(
                        "parts of one shape; part 1 is " + parts.get(0),
                        "part %d is %s".formatted(i + 1, parts.get(i)),
                        "give every part the same shape, or join them with 'concat'");
            }
        }
        return ParticlePlan.of(parts.get(0));
    }

    private static ParticlePlan sideBySide(List<SignalSpec> parts) {
        TensorSpec first = parts.get(0).values();
        long width = 0;
        for (SignalSpec part : parts) {
            if (part.values().rank() != first.rank()) {
                throw new ShapeException(
                        "parts that differ in dimension 0 only; part 1 is " + first,
                        "part %d is %s".formatted(parts.indexOf(part) + 1, part),
                        "put 'flatten' before the parts, or give them equal dimensions");
            }
            width += part.values().dimension(0);
        }
        long[] dimensions = first.shape().getShape().clone();
        dimensions[0] = width;
        return ParticlePlan.of(SignalSpec.floats(dimensions));
    }

    public record Core(
            TypeDescriptor descriptor, Function<Settings, Function<SignalSpec, ParticlePlan>> plan)
            implements ParticleType {
        @Override
        public Particle create(Settings settings) {
            return new OnlyPlans.Core(plan.apply(settings));
        }
    }

    record Combine(
            TypeDescriptor descriptor,
            boolean ordered,
            Function<List<SignalSpec>, ParticlePlan> plan)
            implements CombinerType {
        @Override
        public Combiner create(Settings settings) {
            return new OnlyPlans.Combine(plan);
        }
    }

    private record Output(
            TypeDescriptor descriptor,
            Class<? extends Outcome> outcome,
            List<String> defaultMetrics)
            implements OutputType {
        @Override
        public OutputParticle create(Settings settings) {
            return new OnlyPlans.Output(in -> dense(TensorSpec.UNKNOWN, in));
        }
    }

    record Measure<O extends Outcome>(
            TypeDescriptor descriptor, Class<O> outcome, boolean higherIsBetter)
            implements MetricType<O> {
        @Override
        public boolean hasValue() {
            return !descriptor.name().equals("confusion_matrix");
        }

        @Override
        public Metric<O> create(Settings settings) {
            throw new UnsupportedOperationException("only plans");
        }
    }

    private record Optimise(TypeDescriptor descriptor) implements OptimiserType {
        @Override
        public Optimiser create(Settings settings) {
            throw new UnsupportedOperationException("only plans");
        }
    }

    private record Scheduled(TypeDescriptor descriptor) implements ScheduleType {
        @Override
        public Schedule create(Settings settings) {
            throw new UnsupportedOperationException("only plans");
        }
    }
}
