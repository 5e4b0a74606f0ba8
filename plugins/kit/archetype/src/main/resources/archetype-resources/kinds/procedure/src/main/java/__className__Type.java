package ${package};

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the procedure. All trainings share one type, so it keeps no state. */
final class ${className}Type implements ProcedureType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Double> LEVEL =
            Setting.number("level", "The loss at which training turns back.")
                    .atLeast(0)
                    .orElse(0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Keeps the training loss at a level, against overfitting.", LEVEL);
    }

    @Override
    public Procedure create(Settings settings) {
        // The settings are checked already.
        return new ${className}Procedure(settings.get(LEVEL).floatValue());
    }
}
