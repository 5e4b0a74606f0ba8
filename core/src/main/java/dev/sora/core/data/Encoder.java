// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Encodes records through the fitted input and output particles, on all cores, without the engine.
 */
public final class Encoder {

    private static final int CHUNK = 2048;

    private final FittedGraph graph;

    /** Creates the encoder of a graph. */
    public Encoder(FittedGraph graph) {
        this.graph = graph;
    }

    /**
     * Encodes records on the host.
     *
     * @param withTargets whether the records have targets
     */
    public HostData encode(List<DataRecord> records, boolean withTargets) {
        Map<String, List<HostTensor>> inputs = new LinkedHashMap<>();
        Map<String, List<HostTensor>> targets = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            if (node instanceof Node.Input) {
                inputs.put(
                        node.name(),
                        chunks(records, node, graph.inputs().get(node.name())::encode));
            } else if (node instanceof Node.Output && withTargets) {
                targets.put(
                        node.name(),
                        chunks(records, node, graph.outputs().get(node.name())::encode));
            }
        }
        return new HostData(records.size(), inputs, targets);
    }

    /**
     * Encodes records through some of the inputs.
     *
     * @param names the names of these inputs
     */
    public HostData encodeInputs(List<DataRecord> records, Set<String> names) {
        Map<String, List<HostTensor>> inputs = new LinkedHashMap<>();
        for (Node.Input node : graph.plan().nodes(Node.Input.class)) {
            if (names.contains(node.name())) {
                inputs.put(
                        node.name(),
                        chunks(records, node, graph.inputs().get(node.name())::encode));
            }
        }
        return new HostData(records.size(), inputs, Map.of());
    }

    private List<HostTensor> chunks(
            List<DataRecord> records,
            Node node,
            Function<List<DataRecord>, List<HostTensor>> encode) {
        // most chunks are encoded on threads that nobody interrupts
        Thread caller = Thread.currentThread();
        int count = (records.size() + CHUNK - 1) / CHUNK;
        List<List<HostTensor>> encoded =
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(
                                i ->
                                        encode(
                                                caller,
                                                node,
                                                encode,
                                                records.subList(
                                                        i * CHUNK,
                                                        Math.min(records.size(), (i + 1) * CHUNK))))
                        .toList();
        for (int i = 0; i < count; i++) {
            int size = Math.min(records.size() - i * CHUNK, CHUNK);
            check(node, encoded.get(0), encoded.get(i), size);
        }
        List<HostTensor> joined = new ArrayList<>();
        for (int column = 0; column < encoded.get(0).size(); column++) {
            int at = column;
            joined.add(join(encoded.stream().map(chunk -> chunk.get(at)).toList(), records.size()));
        }
        return joined;
    }

    private List<HostTensor> encode(
            Thread caller,
            Node node,
            Function<List<DataRecord>, List<HostTensor>> encode,
            List<DataRecord> records) {
        if (caller.isInterrupted()) {
            throw new InterruptedRunException("stopped while encoding the data");
        }
        // the threads of the pool know no plugin's class loader
        return PluginWork.call(
                graph.plan(),
                node.planned(),
                "encoded data for '" + node.name() + "'",
                () ->
                        PluginScope.call(
                                node.planned().plugin().loader(), () -> encode.apply(records)));
    }

    /** Checks that the tensors of some records can stand below those of the first ones. */
    private void check(Node node, List<HostTensor> first, List<HostTensor> chunk, int size) {
        boolean fits = chunk.size() == first.size();
        for (int i = 0; fits && i < chunk.size(); i++) {
            HostTensor tensor = chunk.get(i);
            Shape wanted = new Shape(size).addAll(tail(first.get(i).shape()));
            fits = tensor.type() == first.get(i).type() && tensor.shape().equals(wanted);
        }
        if (!fits) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3904",
                                    "'%s' of plugin '%s' encoded tensors that do not go together"
                                            .formatted(
                                                    node.planned().type().descriptor().name(),
                                                    node.planned().plugin().name()))
                            .where(graph.plan().manifest().where(node.planned().path()))
                            .needs(
                                    "%d records, and but for that shapes and types as %s"
                                            .formatted(size, shapes(first)))
                            .have("'%s': %s".formatted(node.name(), shapes(chunk)))
                            .fix("report it to the plugin's authors"));
        }
    }

    private static Shape tail(Shape shape) {
        return shape.dimension() == 0 ? shape : shape.slice(1);
    }

    private static List<String> shapes(List<HostTensor> tensors) {
        return tensors.stream().map(tensor -> tensor.type() + " " + tensor.shape()).toList();
    }

    private static HostTensor join(List<HostTensor> chunks, int records) {
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
        Shape shape = new Shape(records).addAll(first.shape().slice(1));
        return new HostTensor(first.type(), shape, data);
    }

    /**
     * Encoded data in the memory of the host.
     *
     * @param size the number of records
     * @param inputs the tensors of each input particle
     * @param targets the tensors of each output particle
     */
    public record HostData(
            int size, Map<String, List<HostTensor>> inputs, Map<String, List<HostTensor>> targets) {

        /** Copies the data to the device. */
        public EncodedData upload(NDManager manager) {
            return new EncodedData(size, upload(inputs, manager), upload(targets, manager));
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
}
