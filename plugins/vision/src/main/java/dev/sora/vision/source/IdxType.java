// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code idx}: images and labels in the format of MNIST, plain or compressed with gzip. */
final class IdxType implements DataSourceType {

    private static final Setting<Path> IMAGES =
            Setting.path("images", "The file of images, plain or gz.").required();
    private static final Setting<Path> LABELS =
            Setting.path("labels", "The file of labels, plain or gz; without it, images only.");
    private static final Setting<Long> OFFSET =
            Setting.integer("offset", "Number of records to skip at the start.")
                    .atLeast(0)
                    .orElse(0L);
    private static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of records to read.").large().atLeast(1);
    private static final Setting<String> IMAGE_COLUMN =
            Setting.string("image_column", "Name of the column of images.").orElse("image");
    private static final Setting<String> LABEL_COLUMN =
            Setting.string("label_column", "Name of the column of labels.").orElse("label");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "idx",
                "Images and labels in the IDX format, as MNIST and its relatives come in.",
                IMAGES,
                LABELS,
                OFFSET,
                LIMIT,
                IMAGE_COLUMN,
                LABEL_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(IMAGE_COLUMN), ColumnType.IMAGE));
        settings.find(LABELS)
                .ifPresent(
                        file ->
                                columns.add(
                                        Column.of(settings.get(LABEL_COLUMN), ColumnType.INTEGER)));
        return Optional.of(new Schema(columns));
    }

    @Override
    public DataSource open(Settings settings) {
        return new IdxSource(
                schema(settings).orElseThrow(),
                settings.get(IMAGES),
                settings.find(LABELS),
                settings.get(OFFSET),
                settings.find(LIMIT).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        if (!Files.isRegularFile(input) || !IdxFile.holdsImages(input)) {
            return Optional.empty();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(IMAGES.name(), input.toString());
        wanted.stream()
                .filter(c -> c.type() == ColumnType.IMAGE)
                .findFirst()
                .ifPresent(c -> settings.put(IMAGE_COLUMN.name(), c.name()));
        return Optional.of(settings);
    }

    /** Finds the labels and the test data by the file names of MNIST. */
    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        if (!Files.isRegularFile(input) || !IdxFile.holdsImages(input)) {
            return Map.of();
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        parts.put("train", withLabels(input));
        String name = String.valueOf(input.getFileName());
        for (String word : List.of("t10k", "test")) {
            Path test = input.resolveSibling(name.replaceFirst("^train", word));
            if (!test.equals(input) && Files.isRegularFile(test)) {
                parts.put("test", withLabels(test));
            }
        }
        return parts;
    }

    private static Map<String, Object> withLabels(Path images) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(IMAGES.name(), images.toString());
        String name = String.valueOf(images.getFileName());
        Path labels =
                images.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
        if (!labels.equals(images) && Files.isRegularFile(labels)) {
            settings.put(LABELS.name(), labels.toString());
        }
        return settings;
    }
}
