// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.vision.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM files become records with the chosen window, frames and attributes. */
final class TestDicomFolder {

    @TempDir private Path folder;

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private List<DataRecord> read(Map<String, ?> settings) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("path", folder.toString());
        return Reading.all("dicom", all);
    }

    private static int first(DataRecord record) {
        return record.get("image", ImageValue.class).deep()[0] & 0xffff;
    }

    @Test
    void readsAttributesLabelsAndAWindow() throws IOException {
        write("ill/1", DicomSample.of("p1", 1000, 1200));
        write("ill/DICOMDIR", DicomSample.of("p9", 1, 2));
        write("well/2.dcm", DicomSample.of("", 900, 1000));
        write("well/notes.txt", new byte[9]);

        List<DataRecord> records =
                read(
                        Map.of(
                                "labels", "folder",
                                "attributes", List.of("PatientID", "0008,0060"),
                                "window", Map.of("centre", 0, "width", 400)));

        assertThat(records)
                .extracting(r -> r.get("label", String.class))
                .containsExactly("ill", "well");
        assertThat(records.get(0).get("PatientID", String.class)).isEqualTo("p1");
        assertThat(records.get(0).get("0008,0060", String.class)).isEqualTo("CT");
        assertThat(records.get(1).find("PatientID")).isEmpty();
        // 1000 and 900 are 0 and -100 after rescaling
        assertThat(records).extracting(TestDicomFolder::first).containsExactly(32768, 16384);
        assertThat(read(Map.of("window", "stored")))
                .extracting(TestDicomFolder::first)
                .containsExactly(1000, 900);
        assertThat(read(Map.of())).extracting(TestDicomFolder::first).containsExactly(0, 0);
    }

    @Test
    void choosesFrames() throws IOException {
        write("a.dcm", DicomSample.of("p", 1, 2, 3, 4, 5, 6));
        Map<String, Object> stored = Map.of("window", "stored");

        assertThat(read(stored)).extracting(TestDicomFolder::first).containsExactly(1);
        assertThat(read(Map.of("window", "stored", "frames", "middle")))
                .extracting(TestDicomFolder::first)
                .containsExactly(3);
        List<DataRecord> all = read(Map.of("window", "stored", "frames", "all"));
        assertThat(all).extracting(TestDicomFolder::first).containsExactly(1, 3, 5);
        assertThat(all).extracting(r -> r.get("frame", Long.class)).containsExactly(0L, 1L, 2L);
        assertThat(all).extracting(DataRecord::origin).containsOnly("a.dcm");
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        write("a.png", new byte[300]);
        assertThat(Reading.failure("dicom", Map.of("path", folder.toString())).code())
                .isEqualTo("SORA-4116");
        byte[] whole = DicomSample.of("p", 1, 2);
        write("b.dcm", Arrays.copyOf(whole, whole.length - 1));
        assertThat(Reading.failure("dicom", Map.of("path", folder.toString())).code())
                .isEqualTo("SORA-4139");
        assertThatThrownBy(() -> read(Map.of("attributes", List.of("PatientId"))))
                .hasMessageContaining("SORA-4140")
                .hasMessageContaining("PatientID");
    }
}
