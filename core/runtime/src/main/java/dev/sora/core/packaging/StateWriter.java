// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a state to its stored form.
 *
 * @param tensors receives the tensors beside the tree
 */
record StateWriter(Map<String, TensorData> tensors) {

    /** The maximum length of lists in the tree; longer ones are stored beside it. */
    private static final int SHORT = 1_000;

    /**
     * Returns the tree of a state.
     *
     * @param path the prefix of the names of tensors
     */
    Map<String, Object> tree(String path, State state) {
        Map<String, Object> tree = new LinkedHashMap<>();
        state.values().forEach((key, value) -> tree.put(key, written(path + key, value)));
        return tree;
    }

    private Object written(String name, Object value) {
        if (value instanceof HostTensor tensor) {
            tensors.put(name, StateTensors.toFile(tensor));
            return Map.of(SavedState.TENSOR, name);
        }
        if (value instanceof DoubleBuffer numbers) {
            return numbers(name, numbers.duplicate());
        }
        if (value instanceof LongBuffer wholes) {
            return wholes(name, wholes.duplicate());
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.get(0) instanceof State ? states(name, list) : texts(name, list);
        }
        return value;
    }

    private List<Object> states(String name, List<?> list) {
        List<Object> trees = new ArrayList<>();
        for (Object state : list) {
            trees.add(tree("%s[%d].".formatted(name, trees.size()), (State) state));
        }
        return trees;
    }

    private Object texts(String name, List<?> list) {
        if (list.size() <= SHORT) {
            return list;
        }
        PackedTexts packed = PackedTexts.of(list);
        tensors.put(name + "/lengths", packed.lengths());
        tensors.put(name + "/" + packed.encoding(), packed.bytes());
        return Map.of(SavedState.TEXTS, name);
    }

    private Object numbers(String name, DoubleBuffer numbers) {
        if (numbers.remaining() <= SHORT) {
            List<Object> list = new ArrayList<>();
            while (numbers.hasRemaining()) {
                list.add(numbers.get());
            }
            return list;
        }
        ByteBuffer bytes = littleEndian(numbers.remaining(), Double.BYTES);
        bytes.asDoubleBuffer().put(numbers.duplicate());
        put(name, TensorData.Type.F64, numbers.remaining(), bytes);
        return Map.of(SavedState.NUMBERS, name);
    }

    private Object wholes(String name, LongBuffer wholes) {
        if (wholes.remaining() <= SHORT) {
            List<Object> list = new ArrayList<>();
            while (wholes.hasRemaining()) {
                list.add(wholes.get());
            }
            return list;
        }
        ByteBuffer bytes = littleEndian(wholes.remaining(), Long.BYTES);
        bytes.asLongBuffer().put(wholes.duplicate());
        put(name, TensorData.Type.I64, wholes.remaining(), bytes);
        return Map.of(SavedState.WHOLES, name);
    }

    private void put(String name, TensorData.Type type, long count, ByteBuffer bytes) {
        tensors.put(name, new TensorData(type, List.of(count), bytes));
    }

    private static ByteBuffer littleEndian(int count, int bytes) {
        return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
