// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnknownValues;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.IntBuffer;
import java.util.List;

/**
 * The histories of all users. A record is encoded as its user. The history itself is built for each
 * batch; the histories of all records together would take a hundred times the memory.
 */
final class FittedHistory implements FittedInput {

    private final HistoryInput settings;
    private final Vocabulary users;
    private final Vocabulary items;
    private final Interactions interactions;
    private final List<String> rows;

    FittedHistory(
            HistoryInput settings, Vocabulary users, Vocabulary items, Interactions interactions) {
        this.settings = settings;
        this.users = users;
        this.items = items;
        this.interactions = interactions;
        this.rows = items.rows();
    }

    @Override
    public SignalSpec spec() {
        return HistoryInput.spec(items.size()).withEntries(rows);
    }

    @Override
    public State state() {
        State.Builder state =
                State.builder().strings("users", users.names()).strings("items", items.names());
        interactions.save(state);
        return state.build();
    }

    @Override
    public List<HostTensor> encode(List<DataRecord> records) {
        HostTensor indices = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer buffer = indices.data().asIntBuffer();
        for (DataRecord record : records) {
            buffer.put(users.index(record, settings.user()));
        }
        return List.of(indices);
    }

    @Override
    public List<UnknownValues> unknown(List<DataRecord> records, List<HostTensor> encoded) {
        return List.of(users.unknown(records, encoded.get(0), settings.user(), "user"));
    }

    @Override
    public Signal forward(NDList encoded, Pass pass) {
        int[] batch = encoded.head().toIntArray();
        int[] lengths = new int[batch.length];
        int steps = 1;
        for (int i = 0; i < batch.length; i++) {
            lengths[i] = Math.min(interactions.count(batch[i]), settings.maxItems());
            steps = Math.max(steps, lengths[i]);
        }
        int[] values = new int[batch.length * steps];
        for (int i = 0; i < batch.length; i++) {
            long all = interactions.count(batch[i]);
            for (int step = 0; step < lengths[i]; step++) {
                int position = (int) (step * all / lengths[i]);
                values[i * steps + step] = interactions.item(batch[i], position);
            }
        }
        return Signal.sequence(
                pass.manager().create(values, new Shape(batch.length, steps)),
                pass.manager().create(lengths, new Shape(batch.length)));
    }
}
