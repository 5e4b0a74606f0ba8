// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.data.Records;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.testkit.check.EncodingChecks;
import dev.sora.testkit.check.InputChecks;
import dev.sora.testkit.trial.RecordList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The contract of input particles: the rules of the SPI as tests. */
public final class InputContract extends TypeContract<InputType, InputContract> {

    private final List<RecordList> cases = new ArrayList<>();
    private final List<RecordList> broken = new ArrayList<>();
    private final Map<String, SampleRecords> tables = new HashMap<>();
    private boolean random;
    private boolean generates;

    InputContract(InputType type) {
        super(type);
    }

    /** Adds a case: the records that it learns from and encodes. At least eight are recommended. */
    public InputContract on(SampleRecords records) {
        if (records.list().isEmpty()) {
            throw new IllegalArgumentException("there are no records");
        }
        cases.add(records.records());
        return this;
    }

    /**
     * Adds a table beside the records. It has the columns that the particle names, and perhaps
     * others.
     */
    public InputContract table(String name, SampleRecords rows) {
        tables.put(name, rows);
        return this;
    }

    private Records table(String name) {
        SampleRecords rows = tables.get(name);
        if (rows == null) {
            throw new IllegalStateException(
                    "'%s' reads the table '%s': add it with table(name, rows)"
                            .formatted(name(), name));
        }
        return rows;
    }

    /**
     * Declares records as invalid after learning from those of the first case: each must be refused
     * with a problem that names it.
     */
    public InputContract refuses(SampleRecords records) {
        broken.add(records.records());
        return this;
    }

    /** Declares that training is random, as with augmentation. */
    public InputContract random() {
        random = true;
        return this;
    }

    /**
     * Declares that predictions are random too, as from noise that a generator makes something of.
     * Core gives them the same random numbers whenever the same seed is asked for.
     */
    public InputContract generates() {
        random = true;
        generates = true;
        return this;
    }

    @Override
    void collect(Checks checks) {
        if (cases.isEmpty()) {
            throw new IllegalStateException(
                    "say on which records '%s' is to be tried: on(SampleRecords)"
                            .formatted(name()));
        }
        SettingChecks.add(
                checks,
                this,
                settings -> {
                    for (RecordList records : cases) {
                        InputParticle particle = type().create(settings);
                        particle.spec();
                        particle.fit(records, this::table).encode(records.list());
                    }
                });
        for (Variant variant : variants()) {
            for (RecordList records : cases) {
                String where =
                        "%s%s on %d records".formatted(name(), variant, records.list().size());
                Supplier<InputParticle> particle = () -> type().create(variant.settings());
                InputChecks trial = new InputChecks(particle, records, this::table);
                EncodingChecks encoding = new EncodingChecks(particle, records, this::table);
                checks.add(Clause.SHAPES, where, trial::shapes);
                checks.add(Clause.SEED, where, () -> trial.seed(random));
                if (!generates) {
                    checks.add(Clause.INFERENCE, where, trial::inference);
                }
                checks.add(Clause.BATCH, where, encoding::batch);
                checks.add(Clause.THREADS, where, encoding::threads);
                checks.add(Clause.ROUND_TRIP, where, trial::roundTrip);
                checks.add(Clause.BROKEN_STATE, where, trial::brokenState);
                checks.add(Clause.BROKEN_RECORD, where, () -> encoding.brokenRecords(broken));
                boolean often = !checks.has(Clause.MEMORY);
                checks.add(Clause.MEMORY, where, () -> trial.memory(name(), often));
            }
        }
    }
}
