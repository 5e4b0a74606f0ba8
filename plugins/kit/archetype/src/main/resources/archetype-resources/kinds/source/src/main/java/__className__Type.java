package ${package};

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;

/** Declares the settings of the source. All pipelines share one type, so it keeps no state. */
final class ${className}Type implements DataSourceType {

    // Defaults, messages, the schema for editors and 'sora plugin info' derive from this.
    static final Setting<Long> SAMPLES =
            Setting.integer("samples", "Number of records.").atLeast(1).orElse(1000L);
    static final Setting<Double> NOISE =
            Setting.number("noise", "Standard deviation of the noise.").atLeast(0).orElse(0.1);
    static final Setting<Long> SEED =
            Setting.integer("seed", "Other seeds give other records.").large().orElse(1L);

    static final Schema SCHEMA =
            Schema.of(
                    Column.of("x", ColumnType.NUMBER),
                    Column.of("y", ColumnType.NUMBER),
                    Column.of("moon", ColumnType.TEXT));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "${name}", "Points on two half-moons, made in code.", SAMPLES, NOISE, SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        // The columns follow from the settings, so manifests are checked before data is read.
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        // A source of files would open them here and return them from DataSource.files(), so that
        // the lock has their digests. A broken record causes a RecordException.
        return new ${className}Source(settings.get(SAMPLES), settings.get(NOISE), settings.get(SEED));
    }
}
