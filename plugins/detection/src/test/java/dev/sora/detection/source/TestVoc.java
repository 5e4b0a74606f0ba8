// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import static dev.sora.detection.source.Annotated.annotation;
import static dev.sora.detection.source.Annotated.object;
import static dev.sora.detection.source.Annotated.png;
import static dev.sora.detection.source.Annotated.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What annotations of Pascal VOC mean, and how broken ones are refused. */
final class TestVoc {

    @TempDir private Path folder;

    static List<DataRecord> read(DataSourceType type, Map<String, ?> raw) {
        Settings settings = Settings.of(type.descriptor().settings(), raw);
        List<DataRecord> records = new ArrayList<>();
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    private List<DataRecord> read(Path path) {
        return read(new VocType(), Map.of("path", path.toString()));
    }

    private List<DataRecord> read(String annotation) {
        write(folder, "p.png", png());
        write(folder, "p.xml", annotation);
        return read(folder);
    }

    static List<Object> boxes(DataRecord record) {
        List<Object> boxes = new ArrayList<>();
        for (Object box : record.get("boxes", List.class)) {
            boxes.add(((Map<?, ?>) box).get("box"));
        }
        return boxes;
    }

    /** Pixels are counted from 1, and the last one belongs to the box. */
    @Test
    void aBoxIncludesItsLastPixel() {
        List<DataRecord> records =
                read(annotation(object("cell", 1, 1, 40, 30) + object("cell", 3, 5, 4, 6)));

        assertThat(records).hasSize(1);
        assertThat(boxes(records.get(0)))
                .containsExactly(List.of(0.0, 0.0, 40.0, 30.0), List.of(2.0, 4.0, 4.0, 6.0));
    }

    @Test
    void isFoundWithItsSplits() {
        Path listed = new Annotated(folder).voc(3);
        assertThat(new VocType().discover(listed))
                .isEqualTo(
                        Map.of(
                                "train", Map.of("path", listed.toString(), "split", "train"),
                                "validation", Map.of("path", listed.toString(), "split", "val")));

        Path folders = folder.resolve("export");
        for (String part : List.of("train", "valid")) {
            write(folders, part + "/p.png", png());
            write(folders, part + "/p.xml", annotation(object("cell", 1, 1, 9, 9)));
        }
        assertThat(new VocType().discover(folders))
                .isEqualTo(
                        Map.of(
                                "train", Map.of("path", folders + "/train"),
                                "validation", Map.of("path", folders + "/valid")));
        write(folder, "others/p.xml", "<project/>");
        assertThat(new VocType().discover(folder.resolve("others"))).isEmpty();
        assertThat(new VocType().discover(folder.resolve("others/p.xml"))).isEmpty();
        assertThat(new VocType().discover(new Annotated(folder).onlyPictures())).isEmpty();
    }

    /** Tools that count from 0 write boxes from 0; others round up beyond the last pixel. */
    @Test
    void aBoxIsClippedByAPixel() {
        List<DataRecord> records = read(annotation(object("cell", 0, 0, 41, 31)));

        assertThat(boxes(records.get(0))).containsExactly(List.of(0.0, 0.0, 40.0, 30.0));
    }

    @Test
    void readsDifficultObjectsAndFractions() {
        List<DataRecord> records =
                read(
                        annotation(object("cell", 1, 1, 9, 9))
                                .replace("<difficult>0", "<difficult>1")
                                .replace("<xmax>9<", "<xmax> 9.5 <"));

        assertThat(records.get(0).get("boxes", Object.class))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "label",
                                        "cell",
                                        "box",
                                        List.of(0.0, 0.0, 9.5, 9.0),
                                        "difficult",
                                        true)));
    }

    @Test
    void readsNamesWithMarkup() {
        List<DataRecord> records =
                read(annotation(object("a &amp; <![CDATA[<b>]]> &#233;", 1, 1, 9, 9)));

        Map<?, ?> box = (Map<?, ?>) records.get(0).get("boxes", List.class).get(0);
        assertThat(box.get("label")).isEqualTo("a & <b> \u00e9");
    }

    /** The boxes of heads and hands within a person are not objects. */
    @Test
    void passesOverParts() {
        String part = "<part><name>head</name><bndbox><xmin>2</xmin></bndbox></part></object>";
        List<DataRecord> records =
                read(annotation(object("person", 1, 1, 9, 9).replace("</object>", part)));

        assertThat(boxes(records.get(0))).containsExactly(List.of(0.0, 0.0, 9.0, 9.0));
    }

    /** Tools write sizes of 0 where they do not know them. */
    @Test
    void anAnnotationNeedsNeitherSizeNorObjects() {
        assertThat(boxes(read(annotation("").replace("40", "0").replace("30", "0")).get(0)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 60, 12, 'left 0, top 1, right 60, bottom 12'",
        "-5, 2, 10, 12, 'left -6, top 1, right 10, bottom 12'",
        "8, 8, 8, 8, 'left 8, top 8, right 8, bottom 8'",
        "10, 2, 5, 12, 'left 10, top 2, right 5, bottom 12'",
        "1, 2, 10, 2147483647, 'left 0, top 1, right 10, bottom 2147483647'",
    })
    void aBoxThatLiesIsRefused(int left, int top, int right, int bottom, String have) {
        assertThatThrownBy(() -> read(annotation(object("cell", left, top, right, bottom))))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4342")
                .hasMessageContaining("p.xml, object 1 (cell)")
                .hasMessageContaining(have);
    }

    /** Entities would read files or grow without limit; nothing is resolved. */
    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE a SYSTEM \"file:///etc/passwd\">'",
        "'<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>'",
        "'<!DOCTYPE a [<!ENTITY x \"lol\"><!ENTITY y \"&x;&x;&x;&x;&x;\">]>'",
        "'<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://localhost/\"> %x;]>'",
    })
    void documentTypesAreRefused(String type) {
        String text = annotation(object("&x;", 1, 1, 9, 9));

        assertThatThrownBy(() -> read(type + text))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4357");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4357");
    }

    /** The path of each element is kept, so that depth would cost its square. */
    @Test
    void deepFilesAreRefused() {
        String deep = "<annotation>" + "<a>".repeat(100_000) + "</a>".repeat(100_000);

        assertThatThrownBy(() -> read(deep + "</annotation>"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4357")
                .hasMessageContaining("nested more than 32 deep");
    }

    @Test
    void takesTheNearestPicture() {
        for (String part : List.of("train", "valid")) {
            write(folder, part + "/images/a.png", png());
            write(folder, part + "/labels/a.xml", annotation(object(part, 1, 1, 9, 9)));
        }

        List<DataRecord> records = read(folder);

        assertThat(records).hasSize(2);
        for (DataRecord record : records) {
            Map<?, ?> box = (Map<?, ?>) record.get("boxes", List.class).get(0);
            assertThat(record.origin()).contains(box.get("label") + "/images/a.png");
        }
    }

    @Test
    void takesThePictureThatIsStatedIfNoneHasTheSameName() {
        write(folder, "pictures/x.png", png());
        write(folder, "marks/1.xml", annotation(object("cell", 1, 1, 9, 9)));

        assertThat(read(folder)).hasSize(1);
    }

    @Test
    void severalPicturesOfOneNameAreRefused() {
        write(folder, "p.png", png());
        write(folder, "p.jpg", png());
        write(folder, "p.xml", annotation(object("cell", 1, 1, 9, 9)));

        assertThatThrownBy(() -> read(folder))
                .hasMessageContaining("SORA-4347")
                .hasMessageContaining("p.jpg, p.png");
    }

    @Test
    void aSplitThatListsAnUnknownPictureIsRefused() {
        Path root = new Annotated(folder).voc(2);
        write(root, "ImageSets/Main/odd.txt", "p1\nJPEGImages/p2.png\np3\n");

        assertThatThrownBy(
                        () -> read(new VocType(), Map.of("path", root.toString(), "split", "odd")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4354")
                .hasMessageContaining("1 of 3 without one: p3");
        assertThatThrownBy(
                        () -> read(new VocType(), Map.of("path", root.toString(), "split", "test")))
                .hasMessageContaining("SORA-4353")
                .hasMessageContaining("ImageSets/Main/val.txt");
    }

    /** Names with blanks and full stops, as people give them, and fields after a name. */
    @Test
    void aSplitNamesPicturesWithBlanks() {
        for (String name : List.of("in apples 1", "in apples", "in", "v1.5")) {
            write(folder, "JPEGImages/" + name + ".png", png());
            write(folder, "Annotations/" + name + ".xml", annotation(object("apple", 1, 1, 9, 9)));
        }
        write(folder, "ImageSets/Main/all.txt", "v1.5\nin apples  -1\nin 1 2 3\n");
        write(folder, "ImageSets/Main/one.txt", "JPEGImages/in apples 1.png\n");
        write(folder, "ImageSets/Main/odd.txt", "out apples 1\nin apples\n");
        write(folder, "ImageSets/Main/two.txt", "in apples 1\nin -1\n");
        write(folder, "ImageSets/Main/long.txt", "a ".repeat(1 << 20));

        assertThat(split("all")).hasSize(3);
        assertThat(split("one"))
                .singleElement()
                .satisfies(record -> assertThat(record.origin()).contains("in apples 1"));
        assertThatThrownBy(() -> split("odd"))
                .hasMessageContaining("SORA-4354")
                .hasMessageContaining("1 of 2 without one: out apples 1");
        assertThatThrownBy(() -> split("two"))
                .as("a flag, or a part of the name")
                .hasMessageContaining("SORA-4358")
                .hasMessageContaining("'in apples 1': 'in apples', 'in apples 1'");
        assertThatThrownBy(() -> split("long"))
                .hasMessageContaining("SORA-4354")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    private List<DataRecord> split(String name) {
        return read(new VocType(), Map.of("path", folder.toString(), "split", name));
    }
}
