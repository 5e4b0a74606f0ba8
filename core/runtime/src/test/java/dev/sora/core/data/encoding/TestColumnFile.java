// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.InterruptedRunException;
import dev.sora.tensor.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Columns in files: any row can be read, over all segments, and nothing is left behind. */
final class TestColumnFile {

    private static HostTensor rows(int from, int count) {
        HostTensor tensor = HostTensor.allocate(DataType.INT32, count, 3);
        for (int i = 0; i < count * 3; i++) {
            tensor.data().putInt(i * Integer.BYTES, from * 3 + i);
        }
        return tensor;
    }

    @Test
    void readsEveryRowThroughSegmentsOfWholeRows() {
        // 7 rows of 12 bytes fit into a segment of 90 bytes
        ColumnFile file = new ColumnFile(rows(0, 1), 90);
        for (int at = 0; at < 100; at += 10) {
            file.append(rows(at, 10));
        }
        file.map();

        ByteBuffer row = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        for (int i : new int[] {99, 0, 6, 7, 13, 14, 50}) {
            file.copy(i, row, 4);
            assertThat(row.getInt(4)).isEqualTo(i * 3);
            assertThat(row.getInt(12)).isEqualTo(i * 3 + 2);
        }
        assertThat(file.width()).isEqualTo(12);
    }

    @Test
    void isNotToBlameForAnInterruption() {
        ColumnFile file = new ColumnFile(rows(0, 1));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> file.append(rows(0, 1)))
                .isInstanceOf(InterruptedRunException.class);
        assertThat(Thread.interrupted()).isTrue();
        file.abandon();
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        ColumnFile mapped = new ColumnFile(rows(0, 1));
        mapped.append(rows(0, 10));
        mapped.map();
        ColumnFile given = new ColumnFile(rows(0, 1));
        given.append(rows(0, 10));
        given.abandon();

        String own = ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(SpillFiles.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(own));
        }
    }

    @Test
    void removesWhatADeadProcessLeft() throws IOException {
        Files.createDirectories(SpillFiles.folder());
        Path left = SpillFiles.folder().resolve("999999999999-1.column");
        Files.writeString(left, "left behind");

        SpillFiles.open().close();

        assertThat(left).doesNotExist();
    }
}
