package ${package};

import dev.sora.metric.ClassOutcome;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** What a manifest may say of the metric. One type serves all pipelines, so it keeps no state. */
final class ${className}Type implements MetricType<ClassOutcome> {

    // Said once: defaults, messages, the schema for editors and 'sora plugin info' come from here.
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
        // Outputs of this form may be measured by it; others are refused by 'sora validate'.
        return ClassOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Metric<ClassOutcome> create(Settings settings) {
        // Whatever arrives here is checked already.
        return new ${className}Metric(settings.get(LEAST));
    }
}
