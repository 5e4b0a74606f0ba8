package ${package};

import dev.sora.data.ColumnType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;

/** Declares the settings of the derivation. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements DerivationType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this. A column
    // of the rows is checked against the source before data is read.
    static final Setting<String> COLUMN =
            Setting.column("column", "The column of the values in their order.", ColumnType.NUMBER)
                    .required();
    static final Setting<Long> LAG =
            Setting.integer("lag", "How many rows lie between a value and the earlier one.")
                    .atLeast(1)
                    .atMost(100_000)
                    .orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "A value of a series, and the one some rows before it.", COLUMN, LAG);
    }

    @Override
    public Derivation create(Settings settings) {
        // The settings are checked already. Data is read when the records are.
        return new ${className}Derivation(settings.get(COLUMN), settings.get(LAG).intValue());
    }
}
