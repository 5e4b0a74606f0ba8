// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Encodes records: the row of a node that the graph has, or -1 with the features and neighbours of
 * one that it does not have.
 */
record RecordReader(GraphRules rules, Graph graph) {

    /** The largest number of neighbours of a new node. */
    private static final int MOST = 256;

    private static final int NONE = -1;

    List<HostTensor> encode(List<DataRecord> records) {
        HostTensor rows = HostTensor.allocate(DataType.INT32, records.size());
        IntBuffer numbers = ints(rows);
        if (rules.neighbours().isEmpty()) {
            records.forEach(record -> numbers.put(known(record)));
            return List.of(rows);
        }
        HostTensor features = HostTensor.allocate(DataType.FLOAT32, records.size(), graph.width());
        HostTensor neighbours = HostTensor.allocate(DataType.INT32, records.size(), MOST);
        FloatBuffer values =
                features.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        IntBuffer ends = ints(neighbours);
        for (int i = 0; i < records.size(); i++) {
            DataRecord record = records.get(i);
            int row = graph.row(name(record));
            numbers.put(row);
            int[] own = new int[MOST];
            Arrays.fill(own, NONE);
            if (row < 0) {
                NewNode node = read(record, rules.neighbours().get());
                values.put(i * graph.width(), node.features());
                System.arraycopy(node.neighbours(), 0, own, 0, node.neighbours().length);
            }
            ends.put(own);
        }
        return List.of(rows, features, neighbours);
    }

    private static IntBuffer ints(HostTensor tensor) {
        return tensor.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
    }

    /** Returns the new nodes of a batch by record, from what {@link #encode} wrote. */
    static List<NewNode> decode(int[] rows, float[] features, int[] neighbours) {
        List<NewNode> nodes = new ArrayList<>();
        int width = features.length / Math.max(1, rows.length);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0) {
                int[] own = Arrays.copyOfRange(neighbours, i * MOST, (i + 1) * MOST);
                nodes.add(
                        new NewNode(
                                Arrays.copyOfRange(features, i * width, (i + 1) * width),
                                IntStream.of(own).filter(row -> row != NONE).toArray()));
            }
        }
        return nodes;
    }

    private String name(DataRecord record) {
        return Values.name(record, rules.column())
                .orElseThrow(() -> GraphProblem.noName(record, rules.column()));
    }

    private int known(DataRecord record) {
        String name = name(record);
        int row = graph.row(name);
        if (row < 0) {
            throw GraphProblem.unknown(record, name, false);
        }
        return row;
    }

    private NewNode read(DataRecord record, String column) {
        if (record.find(column).isEmpty()) {
            throw GraphProblem.unknown(record, name(record), true);
        }
        float[] features = Features.of(record, rules.features());
        if (features.length != graph.width()) {
            throw GraphProblem.width(
                    record, rules.features(), graph.width(), "the graph", features.length);
        }
        List<String> names = names(record.get(column, Object.class));
        int[] rows =
                names.stream()
                        .mapToInt(
                                name -> {
                                    int row = graph.row(name);
                                    if (row < 0) {
                                        throw GraphProblem.neighbour(record, name);
                                    }
                                    return row;
                                })
                        .sorted()
                        .distinct()
                        .toArray();
        if (rows.length > MOST) {
            throw GraphProblem.tooMany(record, MOST, rows.length);
        }
        return new NewNode(rules.normalised(features), rows);
    }

    /** Returns the names in a list, or between blanks. */
    private static List<String> names(Object value) {
        if (value instanceof long[] numbers) {
            return LongStream.of(numbers).mapToObj(Values::name).toList();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::name).toList();
        }
        String text = String.valueOf(value).strip();
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("\\s+")).map(Values::name).toList();
    }
}
