package ${package};

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** Declares the settings of the input. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements InputType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this. Before it
    // reads data, Sora checks that the column exists and has this type.
    static final Setting<String> COLUMN =
            Setting.column("column", "The column of the pictures.", ColumnType.IMAGE).required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "The mean brightness of each row and column of a picture.", COLUMN);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new ${className}Input(settings.get(COLUMN));
    }
}
