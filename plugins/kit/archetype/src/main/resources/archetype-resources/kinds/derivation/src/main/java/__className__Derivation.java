package ${package};

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationUse;

/**
 * Records of two values of a series: one, and the one {@code lag} rows before it.
 *
 * <p>Records that overlap, such as windows of many rows, also return {@code parts()}: the column
 * that tells training, validation and test apart, which must not be divided by chance.
 */
record ${className}Derivation(String column, int lag) implements Derivation {

    @Override
    public Schema schema(Schema rows) {
        return Schema.of(
                Column.of(column, ColumnType.NUMBER),
                Column.of(column + "_before", ColumnType.NUMBER));
    }

    @Override
    public DataSource derive(DataSource rows, DerivationUse use) {
        return new ${className}Records(this, rows, use == DerivationUse.PREDICTION);
    }
}
