// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import dev.sora.source.DerivationUse;
import dev.sora.source.RecordStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A derivation that copies the numbers of a column {@code x}, and divides them.
 *
 * @param column the column that parts() names
 * @param test what it writes for the test
 * @param target whether records to predict have the target
 */
public record PairsType(String column, String test, boolean target) implements DerivationType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("x", ColumnType.NUMBER),
                    Column.of("y", ColumnType.NUMBER),
                    Column.of("part", ColumnType.TEXT));

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("pairs", "Numbers and their squares.");
    }

    @Override
    public Derivation create(Settings settings) {
        return new Derivation() {
            @Override
            public Schema schema(Schema rows) {
                return SCHEMA;
            }

            @Override
            public DataSource derive(DataSource rows, DerivationUse use) {
                return new Pairs(rows, use != DerivationUse.PREDICTION || target, test);
            }

            @Override
            public Optional<Parts> parts() {
                return Optional.of(Parts.of(column, Set.of(Parts.TEST)));
            }
        };
    }

    private record Pairs(DataSource rows, boolean target, String test) implements DataSource {

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong size() {
            return rows.size();
        }

        @Override
        public RecordStream records() {
            RecordStream stream = rows.records();
            return new RecordStream() {
                @Override
                public Optional<DataRecord> next() {
                    return stream.next().map(Pairs.this::pair);
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        }

        private DataRecord pair(DataRecord row) {
            double x = row.get("x", Double.class);
            return row.with(SCHEMA, x, target ? x * x : null, x > 2 ? test : "train");
        }
    }
}
