// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
import java.util.function.ObjLongConsumer;

/**
 * What a particle learned, as a package holds it: a tree, which people can read, and beside it the
 * tensors and the long lists, which the tree names: <code>{"$texts": "words"}</code>.
 *
 * @param tree the tree, for JSON
 * @param tensors by the names that the tree gives
 */
public record SavedState(Map<String, Object> tree, Map<String, TensorData> tensors) {

    /** Longer lists go beside the tree. */
    private static final int SHORT = 1_000;

    private static final String TEXTS = "$texts";
    private static final String NUMBERS = "$numbers";
    private static final String WHOLES = "$wholes";
    private static final String TENSOR = "$tensor";

    private static final Map<DataType, TensorData.Type> TYPES =
            Map.of(
                    DataType.FLOAT32, TensorData.Type.F32,
                    DataType.INT32, TensorData.Type.I32,
                    DataType.INT64, TensorData.Type.I64,
                    DataType.UINT8, TensorData.Type.U8,
                    DataType.BOOLEAN, TensorData.Type.BOOL);

    /** Returns a state in the form in which it is stored. */
    public static SavedState of(State state) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        return new SavedState(new Writing(tensors).tree("", state), tensors);
    }

    /**
     * Returns the state again.
     *
     * @param where the file and the entry, for messages
     * @throws dev.sora.problem.DataException if the tree, or what it names, has another form
     */
    public State state(String where) {
        Reading reading = new Reading(new LinkedHashMap<>(tensors), where);
        State state = reading.state("", tree);
        if (!reading.tensors.isEmpty()) {
            throw ReadProblems.malformed(
                    where,
                    "nothing names the tensor '%s'"
                            .formatted(
                                    Entries.printable(reading.tensors.keySet().iterator().next())));
        }
        return state;
    }

    private record Writing(Map<String, TensorData> tensors) {

        Map<String, Object> tree(String path, State state) {
            Map<String, Object> tree = new LinkedHashMap<>();
            state.values().forEach((key, value) -> tree.put(key, written(path + key, value)));
            return tree;
        }

        private Object written(String name, Object value) {
            if (value instanceof HostTensor tensor) {
                tensors.put(name, bytes(tensor));
                return Map.of(TENSOR, name);
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
            return Map.of(TEXTS, name);
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
            return Map.of(NUMBERS, name);
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
            return Map.of(WHOLES, name);
        }

        private void put(String name, TensorData.Type type, long count, ByteBuffer bytes) {
            tensors.put(name, new TensorData(type, List.of(count), bytes));
        }

        private static TensorData bytes(HostTensor tensor) {
            List<Long> shape = new ArrayList<>();
            for (long dimension : tensor.shape().getShape()) {
                shape.add(dimension);
            }
            int width = tensor.type().getNumOfBytes();
            return new TensorData(TYPES.get(tensor.type()), shape, swapped(tensor.data(), width));
        }

        private static ByteBuffer littleEndian(int count, int bytes) {
            return ByteBuffer.allocate(Math.multiplyExact(count, bytes))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Brings elements from the order of this machine to that of files, or back. */
    private static ByteBuffer swapped(ByteBuffer elements, int width) {
        ByteBuffer from = elements.duplicate();
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN || width == 1) {
            return from;
        }
        ByteBuffer to = ByteBuffer.allocate(from.remaining());
        for (int i = 0; i < from.remaining(); i++) {
            to.put(i, from.get(i - i % width + width - 1 - i % width));
        }
        return to;
    }

    private record Reading(Map<String, TensorData> tensors, String where) {

        State state(String path, Map<?, ?> tree) {
            State.Builder state = State.builder();
            tree.forEach((key, value) -> put(state, path, String.valueOf(key), value));
            return state.build();
        }

        private void put(State.Builder state, String path, String key, Object value) {
            try {
                if (value instanceof String text) {
                    state.text(key, text);
                } else if (value instanceof Double number) {
                    state.number(key, number);
                } else if (value instanceof Long whole) {
                    state.whole(key, whole);
                } else if (value instanceof Boolean truth) {
                    state.truth(key, truth);
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
                state.texts(key, list.stream().map(String.class::cast).toList());
            } else if (list.stream().allMatch(Long.class::isInstance)) {
                state.wholes(key, list.stream().mapToLong(n -> ((Number) n).longValue()).toArray());
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
                case TEXTS -> state.texts(key, texts(name));
                case NUMBERS ->
                        list(
                                name,
                                TensorData.Type.F64,
                                (bytes, count) -> {
                                    double[] numbers = new double[(int) count];
                                    bytes.asDoubleBuffer().get(numbers);
                                    state.numbers(key, numbers);
                                });
                case WHOLES ->
                        list(
                                name,
                                TensorData.Type.I64,
                                (bytes, count) -> {
                                    long[] wholes = new long[(int) count];
                                    bytes.asLongBuffer().get(wholes);
                                    state.wholes(key, wholes);
                                });
                case TENSOR -> state.tensor(key, tensor(name));
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
                            .orElseThrow(() -> malformed(name, "does not hold texts"));
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
            for (Map.Entry<DataType, TensorData.Type> type : TYPES.entrySet()) {
                if (type.getValue() == tensor.type()) {
                    checkTruths(name, tensor);
                    ByteBuffer data = swapped(tensor.buffer(), tensor.type().bytes());
                    return HostTensor.of(
                            type.getKey(),
                            new Shape(tensor.dimensions()),
                            data.order(ByteOrder.nativeOrder()));
                }
            }
            throw malformed(name, "has elements of type " + tensor.type());
        }

        /** Native code takes any other byte for a third truth. */
        private void checkTruths(String name, TensorData tensor) {
            ByteBuffer bytes = tensor.buffer();
            while (tensor.type() == TensorData.Type.BOOL && bytes.hasRemaining()) {
                int truth = bytes.get();
                if (truth != 0 && truth != 1) {
                    throw malformed(name, "holds truths that are neither 0 nor 1");
                }
            }
        }

        private TensorData take(String name) {
            TensorData tensor = tensors.remove(name);
            if (tensor == null) {
                throw malformed(name, "lacks its tensor");
            }
            return tensor;
        }

        private dev.sora.problem.DataException malformed(String name, String message) {
            return ReadProblems.malformed(
                    where, "the value '%s' %s".formatted(Entries.printable(name), message));
        }
    }
}
