// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.NativeResource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Data in files or in the memory of the host. A minibatch is gathered on the host, row by row, and
 * then copied to the device. For one thread at a time.
 */
final class GatheredData implements EncodedData {

    /** Below this number of bytes, one thread is as fast as several. */
    private static final long PARALLEL = 1 << 18;

    /** The alignment of the engine's own tensors, with which kernels give the same bits. */
    private static final int ALIGNMENT = 64;

    private final int size;
    private final Map<String, ? extends List<? extends HostColumn>> inputs;
    private final Map<String, ? extends List<? extends HostColumn>> targets;
    private final Map<HostColumn, List<Used>> buffers = new HashMap<>();

    /** A buffer and the tensor that was last made from it, which may share its memory. */
    private record Used(ByteBuffer buffer, NDArray tensor) {

        boolean isFree() {
            return tensor instanceof NativeResource<?> resource && resource.isReleased();
        }
    }

    GatheredData(
            int size,
            Map<String, ? extends List<? extends HostColumn>> inputs,
            Map<String, ? extends List<? extends HostColumn>> targets) {
        this.size = size;
        this.inputs = inputs;
        this.targets = targets;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Map<String, NDList> inputs(Set<String> names, RowNumbers rows, NDManager manager) {
        Map<String, List<? extends HostColumn>> some = new LinkedHashMap<>(inputs);
        some.keySet().retainAll(names);
        return gathered(some, rows.numbers(), manager);
    }

    @Override
    public boolean isOnHost() {
        return true;
    }

    @Override
    public Map<String, NDList> inputs(RowNumbers rows, NDManager manager) {
        return gathered(inputs, rows.numbers(), manager);
    }

    @Override
    public Map<String, NDList> targets(RowNumbers rows, NDManager manager) {
        return gathered(targets, rows.numbers(), manager);
    }

    @Override
    public Ranges ranges(int batchSize, NDManager manager) {
        return new Ranges() {
            @Override
            public int count() {
                return (size - 1) / batchSize + 1;
            }

            @Override
            public Map<String, NDList> inputs(int batch, NDManager own) {
                return gathered(inputs, rows(batch), own);
            }

            @Override
            public Map<String, NDList> targets(int batch, NDManager own) {
                return gathered(targets, rows(batch), own);
            }

            private long[] rows(int batch) {
                long from = (long) batch * batchSize;
                return LongStream.range(from, Math.min(size, from + batchSize)).toArray();
            }
        };
    }

    @Override
    public int[] numbers(String input, int tensor) {
        return numbers(inputs.get(input).get(tensor));
    }

    @Override
    public int[] targetNumbers(String output, int tensor) {
        return numbers(targets.get(output).get(tensor));
    }

    private int[] numbers(HostColumn column) {
        boolean wide = column.type() == DataType.INT64;
        int[] numbers = new int[size];
        ByteBuffer one = ByteBuffer.allocate(column.width()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < size; i++) {
            column.copy(i, one, 0);
            numbers[i] = wide ? Math.toIntExact(one.getLong(0)) : one.getInt(0);
        }
        return numbers;
    }

    private Map<String, NDList> gathered(
            Map<String, ? extends List<? extends HostColumn>> columns,
            long[] rows,
            NDManager manager) {
        Map<String, NDList> gathered = new LinkedHashMap<>();
        columns.forEach(
                (name, files) -> {
                    NDList list = new NDList(files.size());
                    files.forEach(file -> list.add(gathered(file, rows, manager)));
                    gathered.put(name, list);
                });
        return gathered;
    }

    private NDArray gathered(HostColumn file, long[] rows, NDManager manager) {
        int width = file.width();
        long bytes = Math.multiplyExact(rows.length, width);
        List<Used> used = buffers.computeIfAbsent(file, f -> new ArrayList<>());
        ByteBuffer whole = free(used, (int) bytes);
        ByteBuffer buffer = whole.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
        IntStream numbers = IntStream.range(0, rows.length);
        (bytes < PARALLEL ? numbers : numbers.parallel())
                .forEach(i -> file.copy(rows[i], buffer, i * width));
        NDArray tensor =
                manager.create(buffer, new Shape(rows.length).addAll(file.row()), file.type());
        used.add(new Used(whole, tensor));
        return tensor;
    }

    /** Returns a buffer that no tensor uses any more, or a new one. */
    private static ByteBuffer free(List<Used> used, int bytes) {
        for (int i = 0; i < used.size(); i++) {
            if (used.get(i).isFree() && used.get(i).buffer.capacity() >= bytes) {
                return used.remove(i).buffer;
            }
        }
        used.removeIf(Used::isFree);
        int room = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return ByteBuffer.allocateDirect(room + ALIGNMENT).alignedSlice(ALIGNMENT);
    }
}
