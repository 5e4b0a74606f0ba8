// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import static dev.sora.detection.source.Annotated.coco;
import static dev.sora.detection.source.Annotated.image;
import static dev.sora.detection.source.Annotated.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of COCO means, and how broken ones are refused. */
final class TestCoco {

    @TempDir private Path folder;

    private List<DataRecord> read(String json) {
        Annotated data = new Annotated(folder);
        Path images = data.pictures(2);
        return TestVoc.read(
                new CocoType(),
                Map.of(
                        "images",
                        images.toString(),
                        "annotations",
                        data.text(json, "a.json").toString()));
    }

    @Test
    void readsLeftTopWidthHeightAndCrowds() {
        List<DataRecord> records =
                read(
                        coco(
                                image(1, "1.png") + ", " + image(2, "set/2.png"),
                                mark(1, 1, 7, "[1.5, 2, 10, 12]").replace(": 0}", ": 1}")));

        assertThat(records).hasSize(2);
        assertThat(records.get(0).get("boxes", Object.class))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "label",
                                        "cell",
                                        "box",
                                        List.of(1.5, 2.0, 11.5, 14.0),
                                        "crowd",
                                        true)));
        // an image without annotations has no boxes
        assertThat(TestVoc.boxes(records.get(1))).isEmpty();
    }

    /** Lists may come in any order, and polygons are not read. */
    @Test
    void readsAnnotationsBeforeImages() {
        String json =
                "{\"annotations\": [%s], \"images\": [%s], \"categories\": [{\"id\": 7, \"name\": \"a\"}]}"
                        .formatted(
                                mark(1, 1, 7, "[0, 0, 4, 4]")
                                        .replace("{", "{\"segmentation\": [[1, 2, 3]], "),
                                image(1, "1.png"));

        assertThat(TestVoc.boxes(read(json).get(0))).containsExactly(List.of(0.0, 0.0, 4.0, 4.0));
    }

    @ParameterizedTest
    @CsvSource({
        "'[0, 0, 50, 4]', SORA-4342, 'annotations[0], id 1 (cell)'",
        "'[0, 0, 0, 4]', SORA-4342, 'annotations[0], id 1 (cell)'",
        "'[0, 0, -3, 4]', SORA-4342, 'annotations[0], id 1 (cell)'",
        "'[0, 0, 4]', SORA-4356, 'annotations[0]'",
        "'[]', SORA-4356, 'annotations[0]'",
        "'[0, 0, \"4\", 4]', SORA-4356, 'annotations[0]'",
    })
    void aBoxThatLiesIsRefused(String box, String code, String where) {
        assertThatThrownBy(() -> read(coco(image(1, "1.png"), mark(1, 1, 7, box))))
                .hasMessageContaining(code)
                .hasMessageContaining("a.json, " + where);
    }

    @Test
    void idsThatNameNothingAreRefused() {
        String image = image(1, "1.png");
        assertThatThrownBy(() -> read(coco(image, mark(1, 2, 7, "[0, 0, 4, 4]"))))
                .hasMessageContaining("the 'id' of an image as 'image_id'");
        assertThatThrownBy(() -> read(coco(image, mark(1, 1, 8, "[0, 0, 4, 4]"))))
                .hasMessageContaining("the 'id' of a category as 'category_id'");
        assertThatThrownBy(() -> read(coco(image.replace("\"id\": 1, ", ""), "")))
                .hasMessageContaining("images[0]")
                .hasMessageContaining("an integer 'id'");
        String twice = mark(1, 1, 7, "[0, 0, 4, 4]");
        assertThatThrownBy(() -> read(coco(image, twice + ", " + twice)))
                .hasMessageContaining("an 'id' that no other annotation has");
        assertThatThrownBy(
                        () ->
                                read(
                                        coco(image, "")
                                                .replace(
                                                        "\"name\": \"cell\"}",
                                                        "\"name\": \"cell\"}, {\"id\": 7,"
                                                                + " \"name\": \"b\"}")))
                .hasMessageContaining("SORA-4355")
                .hasMessageContaining("categories[1]: the id 7 is that of 'cell' and of 'b'");
    }

    @Test
    void isFoundWithItsPictures() {
        Path root = folder.resolve("found");
        String content = coco(image(1, "1.png"), mark(1, 1, 7, "[0, 0, 4, 4]"));
        for (String part : List.of("train2017", "val2017")) {
            Annotated.write(root, part + "/1.png", Annotated.png());
            Annotated.write(root, "annotations/instances_" + part + ".json", content);
        }
        // another file of the same set, which is none of COCO's instances
        Annotated.write(root, "annotations/licences.json", "[{}]");
        Annotated.write(root, "annotations/escape.json", content.replace("1.png", "../x.png"));
        Annotated.write(root, "x.png", Annotated.png());

        Map<String, Map<String, Object>> found = new CocoType().discover(root);

        assertThat(found.keySet()).containsExactly("train", "validation");
        assertThat(found.get("validation"))
                .isEqualTo(
                        Map.of(
                                "annotations",
                                        root.resolve("annotations/instances_val2017.json")
                                                .toString(),
                                "images", root.resolve("val2017").toString()));
        Path one = root.resolve("annotations/instances_val2017.json");
        assertThat(new CocoType().discover(one)).containsOnlyKeys("train");
        assertThat(new CocoType().discover(root.resolve("annotations/licences.json"))).isEmpty();
        assertThat(new CocoType().discover(root.resolve("annotations/escape.json"))).isEmpty();
    }
}
