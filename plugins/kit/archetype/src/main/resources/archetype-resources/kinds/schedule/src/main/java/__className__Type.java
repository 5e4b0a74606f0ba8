package ${package};

import dev.sora.optimiser.Schedule;
import dev.sora.optimiser.ScheduleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the schedule. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements ScheduleType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Double> LEAST =
            Setting.number("least", "Share of the learning rate that is left at the end.")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.1);
    static final Setting<Double> POWER =
            Setting.number("power", "How fast it falls: 1 is a straight line.").above(0).orElse(1.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Falls from the learning rate to a share of it.", LEAST, POWER);
    }

    @Override
    public Schedule create(Settings settings) {
        // The settings are checked already.
        return new ${className}Schedule(settings.get(LEAST), settings.get(POWER));
    }
}
