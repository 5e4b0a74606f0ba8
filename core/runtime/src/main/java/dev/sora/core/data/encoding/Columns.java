// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.encoding.ChunkEncoder.Encoded;
import dev.sora.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects encoded chunks in columns, in memory up to a bound and in files above it. */
final class Columns {

    private final MemoryBound memory;
    private final Map<String, List<Column>> inputs = new LinkedHashMap<>();
    private final Map<String, List<Column>> targets = new LinkedHashMap<>();
    private long taken;
    private boolean inFiles;
    private int size;

    /**
     * Creates empty columns.
     *
     * @param memory bounds what is held in memory
     */
    Columns(MemoryBound memory) {
        this.memory = memory;
    }

    /** One column. */
    private static final class Column {

        private final List<HostTensor> chunks = new ArrayList<>();
        private long bytes;
        private ColumnFile file;

        void add(HostTensor tensor) {
            bytes += tensor.data().limit();
            if (file == null) {
                chunks.add(tensor);
            } else {
                file.append(tensor);
            }
        }

        void moveToFile() {
            file = new ColumnFile(chunks.get(0));
            chunks.forEach(file::append);
            chunks.clear();
        }

        HostTensor joined(int records) {
            HostTensor first = chunks.get(0);
            if (chunks.size() == 1) {
                return first;
            }
            ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
            chunks.forEach(chunk -> data.put(chunk.data().duplicate()));
            // otherwise both would be held until all columns are joined
            chunks.clear();
            data.rewind();
            Shape shape = new Shape(records).addAll(first.shape().slice(1));
            return new HostTensor(first.type(), shape, data);
        }
    }

    /** Appends the next records. */
    void add(int records, Encoded encoded) {
        size = Math.addExact(size, records);
        long bytes = add(inputs, encoded.inputs()) + add(targets, encoded.targets());
        if (inFiles) {
            return;
        }
        boolean room = memory.take(bytes);
        taken += room ? bytes : 0;
        if (!room || all().anyMatch(c -> c.bytes > Integer.MAX_VALUE)) {
            memory.giveBack(taken);
            inFiles = true;
            all().forEach(Column::moveToFile);
        }
    }

    private static long add(
            Map<String, List<Column>> columns, Map<String, List<HostTensor>> chunk) {
        long bytes = 0;
        for (Map.Entry<String, List<HostTensor>> entry : chunk.entrySet()) {
            List<Column> own = columns.computeIfAbsent(entry.getKey(), n -> new ArrayList<>());
            for (int i = 0; i < entry.getValue().size(); i++) {
                if (own.size() == i) {
                    own.add(new Column());
                }
                HostTensor tensor = entry.getValue().get(i);
                own.get(i).add(tensor);
                bytes += tensor.data().limit();
            }
        }
        return bytes;
    }

    private Stream<Column> all() {
        return Stream.concat(inputs.values().stream(), targets.values().stream())
                .flatMap(Collection::stream);
    }

    /** Completes the columns. */
    PreparedData finish() {
        if (!inFiles) {
            return inMemory();
        }
        all().forEach(column -> column.file.map());
        return new ScratchData(size, files(inputs), files(targets));
    }

    /** Joins columns that are in memory. */
    HostData inMemory() {
        return new HostData(size, joined(inputs), joined(targets));
    }

    private Map<String, List<HostTensor>> joined(Map<String, List<Column>> columns) {
        Map<String, List<HostTensor>> joined = new LinkedHashMap<>();
        columns.forEach(
                (name, own) -> joined.put(name, own.stream().map(c -> c.joined(size)).toList()));
        return joined;
    }

    private static Map<String, List<ColumnFile>> files(Map<String, List<Column>> columns) {
        Map<String, List<ColumnFile>> files = new LinkedHashMap<>();
        columns.forEach((name, own) -> files.put(name, own.stream().map(c -> c.file).toList()));
        return files;
    }

    /** Discards files after a failure. */
    void abandon() {
        all().filter(column -> column.file != null).forEach(column -> column.file.abandon());
    }
}
