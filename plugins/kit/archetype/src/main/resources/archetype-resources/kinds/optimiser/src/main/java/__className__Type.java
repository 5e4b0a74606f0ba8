package ${package};

import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the optimiser. All trainings share one type, so it keeps no state. */
final class ${className}Type implements OptimiserType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Double> LEARNING_RATE =
            Setting.number("learning_rate", "How far each weight moves in a step.")
                    .above(0)
                    .orElse(0.0003);
    static final Setting<Double> LOOK =
            Setting.number("look", "Share of the momentum in the direction of a step.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.9);
    static final Setting<Double> KEEP =
            Setting.number("keep", "Share of the momentum that is kept for the next step.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.99);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}",
                "Moves every weight by the sign of its momentum.",
                LEARNING_RATE,
                LOOK,
                KEEP);
    }

    @Override
    public Optimiser create(Settings settings) {
        // Called once for each training. The settings are checked already.
        return new ${className}Optimiser(
                settings.get(LEARNING_RATE), settings.get(LOOK), settings.get(KEEP));
    }
}
