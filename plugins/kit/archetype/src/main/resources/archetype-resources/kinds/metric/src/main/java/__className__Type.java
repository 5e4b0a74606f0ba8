package ${package};

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the metric. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements MetricType<ClassOutcome> {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Double> LEAST =
            Setting.number("least", "How probable the right class must be.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.9);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Share of the records whose right class is held to be probable.", LEAST);
    }

    @Override
    public Class<ClassOutcome> outcome() {
        // The metric takes outcomes of this form; 'sora validate' refuses other outputs.
        return ClassOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Metric<ClassOutcome> create(Settings settings) {
        // The settings are checked already.
        return new ${className}Metric(settings.get(LEAST));
    }
}
