// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.Schema;
import dev.sora.detection.box.Box;
import dev.sora.detection.box.LabelledBox;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PictureChoice;
import dev.sora.reading.Place;
import dev.sora.reading.passed.Overlooked;
import dev.sora.source.DataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Joins images, annotations and pictures of COCO by their ids and names. An image of which an
 * annotation is broken is broken as a whole; an annotation that names no image is broken by itself.
 */
final class Coco {

    private final Place file;
    private final CocoFile content;
    private final PictureFinder finder;
    private final Map<Long, CocoFile.Image> images = new LinkedHashMap<>();
    private final Map<Long, List<Marked.Thing>> things = new HashMap<>();
    private final Map<Long, RecordException> brokenImages = new HashMap<>();
    private final List<RecordException> broken = new ArrayList<>();

    private Coco(Place file, CocoFile content, PictureFinder finder) {
        this.file = file;
        this.content = content;
        this.finder = finder;
    }

    static DataSource open(Schema schema, Path annotations, Path path) {
        Place file = Place.of(annotations);
        EntryStore store = EntryStore.of(path, new PictureChoice(), MarkedPictures.MOST_BYTES);
        Coco coco = new Coco(file, CocoFile.read(file), new PictureFinder(store.names()));
        if (coco.content.images().isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4344", "the data contains no annotations")
                            .where(file.toString())
                            .needs("at least one element of 'images'")
                            .have("an empty list")
                            .fix("check the path"));
        }
        coco.images();
        coco.annotations();
        Map<String, Marked> byPicture = coco.pictures();
        Overlooked overlooked = new Overlooked();
        coco.finder.unused(byPicture.keySet(), overlooked);
        return new MarkedPictures(
                schema,
                path,
                store,
                byPicture,
                coco.broken,
                overlooked.list(),
                List.of(file.file()));
    }

    private void images() {
        for (CocoFile.Image image : content.images()) {
            String at = "images[%d]".formatted(image.position());
            if (image.id().isEmpty()) {
                refuse(at, "an integer 'id'", "none");
            } else if (images.putIfAbsent(image.id().getAsLong(), image) != null) {
                refuse(
                        at,
                        "an 'id' that no other image has",
                        "%d, as images[%d] has"
                                .formatted(
                                        image.id().getAsLong(),
                                        images.get(image.id().getAsLong()).position()));
            }
        }
    }

    private void annotations() {
        Set<Long> ids = new HashSet<>();
        for (CocoFile.Annotation each : content.annotations()) {
            String at = "annotations[%d]".formatted(each.position());
            OptionalLong image = each.image();
            if (image.isEmpty() || !images.containsKey(image.getAsLong())) {
                refuse(at, "the 'id' of an image as 'image_id'", text(image));
                continue;
            }
            long owner = image.getAsLong();
            if (each.id().isEmpty() || !ids.add(each.id().getAsLong())) {
                refuse(owner, at, "an 'id' that no other annotation has", text(each.id()));
            } else if (each.category().isEmpty()
                    || !content.categories().containsKey(each.category().getAsLong())) {
                refuse(owner, at, "the 'id' of a category as 'category_id'", text(each.category()));
            } else if (each.box().isEmpty()) {
                refuse(owner, at, "'bbox' of four numbers: [left, top, width, height]", "others");
            } else {
                things.computeIfAbsent(owner, key -> new ArrayList<>()).add(thing(each, at));
            }
        }
    }

    private Marked.Thing thing(CocoFile.Annotation annotation, String at) {
        String label = content.categories().get(annotation.category().getAsLong());
        List<Double> box = annotation.box();
        return new Marked.Thing(
                "%s, %s, id %d (%s)".formatted(file, at, annotation.id().getAsLong(), label),
                new LabelledBox(
                        label,
                        new Box(
                                box.get(0),
                                box.get(1),
                                box.get(0) + box.get(2),
                                box.get(1) + box.get(3)),
                        annotation.crowd(),
                        false));
    }

    private Map<String, Marked> pictures() {
        Map<String, Marked> byPicture = new HashMap<>();
        images.forEach(
                (id, image) -> {
                    String at = "%s, images[%d], id %d".formatted(file, image.position(), id);
                    try {
                        if (brokenImages.containsKey(id)) {
                            throw brokenImages.get(id);
                        }
                        String picture = finder.named(image.fileName(), at);
                        Marked marked =
                                new Marked(
                                        at,
                                        image.width(),
                                        image.height(),
                                        things.getOrDefault(id, List.of()));
                        if (byPicture.putIfAbsent(picture, marked) != null) {
                            throw new RecordException(
                                    Problem.of("SORA-4346", "two annotations are about one picture")
                                            .where(at)
                                            .have("another image with '%s'".formatted(picture))
                                            .fix("remove one of them, or set 'on_error: skip'"));
                        }
                    } catch (RecordException e) {
                        broken.add(e.from(file.name()));
                    }
                });
        return byPicture;
    }

    private static String text(OptionalLong id) {
        return id.isPresent() ? Long.toString(id.getAsLong()) : "none";
    }

    private void refuse(String at, String needs, String have) {
        broken.add(problem(at, needs, have).from(file.name()));
    }

    private void refuse(long image, String at, String needs, String have) {
        brokenImages.putIfAbsent(image, problem(at, needs, have));
    }

    private RecordException problem(String at, String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4356", "an element of a file of annotations is not valid")
                        .where("%s, %s".formatted(file, at))
                        .needs(needs)
                        .have(have)
                        .fix("correct the file, or set 'on_error: skip'"));
    }
}
