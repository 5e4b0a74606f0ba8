// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import dev.sora.source.DerivationUse;
import dev.sora.source.RecordStream;
import dev.sora.testkit.check.DerivationChecks;
import dev.sora.testkit.check.RecordStreamChecks;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The contract of derivations: of the rows of {@link #on}, the same records in each pass, with the
 * columns that it states, for each use, and divided into the parts that it states.
 */
public final class DerivationContract extends TypeContract<DerivationType, DerivationContract> {

    private SampleRecords rows;

    DerivationContract(DerivationType type) {
        super(type);
    }

    /** Sets the rows; each use must derive records of them. */
    public DerivationContract on(SampleRecords samples) {
        rows = samples;
        return this;
    }

    @Override
    void collect(Checks checks) {
        if (rows == null) {
            throw new IllegalStateException(
                    "say on which rows '%s' is to be tried: on(SampleRecords)".formatted(name()));
        }
        SettingChecks.add(
                checks,
                this,
                settings -> RecordStreamChecks.some(derived(DerivationUse.EVALUATION), settings));
        for (Variant variant : variants()) {
            for (DerivationUse use : DerivationUse.values()) {
                String where = "%s%s, %s".formatted(name(), variant, use);
                RecordStreamChecks reading =
                        new RecordStreamChecks(derived(use), variant.settings());
                checks.add(Clause.SCHEMA, where, reading::schema);
                checks.add(Clause.PASSES, where, reading::passes);
            }
            DerivationChecks dividing =
                    new DerivationChecks(new Rows(rows), () -> type().create(variant.settings()));
            String where = "%s%s".formatted(name(), variant);
            checks.add(Clause.PARTS, where, dividing::parts);
            checks.add(Clause.PARTS, where + " to predict", dividing::target);
        }
    }

    /** Returns a type of sources of the derived records, with the settings of the derivation. */
    private DataSourceType derived(DerivationUse use) {
        DerivationType derivations = type();
        DataSource source = new Rows(rows);
        return new DataSourceType() {
            @Override
            public TypeDescriptor descriptor() {
                return derivations.descriptor();
            }

            @Override
            public Optional<Schema> schema(Settings settings) {
                return Optional.of(derivations.create(settings).schema(rows.schema()));
            }

            @Override
            public DataSource open(Settings settings) {
                Derivation derivation = derivations.create(settings);
                return derivation.derive(source, use);
            }
        };
    }

    private record Rows(SampleRecords rows) implements DataSource {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public OptionalLong size() {
            return rows.size();
        }

        @Override
        public RecordStream records() {
            Iterator<DataRecord> all = rows.list().iterator();
            return new RecordStream() {
                @Override
                public Optional<DataRecord> next() {
                    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
                }

                @Override
                public void close() {
                    // no resources to release
                }
            };
        }
    }
}
