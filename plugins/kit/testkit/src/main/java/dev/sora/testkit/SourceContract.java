// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.source.DataSourceType;
import dev.sora.testkit.check.FileChecks;
import dev.sora.testkit.check.RecordStreamChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract of data sources: the rules of the SPI as tests. */
public final class SourceContract extends TypeContract<DataSourceType, SourceContract> {

    private final List<Map<String, Object>> missing = new ArrayList<>();
    private final Map<Map<String, Object>, Integer> broken = new LinkedHashMap<>();
    private boolean checksFiles = true;

    SourceContract(DataSourceType type) {
        super(type);
    }

    /**
     * Declares that there is no data for these settings, added to those of {@link #with}: opening
     * or reading must throw a DataException.
     */
    public SourceContract fails(Map<String, ?> settings) {
        missing.add(new LinkedHashMap<>(settings));
        return this;
    }

    /**
     * Declares the number of broken records for these settings, added to those of {@link #with}:
     * each must cause a RecordException, after which the stream continues.
     */
    public SourceContract broken(Map<String, ?> settings, int records) {
        broken.put(new LinkedHashMap<>(settings), records);
        return this;
    }

    /** Declares that the source reads no files: {@code files()} is empty and no file is opened. */
    public SourceContract withoutFiles() {
        checksFiles = false;
        return this;
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> RecordStreamChecks.some(type(), settings));
        for (Variant variant : variants()) {
            String where = name() + variant;
            RecordStreamChecks reading = new RecordStreamChecks(type(), variant.settings());
            FileChecks files = new FileChecks(type(), variant.settings());
            checks.add(Clause.SCHEMA, where, reading::schema);
            checks.add(Clause.PASSES, where, reading::passes);
            checks.add(Clause.FILES, where, () -> files.files(checksFiles));
            checks.add(Clause.CLOSING, where, files::closing);
        }
        for (Map<String, Object> settings : missing) {
            Variant variant = onTop(settings);
            checks.add(
                    Clause.BROKEN_RECORD,
                    name() + " has no data with " + settings,
                    () -> new FileChecks(type(), variant.settings()).fails());
        }
        broken.forEach(
                (settings, count) -> {
                    Variant variant = onTop(settings);
                    checks.add(
                            Clause.BROKEN_RECORD,
                            "%s has %d broken records with %s".formatted(name(), count, settings),
                            () -> new FileChecks(type(), variant.settings()).broken(count));
                });
    }

    private Variant onTop(Map<String, Object> settings) {
        Map<String, Object> raw = new LinkedHashMap<>(variants().get(0).raw());
        raw.putAll(settings);
        return read(raw);
    }
}
