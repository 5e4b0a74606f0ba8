// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.data.DataRecord;
import dev.sora.data.Tables;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.HostTensors;
import dev.sora.testkit.trial.RecordList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tests how a fitted input encodes records, each independently of others, and refuses invalid ones.
 */
public final class EncodingChecks {

    private final Supplier<InputParticle> particle;
    private final RecordList records;
    private final Tables tables;

    public EncodingChecks(Supplier<InputParticle> particle, RecordList records, Tables tables) {
        this.tables = tables;
        this.particle = particle;
        this.records = records;
    }

    private FittedInput fit() {
        return particle.get().fit(records, tables);
    }

    /**
     * Checks that encoding in chunks, on several threads, equals encoding one by one, as in
     * prediction.
     */
    public void batch() {
        FittedInput fitted = fit();
        List<DataRecord> all = records.many(5);
        List<HostTensor> together = fitted.encode(all);
        for (int i = 0; i < all.size(); i++) {
            List<HostTensor> alone = fitted.encode(List.of(all.get(i)));
            if (!HostTensors.same(HostTensors.row(together, i), alone)) {
                throw new Breach(
                        "the record at %s encoded as it is alone".formatted(all.get(i).where()),
                        "another encoding among %d records".formatted(all.size()),
                        "let only what was learned decide how a record is encoded");
            }
        }
        unknown(fitted, all, together);
    }

    /** Checks that counting unknown values in chunks equals counting one by one. */
    private static void unknown(
            FittedInput fitted, List<DataRecord> all, List<HostTensor> together) {
        List<UnknownValues> counts = fitted.unknown(all, together);
        List<UnknownValues> alone = new ArrayList<>();
        for (DataRecord record : all) {
            List<DataRecord> one = List.of(record);
            List<UnknownValues> own = fitted.unknown(one, fitted.encode(one));
            for (int i = 0; i < own.size(); i++) {
                if (alone.size() == i) {
                    alone.add(own.get(i));
                } else {
                    alone.set(i, alone.get(i).plus(own.get(i)));
                }
            }
        }
        if (!counts.equals(alone)) {
            throw new Breach(
                    "as many unknown values in %d records as in each of them".formatted(all.size()),
                    "%s, and one by one %s".formatted(counts, alone),
                    "count each record by itself in unknown(), in one order of columns");
        }
    }

    public void threads() {
        FittedInput fitted = fit();
        List<HostTensor> expected = fitted.encode(records.many(5));
        boolean same =
                IntStream.range(0, 64)
                        .parallel()
                        .allMatch(i -> HostTensors.same(expected, fitted.encode(records.many(5))));
        if (!same) {
            throw new Breach(
                    "the same encoding from several threads at once",
                    "another one",
                    "keep nothing that changes in fields of what has learned");
        }
    }

    public void brokenRecords(List<RecordList> broken) {
        FittedInput fitted = fit();
        DataRecord first = records.list().get(0);
        refused(
                fitted,
                first.with(first.schema(), new Object[first.schema().columns().size()]),
                true);
        for (RecordList samples : broken) {
            samples.list().forEach(record -> refused(fitted, record, false));
        }
    }

    private static void refused(FittedInput fitted, DataRecord record, boolean mayPass) {
        try {
            fitted.encode(List.of(record));
        } catch (DataException | RecordException e) {
            if (!e.problems().get(0).where().contains(record.origin())) {
                throw new Breach(
                        "a problem that names the record: " + record.where(),
                        e.getMessage(),
                        "set where: Problem.where(record.where())");
            }
            return;
        } catch (RuntimeException e) {
            throw new Breach(
                    "a RecordException for the record at %s, in which values are missing or do not"
                                    .formatted(record.where())
                            + " fit",
                    e.toString(),
                    "read values with record.get(column, type), which says what is missing",
                    e);
        }
        if (!mayPass) {
            throw new Breach(
                    "a RecordException for the record at " + record.where(),
                    "it is encoded",
                    "check the value before it is encoded");
        }
    }
}
