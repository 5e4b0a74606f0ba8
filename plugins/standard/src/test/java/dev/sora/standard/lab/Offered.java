// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.lab;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import dev.sora.standard.StandardPlugin;
import dev.sora.testkit.Workbench;
import java.util.Map;

/** Creates what the plugin offers, by the names that a manifest uses. */
public final class Offered {

    private Offered() {}

    public static UnaryParticle particle(String name, Map<String, ?> raw) {
        ParticleType type = type(ParticleType.class, name);
        return (UnaryParticle) type.create(settings(type, raw));
    }

    public static Combiner combiner(String name, Map<String, ?> raw) {
        CombinerType type = type(CombinerType.class, name);
        return type.create(settings(type, raw));
    }

    public static Optimiser optimiser(String name, Map<String, ?> raw) {
        OptimiserType type = type(OptimiserType.class, name);
        return type.create(settings(type, raw));
    }

    public static Schedule schedule(String name, Map<String, ?> raw) {
        ScheduleType type = type(ScheduleType.class, name);
        return type.create(settings(type, raw));
    }

    public static OutputParticle output(String name, Map<String, ?> raw) {
        OutputType type = type(OutputType.class, name);
        return type.create(settings(type, raw));
    }

    public static Metric<Outcome> metric(String name, Map<String, ?> raw) {
        return Workbench.metric(type(MetricType.class, name), raw);
    }

    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return Workbench.type(new StandardPlugin(), kind, name);
    }

    private static Settings settings(SoraType type, Map<String, ?> raw) {
        return Workbench.settings(type, raw);
    }
}
