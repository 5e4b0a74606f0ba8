package ${package};

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** What a manifest may say of the input. One type serves all pipelines, so it keeps no state. */
final class ${className}Type implements InputType {

    // Said once: defaults, messages, the schema for editors and 'sora plugin info' come from here.
    // That the column is there, and of this type, Sora checks before it reads data.
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
