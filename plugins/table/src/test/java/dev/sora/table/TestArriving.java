// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.table.csv.CsvType;
import dev.sora.table.json.JsonlType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record is handed on when its last byte has come, and not only when the next one comes. */
final class TestArriving {

    @TempDir private Path folder;

    /** Pieces that come one by one; to read one before it has come fails. */
    private static final class Pieces extends InputStream {

        private final List<String> pieces;
        private int come;
        private int next;
        private byte[] current = {};
        private int at;

        Pieces(List<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at == current.length) {
                if (next == pieces.size()) {
                    return -1;
                }
                if (next == come) {
                    throw new IOException("piece " + next + " has not come");
                }
                current = pieces.get(next++).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, from, count);
            at += count;
            return count;
        }
    }

    private void readsEachAsItComes(
            DataSourceType type, String name, String beginning, List<String> pieces)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), beginning);
        Map<String, Object> raw =
                type.settingsFor(
                                file,
                                List.of(
                                        new Column("age", ColumnType.NUMBER),
                                        new Column("city", ColumnType.TEXT)))
                        .orElseThrow();
        Pieces come = new Pieces(pieces);
        try (DataSource source =
                        type.openArriving(Settings.of(type.descriptor().settings(), raw), come)
                                .orElseThrow();
                RecordStream records = (++come.come > 0) ? source.records() : null) {
            for (int i = 1; i <= 3; i++) {
                come.come = Math.min(pieces.size(), pieces.size() - 3 + i);
                DataRecord record = records.next().orElseThrow();
                assertThat(record.get("age", Double.class)).isEqualTo(i);
                assertThat(record.where()).startsWith(name + ":");
            }
            assertThat(records.next()).isEmpty();
        }
    }

    @Test
    void readsLinesOfJson() throws IOException {
        readsEachAsItComes(
                new JsonlType(),
                "standard-input.jsonl",
                "{\"age\": 1, \"city\": \"Rom\"}\n",
                List.of(
                        "{\"age\": 1, \"city\": \"Rom\"}\n",
                        "{\"age\": 2, \"city\": \"Wien\"}\n",
                        "{\"city\": \"\", \"age\": 3}\n"));
    }

    @Test
    void readsRowsOfATable() throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            readsEachAsItComes(
                    new CsvType(),
                    "standard-input.csv",
                    "age,city" + end,
                    List.of("age,city" + end, "1,Rom" + end, "2,\"Wi\nen\"" + end, "3," + end));
        }
    }

    @Test
    void leavesWhatIsCompressedForTheEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv.gz"), "age,city\n1,Rom\n");
        CsvType type = new CsvType();
        Settings settings =
                Settings.of(type.descriptor().settings(), Map.of("path", file.toString()));
        assertThat(type.openArriving(settings, new Pieces(List.of("no")))).isEmpty();
    }
}
