// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import dev.sora.sound.Waves;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files and their names become. */
final class TestSounds {

    private static final byte[] SOUND = Waves.sine(8_000, 500, 300);
    private static final List<Column> WANTED =
            List.of(Column.of("noise", ColumnType.VECTOR), Column.of("hertz", ColumnType.INTEGER));

    @TempDir private Path folder;

    @Test
    void readsWhatNamesMean() {
        Waves.write(folder, "7_theo_1.wav", SOUND);
        Waves.write(folder, "3_lucas_1.wav", SOUND);
        Waves.write(folder, "odd.wav", SOUND);
        try (DataSource source = open("sounds", Map.of("names", "{label}_{speaker}_{n}.wav"));
                RecordStream stream = source.records()) {
            DataRecord first = stream.next().orElseThrow();
            stream.next();

            assertThat(first.get("label", String.class)).isEqualTo("3");
            assertThat(first.get("speaker", String.class)).isEqualTo("lucas");
            assertThat(first.get("sample_rate", Long.class)).isEqualTo(8_000);
            assertThat(first.get("sound", float[].class)).hasSize(300);
            assertThatThrownBy(stream::next)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("SORA-4527")
                    .hasMessageContaining("odd.wav");
            assertThat(stream.next()).isEmpty();
        }
    }

    @Test
    void readsOnlyWhatIsAskedFor() {
        Waves.write(folder, "7_theo_1.wav", SOUND);
        Waves.write(folder, "8_theo_2.wav", SOUND);
        Waves.write(folder, "3_lucas_1.wav", SOUND);
        String names = "{label}_{speaker}_{n}.wav";
        Map<String, Object> only =
                Map.of("names", names, "only", List.of("speaker=theo", "n=1", "n=3"));

        assertThat(labels(open("sounds", only), "label", 9)).containsExactly("7");
        assertThatThrownBy(() -> open("sounds", Map.of("names", names, "only", List.of("age=7"))))
                .hasMessageContaining("SORA-4525");
        assertThatThrownBy(() -> open("sounds", Map.of("names", "{sound}_{n}_{k}.wav")))
                .hasMessageContaining("SORA-4529");
        assertThatThrownBy(() -> open("sounds", Map.of("names", names, "only", List.of("n=9"))))
                .hasMessageContaining("SORA-4528");
    }

    @Test
    void aLimitChoosesEvenlyFromTheClasses() {
        for (String name : List.of("ann_1", "bob_1", "cid_1", "cid_2")) {
            Waves.write(folder, name + ".wav", SOUND);
        }
        Map<String, Object> first = Map.of("names", "{who}_{label}.wav", "limit", 2);
        Map<String, Object> named =
                Map.of("names", "{who}_{n}.wav", "limit", 3, "label_column", "n");
        Map<String, Object> none = Map.of("names", "{who}_{n}.wav", "limit", 3);

        assertThat(labels(open("sounds", first), "label", 9)).containsExactly("1", "2");
        assertThat(labels(open("sounds", named), "n", 9)).contains("2").hasSize(3);
        assertThat(labels(open("sounds", none), "who", 9)).containsExactly("ann", "bob", "cid");
    }

    @Test
    void findsAFolderAndReadsItForPrediction() {
        Path file = Waves.write(folder, "set/7_theo_1.wav", SOUND);
        Waves.write(folder, "set/8_theo_1.wav", SOUND);
        SoundsType type = new SoundsType();

        assertThat(type.discover(folder.resolve("set")).get("train"))
                .containsEntry("names", "{part1}_{part2}_{part3}.wav");
        assertThat(type.settingsFor(file, WANTED).orElseThrow())
                .containsEntry("sound_column", "noise")
                .containsEntry("rate_column", "hertz")
                .containsEntry("labels", "none");
        assertThat(type.settingsFor(file, List.of(Column.of("image", ColumnType.IMAGE)))).isEmpty();
        Path other = Waves.write(folder, "notes.txt", new byte[40]);
        assertThat(type.settingsFor(other, WANTED)).isEmpty();
        assertThat(type.discover(other)).isEmpty();
    }

    /** Sounds of one record are of one speaker, and its length is that of its parts and pauses. */
    @Test
    void joinsSoundsOfOneGroup() {
        for (String name : List.of("1_a", "2_a", "1_b", "2_b", "3_b")) {
            Waves.write(folder, name + ".wav", SOUND);
        }
        Map<String, Object> settings =
                Map.of(
                        "names",
                        "{label}_{who}.wav",
                        "group",
                        "who",
                        "least",
                        2,
                        "most",
                        3,
                        "gap",
                        0,
                        "samples",
                        40);
        for (DataRecord record : records(open("joined-sounds", settings), 40)) {
            String[] labels = record.get("text", String.class).split(" ");

            assertThat(labels).hasSizeBetween(2, 3);
            assertThat(record.get("sound", float[].class)).hasSize(300 * labels.length);
            if (record.get("who", String.class).equals("a")) {
                assertThat(labels).doesNotContain("3");
            }
        }
    }

    private DataSource open(String name, Map<String, Object> more) {
        var type =
                Sources.types().stream()
                        .filter(t -> t.descriptor().name().equals(name))
                        .map(dev.sora.source.DataSourceType.class::cast)
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("path", folder.toString());
        return type.open(Workbench.settings(type, settings));
    }

    private static List<String> labels(DataSource source, String column, int count) {
        return records(source, count).stream().map(r -> r.get(column, String.class)).toList();
    }

    private static List<DataRecord> records(DataSource source, int count) {
        List<DataRecord> records = new ArrayList<>();
        try (source;
                RecordStream stream = source.records()) {
            for (Optional<DataRecord> r = stream.next();
                    r.isPresent() && records.size() < count;
                    r = stream.next()) {
                records.add(r.get());
            }
        }
        return records;
    }
}
