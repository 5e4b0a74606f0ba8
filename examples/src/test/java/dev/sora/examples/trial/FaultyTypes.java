// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.combiner.CombinerType;
import dev.sora.exhibit.Exhibit;
import dev.sora.metric.Interval;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.order.OrderType;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Types that fail at the place that the setting {@code fault} names. */
final class FaultyTypes {

    private static final Setting<String> FAULT =
            Setting.string("fault", "Where it fails.").orElse("");

    private FaultyTypes() {}

    private static TypeDescriptor descriptor(String name) {
        return TypeDescriptor.of(name, "Fails.", FAULT);
    }

    /** Fails if the setting names this place. */
    private static void pass(Settings settings, String place) {
        if (settings.get(FAULT).equals(place)) {
            throw new IllegalStateException("boom at " + place);
        }
    }

    static final class Particle implements ParticleType {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor("faulty");
        }

        @Override
        public UnaryParticle create(Settings settings) {
            pass(settings, "create");
            return new UnaryParticle() {
                @Override
                public ParticlePlan plan(SignalSpec input) {
                    pass(settings, "plan");
                    if (input.values().isKnown()) {
                        pass(settings, "plan with data");
                    }
                    return ParticlePlan.of(input);
                }

                @Override
                public Signal forward(Signal input, Pass pass) {
                    FaultyTypes.pass(settings, "forward");
                    if (!pass.training()) {
                        FaultyTypes.pass(settings, "inference");
                    }
                    return input;
                }
            };
        }
    }

    static final class Join implements CombinerType {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor("faulty");
        }

        @Override
        public Combiner create(Settings settings) {
            return new Combiner() {
                @Override
                public ParticlePlan plan(List<SignalSpec> inputs) {
                    return ParticlePlan.of(inputs.get(0));
                }

                @Override
                public Signal combine(CombinerInputs parts, Pass pass) {
                    pass(settings, "combine");
                    return parts.each().get(0);
                }

                private void pass(Settings settings, String place) {
                    FaultyTypes.pass(settings, place);
                }
            };
        }
    }

    record Measure<O extends Outcome>(String name, Class<O> outcome) implements MetricType<O> {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor(name);
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Metric<O> create(Settings settings) {
            return new Metric<>() {
                @Override
                public void add(O outcome) {
                    pass(settings, "add");
                }

                @Override
                public MetricResult result() {
                    pass(settings, "result");
                    return MetricResult.of(1);
                }

                @Override
                public Optional<Interval> interval() {
                    pass(settings, "interval");
                    return Optional.empty();
                }

                @Override
                public List<Exhibit> exhibits() {
                    pass(settings, "exhibits");
                    return List.of();
                }
            };
        }
    }

    static final class Search implements OptimiserType {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor("faulty");
        }

        @Override
        public Optimiser create(Settings settings) {
            return new Optimiser() {
                @Override
                public void begin(NDArray weights, RandomGenerator random) {
                    pass(settings, "begin");
                }

                @Override
                public void step(OptimiserStep step) {
                    pass(settings, "step");
                }

                @Override
                public boolean usesGradient() {
                    pass(settings, "uses");
                    return true;
                }

                @Override
                public double learningRate() {
                    pass(settings, "rate");
                    return 0.1;
                }

                @Override
                public Map<String, NDArray> state() {
                    pass(settings, "state");
                    return Map.of();
                }
            };
        }
    }

    static final class Curve implements ScheduleType {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor("faulty");
        }

        @Override
        public Schedule create(Settings settings) {
            return progress -> {
                pass(settings, "factor");
                return 1;
            };
        }
    }

    static final class Order implements OrderType {
        @Override
        public TypeDescriptor descriptor() {
            return FaultyTypes.descriptor("faulty");
        }

        @Override
        public dev.sora.order.Order create(Settings settings) {
            return (records, random) -> {
                pass(settings, "order");
                List<int[]> minibatches = new ArrayList<>();
                int[] rows = {settings.get(FAULT).equals("index") ? records.size() : 0};
                int more = settings.get(FAULT).equals("number") ? 1 : 0;
                for (int i = 0; i < records.minibatches() + more; i++) {
                    minibatches.add(rows);
                }
                return minibatches;
            };
        }
    }
}
