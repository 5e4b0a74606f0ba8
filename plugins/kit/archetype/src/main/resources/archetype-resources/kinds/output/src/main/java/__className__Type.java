package ${package};

import dev.sora.data.ColumnType;
import dev.sora.metric.NumberOutcome;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** Declares the settings of the output. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements OutputType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this. Before it
    // reads data, Sora checks that the column exists and has one of these types.
    static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the right numbers.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER)
                    .required();
    static final Setting<Double> DELTA =
            Setting.number(
                            "delta",
                            "Up to which error, in standard deviations of the numbers, the loss is"
                                    + " squared.")
                    .above(0)
                    .atMost(1000)
                    .orElse(1.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("${name}", "A number, learned by Huber's loss.", COLUMN, DELTA);
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new ${className}Output(settings.get(COLUMN), settings.get(DELTA));
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return NumberOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("mae", "r2");
    }
}
