// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Encoded data in host memory.
 *
 * @param size the number of records
 * @param inputs the tensors of each input particle
 * @param targets the tensors of each output particle
 */
public record HostData(
        int size, Map<String, List<HostTensor>> inputs, Map<String, List<HostTensor>> targets)
        implements PreparedData {

    @Override
    public EncodedData upload(NDManager manager, DeviceBudget budget) {
        return budget.take(bytes())
                ? upload(manager)
                : new GatheredData(size, columns(inputs), columns(targets));
    }

    /** Copies all of it to the device. */
    public DeviceData upload(NDManager manager) {
        return new DeviceData(size, upload(inputs, manager), upload(targets, manager));
    }

    private long bytes() {
        return Stream.of(inputs, targets)
                .flatMap(columns -> columns.values().stream())
                .flatMap(List::stream)
                .mapToLong(tensor -> tensor.data().capacity())
                .sum();
    }

    private static Map<String, List<HostColumn>> columns(Map<String, List<HostTensor>> tensors) {
        Map<String, List<HostColumn>> columns = new LinkedHashMap<>();
        tensors.forEach(
                (name, list) -> columns.put(name, list.stream().map(HostColumn::of).toList()));
        return columns;
    }

    private static Map<String, NDList> upload(
            Map<String, List<HostTensor>> columns, NDManager manager) {
        Map<String, NDList> uploaded = new LinkedHashMap<>();
        columns.forEach(
                (name, tensors) -> {
                    NDList list = new NDList();
                    for (HostTensor tensor : tensors) {
                        list.add(upload(tensor, manager));
                    }
                    uploaded.put(name, list);
                });
        return uploaded;
    }

    private static NDArray upload(HostTensor tensor, NDManager manager) {
        return manager.create(tensor.data(), tensor.shape(), tensor.type());
    }
}
