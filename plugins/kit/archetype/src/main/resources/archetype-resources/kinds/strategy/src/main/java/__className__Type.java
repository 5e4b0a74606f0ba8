package ${package};

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the strategy. All searches share one type, so it keeps no state. */
final class ${className}Type implements StrategyType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Long> FIRST =
            Setting.integer("first", "How many trials are drawn from the whole space first.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(5L);
    static final Setting<Double> STEP =
            Setting.number("step", "How far from the best trial, as a share of all values.")
                    .above(0)
                    .atMost(1)
                    .orElse(0.1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("${name}", "Draws values near the best trial.", FIRST, STEP);
    }

    @Override
    public Strategy create(Settings settings) {
        // The settings are checked already.
        return new ${className}Strategy(settings.get(FIRST), settings.get(STEP));
    }
}
