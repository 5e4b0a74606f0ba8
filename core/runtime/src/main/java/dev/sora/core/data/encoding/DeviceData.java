// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Data that is on the device as a whole: a minibatch takes one index-select for each column.
 *
 * @param size the number of records
 * @param inputs the columns of each input particle
 * @param targets the columns of each output particle; empty for data without targets
 */
public record DeviceData(int size, Map<String, NDList> inputs, Map<String, NDList> targets)
        implements EncodedData {

    @Override
    public Map<String, NDList> inputs(Set<String> names, RowNumbers rows, NDManager manager) {
        Map<String, NDList> some = new LinkedHashMap<>(inputs);
        some.keySet().retainAll(names);
        return Batches.pick(some, rows.device(), manager);
    }

    @Override
    public Map<String, NDList> inputs(RowNumbers rows, NDManager manager) {
        return Batches.pick(inputs, rows.device(), manager);
    }

    @Override
    public Map<String, NDList> targets(RowNumbers rows, NDManager manager) {
        return Batches.pick(targets, rows.device(), manager);
    }

    @Override
    public Ranges ranges(int batchSize, NDManager manager) {
        return new Views(
                Batches.consecutive(inputs, size, batchSize, manager),
                Batches.consecutive(targets, size, batchSize, manager));
    }

    @Override
    public int[] numbers(String input, int tensor) {
        try (NDArray column = inputs.get(input).get(tensor).duplicate()) {
            return column.toIntArray();
        }
    }

    @Override
    public int[] targetNumbers(String output, int tensor) {
        try (NDArray column = targets.get(output).get(tensor).toType(DataType.INT32, true)) {
            return column.toIntArray();
        }
    }

    private record Views(List<Map<String, NDList>> allInputs, List<Map<String, NDList>> allTargets)
            implements Ranges {

        @Override
        public int count() {
            return allInputs.size();
        }

        @Override
        public Map<String, NDList> inputs(int batch, NDManager manager) {
            return attached(allInputs.get(batch), manager);
        }

        @Override
        public Map<String, NDList> targets(int batch, NDManager manager) {
            return attached(allTargets.get(batch), manager);
        }

        /**
         * Attaches a batch to the manager of its pass, so that values computed from it are freed.
         */
        private static Map<String, NDList> attached(Map<String, NDList> batch, NDManager manager) {
            Map<String, NDList> attached = new LinkedHashMap<>();
            batch.forEach(
                    (name, list) -> {
                        NDList own = new NDList(list.size());
                        for (NDArray array : list) {
                            NDArray view = array.stopGradient();
                            view.attach(manager);
                            own.add(view);
                        }
                        attached.put(name, own);
                    });
            return attached;
        }
    }
}
