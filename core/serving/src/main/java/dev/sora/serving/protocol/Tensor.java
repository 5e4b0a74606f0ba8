// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor of the Open Inference Protocol.
 *
 * @param name its name
 * @param datatype such as {@code FP64} or {@code BYTES}
 * @param shape the number of records, and the dimensions of a record
 * @param data the elements, row by row
 * @param labels what the columns of {@code (records, k)} stand for; empty if they have no names
 */
record Tensor(
        String name, String datatype, List<Long> shape, List<Object> data, List<String> labels) {

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("datatype", datatype);
        tree.put("shape", shape);
        if (!labels.isEmpty()) {
            tree.put("parameters", Map.of("labels", labels));
        }
        tree.put("data", data);
        return tree;
    }
}
