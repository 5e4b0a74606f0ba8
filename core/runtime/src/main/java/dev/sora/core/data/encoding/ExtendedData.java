// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Encoded data with further columns, which were computed from it once: values of nodes of the
 * graph, one row for each record.
 *
 * @param data the data
 * @param added the further columns by the names of nodes: values, and the lengths of sequences
 * @param keptLengths the lengths of those that are sequences, on the host
 */
public record ExtendedData(
        EncodedData data, Map<String, NDList> added, Map<String, int[]> keptLengths)
        implements EncodedData {

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public boolean isOnHost() {
        return data.isOnHost();
    }

    @Override
    public Map<String, NDList> inputs(Set<String> names, RowNumbers rows, NDManager manager) {
        Map<String, NDList> some = new LinkedHashMap<>(added);
        some.keySet().retainAll(names);
        Map<String, NDList> batch = Batches.pick(some, rows.device(), manager);
        batch.putAll(data.inputs(names, rows, manager));
        return batch;
    }

    /** Returns all inputs and the further columns. */
    @Override
    public Map<String, NDList> inputs(RowNumbers rows, NDManager manager) {
        Map<String, NDList> batch = new LinkedHashMap<>(data.inputs(rows, manager));
        batch.putAll(Batches.pick(added, rows.device(), manager));
        return batch;
    }

    @Override
    public Map<String, NDList> targets(RowNumbers rows, NDManager manager) {
        return data.targets(rows, manager);
    }

    @Override
    public Ranges ranges(int batchSize, NDManager manager) {
        Ranges ranges = data.ranges(batchSize, manager);
        Ranges more = new DeviceData(size(), added, Map.of()).ranges(batchSize, manager);
        return new Ranges() {
            @Override
            public int count() {
                return ranges.count();
            }

            @Override
            public Map<String, NDList> inputs(int batch, NDManager owner) {
                Map<String, NDList> inputs = new LinkedHashMap<>(ranges.inputs(batch, owner));
                inputs.putAll(more.inputs(batch, owner));
                return inputs;
            }

            @Override
            public Map<String, NDList> targets(int batch, NDManager owner) {
                return ranges.targets(batch, owner);
            }
        };
    }

    @Override
    public int[] numbers(String input, int tensor) {
        return data.numbers(input, tensor);
    }

    @Override
    public int[] targetNumbers(String output, int tensor) {
        return data.targetNumbers(output, tensor);
    }
}
