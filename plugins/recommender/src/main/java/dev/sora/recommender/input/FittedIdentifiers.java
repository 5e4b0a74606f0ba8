// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.List;

/** A fitted input of users or items. */
final class FittedIdentifiers implements FittedInput {

    private final IdentifierInput settings;
    private final Vocabulary values;
    private final List<String> rows;

    FittedIdentifiers(IdentifierInput settings, Vocabulary values) {
        this.settings = settings;
        this.values = values;
        this.rows = values.rows();
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.indices(values.size()).withEntries(rows);
    }

    @Override
    public State state() {
        return State.builder().strings("values", values.names()).build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer buffer = indices.data().asIntBuffer();
        for (DataRecord record : records) {
            int index = values.index(record, settings.column());
            if (index == Vocabulary.UNKNOWN && settings.strict()) {
                throw unknown(record);
            }
            buffer.put(index);
        }
        return List.of(indices);
    }

    @Override
    public List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        return List.of(values.unknown(records, encoded.get(0), settings.column(), settings.what()));
    }

    private RecordException unknown(DataRecord record) {
        return new RecordException(
                Problem.of("SORA-4601", "this %s is not known".formatted(settings.what()))
                        .where(record.where())
                        .needs(
                                "a %s that stands in at least %d training records"
                                        .formatted(settings.what(), settings.minCount()))
                        .have(
                                Vocabulary.name(record, settings.column())
                                        .orElse("nothing in '%s'".formatted(settings.column())))
                        .fix("remove the record, or set 'unknown: accept'"));
    }
}
