// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.data.ChunkEncoder.Encoded;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers encoded chunks into columns. */
final class Columns {

    private final Map<String, List<List<HostTensor>>> inputs = new LinkedHashMap<>();
    private final Map<String, List<List<HostTensor>>> targets = new LinkedHashMap<>();
    private int size;

    /** Adds the next records. */
    void add(int records, Encoded encoded) {
        size += records;
        add(inputs, encoded.inputs());
        add(targets, encoded.targets());
    }

    private static void add(
            Map<String, List<List<HostTensor>>> columns, Map<String, List<HostTensor>> chunk) {
        chunk.forEach(
                (name, tensors) ->
                        columns.computeIfAbsent(name, n -> new ArrayList<>()).add(tensors));
    }

    /** Joins the chunks. */
    HostData join() {
        return new HostData(size, join(inputs), join(targets));
    }

    private Map<String, List<HostTensor>> join(Map<String, List<List<HostTensor>>> columns) {
        Map<String, List<HostTensor>> joined = new LinkedHashMap<>();
        columns.forEach(
                (name, chunks) -> {
                    List<HostTensor> tensors = new ArrayList<>();
                    for (int column = 0; column < chunks.get(0).size(); column++) {
                        int at = column;
                        tensors.add(joined(chunks.stream().map(chunk -> chunk.get(at)).toList()));
                    }
                    joined.put(name, tensors);
                });
        return joined;
    }

    private HostTensor joined(List<HostTensor> chunks) {
        HostTensor first = chunks.get(0);
        if (chunks.size() == 1) {
            return first;
        }
        long bytes = chunks.stream().mapToLong(chunk -> chunk.data().limit()).sum();
        if (bytes > Integer.MAX_VALUE) {
            throw new SoraException(
                    Problem.of("SORA-4002", "the encoded data is larger than 2 GiB a column")
                            .have(bytes / (1 << 20) + " MiB")
                            .fix("use fewer records, or smaller images"));
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        chunks.forEach(chunk -> data.put(chunk.data().duplicate()));
        data.rewind();
        return new HostTensor(first.type(), new Shape(size).addAll(first.shape().slice(1)), data);
    }
}
