// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a table while it is read. */
final class NodeTable {

    private final GraphRules rules;
    private final Map<String, Integer> rows = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<float[]> features = new ArrayList<>();
    private String first = "";

    NodeTable(GraphRules rules) {
        this.rules = rules;
    }

    /**
     * Adds a node.
     *
     * @throws dev.sora.problem.RecordException if its name is missing or known, or its features do
     *     not have the length of those of the first node
     */
    void add(DataRecord record) {
        String name =
                Values.name(record, rules.id())
                        .orElseThrow(() -> GraphProblem.noName(record, rules.id()));
        Integer before = rows.get(name);
        if (before != null) {
            throw GraphProblem.twice(record, name, before);
        }
        float[] own = Features.of(record, rules.features());
        if (features.isEmpty()) {
            first = record.where();
        } else if (own.length != features.get(0).length) {
            throw GraphProblem.width(
                    record, rules.features(), features.get(0).length, first, own.length);
        }
        GraphProblem.checkSize(names.size() + 1L, own.length);
        rows.put(name, names.size());
        names.add(name);
        features.add(rules.normalised(own));
    }

    /** Returns the row of a node, or -1 if the table does not have it. */
    int row(String name) {
        return rows.getOrDefault(name, -1);
    }

    /** Returns the names in the order of the table. */
    List<String> names() {
        return names;
    }

    /** Returns the features, one row a node. */
    HostTensor features() {
        int width = features.isEmpty() ? 0 : features.get(0).length;
        HostTensor all = HostTensor.allocate(DataType.FLOAT32, names.size(), width);
        FloatBuffer values = all.data().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
        features.forEach(values::put);
        return all;
    }
}
