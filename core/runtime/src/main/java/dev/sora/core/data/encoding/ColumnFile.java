// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of encoded data in an unnamed file. Rows are appended, and then read in random order
 * through a memory map of the file, in segments of whole rows.
 */
final class ColumnFile implements HostColumn {

    private static final long SEGMENT = 1L << 30;

    private final DataType type;
    private final Shape row;
    private final int width;
    private final int segmentRows;
    private final FileChannel channel;
    private final List<ByteBuffer> segments = new ArrayList<>();
    private long rows;

    /** Creates a file for rows with the shape and type of those of a tensor. */
    ColumnFile(HostTensor like) {
        this(like, SEGMENT);
    }

    ColumnFile(HostTensor like, long segment) {
        type = like.type();
        row = like.shape().slice(1);
        width = Math.toIntExact(row.size() * type.getNumOfBytes());
        segmentRows = (int) Math.max(1, segment / Math.max(1, width));
        channel = SpillFiles.open();
    }

    /** Appends the rows of a tensor. */
    void append(HostTensor tensor) {
        ByteBuffer data = tensor.data().duplicate();
        try {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        } catch (IOException e) {
            throw SpillFiles.failure(e);
        }
        rows += tensor.shape().get(0);
    }

    /** Maps the file; afterwards nothing can be appended. */
    void map() {
        try (channel) {
            for (long from = 0; from < rows && width > 0; from += segmentRows) {
                long count = Math.min(segmentRows, rows - from);
                segments.add(
                        channel.map(FileChannel.MapMode.READ_ONLY, from * width, count * width));
            }
        } catch (IOException e) {
            throw SpillFiles.failure(e);
        }
    }

    @Override
    public void copy(long number, ByteBuffer target, int at) {
        if (width > 0) {
            ByteBuffer segment = segments.get((int) (number / segmentRows));
            target.put(at, segment, (int) (number % segmentRows) * width, width);
        }
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public Shape row() {
        return row;
    }

    @Override
    public int width() {
        return width;
    }

    /** Discards a file that was not mapped. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SpillFiles.failure(e);
        }
    }
}
