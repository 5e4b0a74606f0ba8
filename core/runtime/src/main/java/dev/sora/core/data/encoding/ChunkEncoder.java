// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Node;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Encodes records with the particles of a graph. Safe for any thread. */
final class ChunkEncoder {

    private final FittedGraph graph;
    private final boolean counting;
    private final List<Node> nodes = new ArrayList<>();
    private final RecordColumns columns;
    private final AtomicReference<Encoded> first = new AtomicReference<>();

    /**
     * Creates an encoder.
     *
     * @param inputs the input particles that are needed
     * @param withTargets whether the records have targets
     * @param counting whether values that are unknown from training are counted
     */
    ChunkEncoder(FittedGraph graph, Set<String> inputs, boolean withTargets, boolean counting) {
        this.graph = graph;
        this.counting = counting;
        for (Node node : graph.plan().nodes()) {
            if (node instanceof Node.Input && inputs.contains(node.name())
                    || node instanceof Node.Output && withTargets) {
                nodes.add(node);
            }
        }
        // the sequence so far replaces what its input reads
        Set<String> soFar = GrowingPath.inputsSoFar(graph);
        this.columns =
                RecordColumns.of(
                        graph.plan().nodes(Node.Input.class).stream()
                                .filter(input -> inputs.contains(input.name()))
                                .filter(input -> !soFar.contains(input.name()))
                                .toList());
    }

    /**
     * Encoded records.
     *
     * @param inputs the tensors of each input particle
     * @param targets the tensors of each output particle
     * @param unknown the values that are unknown from training, of each input particle; empty if
     *     they are not counted
     */
    record Encoded(
            Map<String, List<HostTensor>> inputs,
            Map<String, List<HostTensor>> targets,
            Map<String, List<UnknownValues>> unknown) {}

    /**
     * Encodes records.
     *
     * @throws RecordException if a record is broken
     */
    Encoded encode(List<DataRecord> records) {
        Encoded encoded = encodeAll(records);
        for (Node node : nodes) {
            if (counting && node instanceof Node.Input) {
                List<HostTensor> tensors = encoded.inputs.get(node.name());
                FittedInput input = graph.inputs().get(node.name());
                encoded.unknown.put(
                        node.name(),
                        call(
                                node,
                                "counted unknown values of '" + node.name() + "'",
                                () -> input.unknown(records, tensors)));
            }
        }
        return encoded;
    }

    private Encoded encodeAll(List<DataRecord> records) {
        records.forEach(columns::lacking);
        Encoded encoded =
                new Encoded(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Node node : nodes) {
            if (node instanceof Node.Input) {
                encoded.inputs.put(
                        node.name(),
                        encode(node, graph.inputs().get(node.name())::encode, records));
            } else {
                encoded.targets.put(
                        node.name(),
                        encode(node, graph.outputs().get(node.name())::encode, records));
            }
        }
        return encoded;
    }

    private List<HostTensor> encode(
            Node node,
            Function<List<DataRecord>, List<HostTensor>> encode,
            List<DataRecord> records) {
        return call(node, "encoded data for '" + node.name() + "'", () -> encode.apply(records));
    }

    private <R> R call(Node node, String what, Supplier<R> action) {
        // the threads of a pool do not have the plugin's class loader
        return PluginWork.call(
                graph.plan(),
                node.planned(),
                what,
                () -> PluginScope.call(node.planned().plugin().loader(), action));
    }

    /**
     * Returns the bytes of one encoded record, which are the same for every record; empty if the
     * given one is broken. A short sound takes as much as the longest.
     */
    OptionalLong bytes(DataRecord record) {
        try {
            Encoded one = encodeAll(List.of(record));
            return OptionalLong.of(
                    Stream.of(one.inputs, one.targets)
                            .flatMap(tensors -> tensors.values().stream())
                            .flatMap(List::stream)
                            .mapToLong(tensor -> tensor.data().limit())
                            .sum());
        } catch (RecordException e) {
            // reported where the record is encoded with the others
            return OptionalLong.empty();
        }
    }

    /** Returns the broken records by index, found by bisection. */
    SortedMap<Integer, RecordException> broken(List<DataRecord> records) {
        SortedMap<Integer, RecordException> broken = new TreeMap<>();
        find(records, 0, broken);
        return broken;
    }

    private void find(
            List<DataRecord> records, int from, SortedMap<Integer, RecordException> broken) {
        try {
            encodeAll(records);
        } catch (RecordException e) {
            if (records.size() == 1) {
                broken.put(from, e);
                return;
            }
            int half = records.size() / 2;
            find(records.subList(0, half), from, broken);
            find(records.subList(half, records.size()), from + half, broken);
        }
    }

    /** Checks that the tensors of a chunk can be appended to those of the first chunk. */
    void check(Encoded chunk, int size) {
        first.compareAndSet(null, chunk);
        Encoded begun = first.get();
        for (Node node : nodes) {
            boolean input = node instanceof Node.Input;
            check(
                    node,
                    (input ? begun.inputs : begun.targets).get(node.name()),
                    (input ? chunk.inputs : chunk.targets).get(node.name()),
                    size);
        }
    }

    private void check(Node node, List<HostTensor> begun, List<HostTensor> chunk, int size) {
        boolean fits = chunk.size() == begun.size();
        for (int i = 0; fits && i < chunk.size(); i++) {
            HostTensor tensor = chunk.get(i);
            fits =
                    tensor.type() == begun.get(i).type()
                            && fits(tensor.shape(), begun.get(i).shape(), size);
        }
        if (!fits) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3904",
                                    "'%s' of plugin '%s' encoded tensors that do not match"
                                            .formatted(
                                                    node.planned().type().descriptor().name(),
                                                    node.planned().plugin().name()))
                            .where(graph.plan().manifest().where(node.planned().path()))
                            .needs(
                                    "%d records, otherwise with the shapes and types of %s"
                                            .formatted(size, shapes(begun)))
                            .have("'%s': %s".formatted(node.name(), shapes(chunk)))
                            .fix("report it to the plugin's authors"));
        }
    }

    /** Compares dimension by dimension: creating a shape would take longer than the rest. */
    private static boolean fits(Shape shape, Shape begun, int size) {
        if (shape.dimension() != Math.max(1, begun.dimension()) || shape.get(0) != size) {
            return false;
        }
        for (int i = 1; i < shape.dimension(); i++) {
            if (shape.get(i) != begun.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> shapes(List<HostTensor> tensors) {
        return tensors.stream().map(tensor -> tensor.type() + " " + tensor.shape()).toList();
    }
}
