// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.io.ReadProblems;
import dev.sora.core.io.TensorData;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Reads a state in its stored form, which is untrusted.
 *
 * @param tensors the tensors beside the tree; each that is read is removed
 * @param where the file and the entry, for messages
 */
record StateReader(Map<String, TensorData> tensors, String where) {

    /**
     * Returns the state of a tree.
     *
     * @param path the prefix of the names of tensors
     * @throws DataException if the tree, or what it refers to, is malformed
     */
    State state(String path, Map<?, ?> tree) {
        State.Builder state = State.builder();
        tree.forEach((key, value) -> put(state, path, String.valueOf(key), value));
        return state.build();
    }

    /**
     * Checks that no tensor is left.
     *
     * @throws DataException if one is
     */
    void checkAllRead() {
        if (!tensors.isEmpty()) {
            throw ReadProblems.malformed(
                    where,
                    "nothing names the tensor '%s'"
                            .formatted(Entries.printable(tensors.keySet().iterator().next())));
        }
    }

    private void put(State.Builder state, String path, String key, Object value) {
        try {
            if (value instanceof String text) {
                state.string(key, text);
            } else if (value instanceof Double number) {
                state.number(key, number);
            } else if (value instanceof Long whole) {
                state.integer(key, whole);
            } else if (value instanceof Boolean truth) {
                state.bool(key, truth);
            } else if (value instanceof List<?> list) {
                list(state, path, key, list);
            } else if (value instanceof Map<?, ?> map && map.size() == 1) {
                named(state, path + key, key, map);
            } else {
                throw malformed(path + key, "holds nothing, or no value of a state");
            }
        } catch (IllegalArgumentException e) {
            throw malformed(path + key, String.valueOf(e.getMessage()));
        }
    }

    private void list(State.Builder state, String path, String key, List<?> list) {
        if (list.stream().allMatch(String.class::isInstance)) {
            state.strings(key, list.stream().map(String.class::cast).toList());
        } else if (list.stream().allMatch(Long.class::isInstance)) {
            state.integers(key, list.stream().mapToLong(n -> ((Number) n).longValue()).toArray());
        } else if (list.stream().allMatch(Number.class::isInstance)) {
            state.numbers(
                    key, list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray());
        } else if (list.stream().allMatch(Map.class::isInstance)) {
            List<State> states = new ArrayList<>();
            for (Object tree : list) {
                String inner = "%s%s[%d].".formatted(path, key, states.size());
                states.add(state(inner, (Map<?, ?>) tree));
            }
            state.states(key, states);
        } else {
            throw malformed(path + key, "mixes values of several types");
        }
    }

    private void named(State.Builder state, String name, String key, Map<?, ?> map) {
        String kind = String.valueOf(map.keySet().iterator().next());
        if (!name.equals(map.get(kind))) {
            throw malformed(name, "names the tensor of another value");
        }
        switch (kind) {
            case SavedState.TEXTS -> state.strings(key, texts(name));
            case SavedState.NUMBERS ->
                    list(
                            name,
                            TensorData.Type.F64,
                            (bytes, count) -> {
                                double[] numbers = new double[(int) count];
                                bytes.asDoubleBuffer().get(numbers);
                                state.numbers(key, numbers);
                            });
            case SavedState.WHOLES ->
                    list(
                            name,
                            TensorData.Type.I64,
                            (bytes, count) -> {
                                long[] wholes = new long[(int) count];
                                bytes.asLongBuffer().get(wholes);
                                state.integers(key, wholes);
                            });
            case SavedState.TENSOR -> state.tensor(key, tensor(name));
            default -> throw malformed(name, "holds a value of an unknown kind");
        }
    }

    private List<String> texts(String name) {
        TensorData lengths = take(name + "/lengths");
        for (String encoding : PackedTexts.ENCODINGS) {
            if (tensors.containsKey(name + "/" + encoding)) {
                TensorData bytes = take(name + "/" + encoding);
                return new PackedTexts(encoding, lengths, bytes)
                        .unpack()
                        .orElseThrow(() -> malformed(name, "does not hold strings"));
            }
        }
        throw malformed(name, "lacks its tensor");
    }

    private void list(String name, TensorData.Type type, ObjLongConsumer<ByteBuffer> taker) {
        TensorData tensor = take(name);
        if (tensor.type() != type || tensor.shape().size() != 1) {
            throw malformed(name, "needs a list of " + type);
        }
        taker.accept(tensor.buffer(), tensor.shape().get(0));
    }

    private HostTensor tensor(String name) {
        TensorData tensor = take(name);
        if (!StateTensors.hasTruths(tensor)) {
            throw malformed(name, "holds booleans that are neither 0 nor 1");
        }
        return StateTensors.toHost(tensor)
                .orElseThrow(() -> malformed(name, "has elements of type " + tensor.type()));
    }

    private TensorData take(String name) {
        TensorData tensor = tensors.remove(name);
        if (tensor == null) {
            throw malformed(name, "lacks its tensor");
        }
        return tensor;
    }

    private DataException malformed(String name, String message) {
        return ReadProblems.malformed(
                where, "the value '%s' %s".formatted(Entries.printable(name), message));
    }
}
