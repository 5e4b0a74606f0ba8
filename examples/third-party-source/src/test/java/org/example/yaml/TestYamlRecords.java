// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.reading.Place;
import dev.sora.source.RecordStream;
import dev.sora.testkit.Contracts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of data sources and plugins. */
final class TestYamlRecords {

    @TestFactory
    Stream<DynamicTest> keepsTheContractOfSources() {
        return Contracts.source(new YamlRecordsType())
                .with("path", "cups.yaml")
                .with("columns", Map.of("tea", "text", "degrees", "integer"))
                .refuses("columns", Map.of("tea", "colour"))
                .fails(Map.of("path", "no-such-file.yaml"))
                .fails(Map.of("path", "src/test/resources/cut.yaml"))
                .broken(Map.of("path", "src/test/resources/broken.yaml"), 2)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new YamlPlugin()).tests();
    }

    @Test
    void readsPackedFiles(@TempDir Path folder) throws IOException {
        byte[] packed = packed(Files.readAllBytes(Path.of("cups.yaml")));
        // Gzip is recognised by the first bytes, not by the name.
        Path file = Files.write(folder.resolve("cups.yaml"), packed);
        Path zip = folder.resolve("cups.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("tea/cups.yaml"));
            Files.copy(Path.of("cups.yaml"), out);
        }

        assertEquals(320, teas(Path.of("cups.yaml")).size());
        assertEquals(teas(Path.of("cups.yaml")), teas(file));
        assertEquals(teas(Path.of("cups.yaml")), teas(folder.resolve("cups.zip!/tea/cups.yaml")));
    }

    @Test
    void namesAFileThatIsCutShort(@TempDir Path folder) throws IOException {
        byte[] packed = packed(Files.readAllBytes(Path.of("cups.yaml")));
        Path file =
                Files.write(
                        folder.resolve("cups.yaml.gz"), Arrays.copyOf(packed, packed.length / 2));

        DataException cut = assertThrows(DataException.class, () -> teas(file));

        assertEquals("SORA-4203", cut.problems().get(0).code());
        assertTrue(cut.problems().get(0).where().startsWith(file.toString()));
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static List<String> teas(Path file) {
        Schema schema = new Schema(List.of(Column.of("tea", ColumnType.TEXT)));
        List<String> teas = new ArrayList<>();
        try (RecordStream records = new YamlSource(Place.of(file), schema).records()) {
            for (Optional<DataRecord> cup = records.next();
                    cup.isPresent();
                    cup = records.next()) {
                teas.add(cup.get().get("tea", String.class));
            }
        }
        return teas;
    }

    /** Sora reads manifests with another version in the same JVM. */
    @Test
    void readsByTheVersionThatItWasBuiltWith() {
        assertEquals("2.2.1", Parser.version());
    }
}
