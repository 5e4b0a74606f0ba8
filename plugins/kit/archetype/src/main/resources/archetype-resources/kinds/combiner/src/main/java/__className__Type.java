package ${package};

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the combiner. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements CombinerType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Double> SHARPNESS =
            Setting.number("sharpness", "How much the greatest value counts; 0 gives the mean.")
                    .atLeast(0)
                    .orElse(1.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Joins parts of one shape by a soft maximum.", SHARPNESS);
    }

    @Override
    public boolean ordered() {
        // A soft maximum is the same in any order; leave this method out if yours is not.
        return false;
    }

    @Override
    public Combiner create(Settings settings) {
        // The settings are checked already.
        return new ${className}Combiner(settings.get(SHARPNESS));
    }
}
