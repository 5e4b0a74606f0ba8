// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.runs;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The values of a node for all records, on the host.
 *
 * @param values a row for each record; that of a sequence is zero after its last step
 * @param lengths the number of steps of each record, if the values are sequences
 */
record KeptColumn(HostTensor values, Optional<HostTensor> lengths) {

    /** Creates an empty column. */
    static KeptColumn of(SignalSpec signal, int records) {
        Shape shape = new Shape(records).addAll(signal.values().shape());
        return new KeptColumn(
                HostTensor.allocate(DataType.FLOAT32, shape.getShape()),
                signal.isSequence()
                        ? Optional.of(HostTensor.allocate(DataType.INT32, records))
                        : Optional.empty());
    }

    /** Stores the values of some records; a batch may be trimmed to its longest sequence. */
    void put(Signal batch, long[] rows) {
        ByteBuffer from = batch.values().toByteBuffer();
        ByteBuffer to = values.data().duplicate();
        int size = to.capacity() / (int) values.shape().get(0);
        int width = from.remaining() / rows.length;
        for (int i = 0; i < rows.length; i++) {
            to.put(Math.toIntExact(rows[i] * size), from, from.position() + i * width, width);
        }
        if (lengths.isPresent()) {
            int[] counts = batch.lengths().toIntArray();
            ByteBuffer steps = lengths.get().data().duplicate().order(ByteOrder.nativeOrder());
            for (int i = 0; i < rows.length; i++) {
                steps.putInt(Math.toIntExact(rows[i]) * Integer.BYTES, counts[i]);
            }
        }
    }

    /** Returns the lengths of all records. */
    int[] counts() {
        int[] counts = new int[(int) values.shape().get(0)];
        lengths.orElseThrow()
                .data()
                .duplicate()
                .order(ByteOrder.nativeOrder())
                .asIntBuffer()
                .get(counts);
        return counts;
    }

    /** Returns the column on the device: the values, and the lengths of sequences. */
    NDList upload(NDManager manager) {
        NDList column = new NDList(manager.create(values.data(), values.shape(), values.type()));
        lengths.ifPresent(
                counts -> column.add(manager.create(counts.data(), counts.shape(), counts.type())));
        return column;
    }
}
