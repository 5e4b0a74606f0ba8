// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.source.DataSource;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationUse;
import dev.sora.source.RecordStream;
import dev.sora.testkit.trial.Breach;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Checks how a derivation divides its records: a record of an unknown part would be trained on, and
 * a target in the records to predict would make predictions better than they are.
 *
 * @param rows the rows
 * @param derivation creates the derivation
 */
public record DerivationChecks(DataSource rows, Supplier<Derivation> derivation) {

    /** Checks the column of the parts, if there are any. */
    public void parts() {
        Derivation own = derivation.get();
        Optional<Derivation.Parts> parts = own.parts();
        if (parts.isEmpty()) {
            return;
        }
        String column = parts.get().column();
        if (own.schema(rows.schema()).position(column) < 0) {
            throw new Breach(
                    "the column '%s' of the parts among those of schema(rows)".formatted(column),
                    own.schema(rows.schema()).columns().toString(),
                    "add the column, or name the one that records have");
        }
        Set<String> found = new TreeSet<>();
        for (DataRecord record : records(own, DerivationUse.TRAINING)) {
            found.add(record.find(column).map(Values::name).orElse("no value"));
        }
        if (!found.equals(parts.get().values())) {
            throw new Breach(
                    "records of each of the parts %s, and of no other"
                            .formatted(parts.get().values()),
                    "of " + found,
                    "name all that parts() states as it does; give the contract rows of which each"
                            + " part has some");
        }
    }

    /** Checks that records to predict lack something that those to measure have: the target. */
    public void target() {
        Derivation own = derivation.get();
        List<DataRecord> measured = records(own, DerivationUse.EVALUATION);
        List<DataRecord> predicted = records(own, DerivationUse.PREDICTION);
        for (Column column : own.schema(rows.schema()).columns()) {
            boolean always =
                    measured.stream().allMatch(record -> record.find(column.name()).isPresent());
            boolean never =
                    predicted.stream().noneMatch(record -> record.find(column.name()).isPresent());
            if (always && never) {
                return;
            }
        }
        throw new Breach(
                "records for PREDICTION without the target that those for EVALUATION have",
                "a value in every column",
                "leave the target empty: what is to be predicted is not known");
    }

    private List<DataRecord> records(Derivation own, DerivationUse use) {
        try (RecordStream stream = own.derive(rows, use).records()) {
            return RecordStreamChecks.read(stream, Integer.MAX_VALUE);
        }
    }
}
