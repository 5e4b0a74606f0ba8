// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code coco}: pictures with boxes in a JSON file of COCO. */
public final class CocoType implements DataSourceType {

    private static final Setting<Path> ANNOTATIONS =
            Setting.path(
                            "annotations",
                            "The JSON file of instances, plain, with gzip, or in an archive"
                                    + " (archive.zip!/instances.json).")
                    .required();
    private static final Setting<Path> IMAGES =
            Setting.path(
                            "images",
                            "The pictures: a folder, a tar, tar.gz, tgz or zip archive, or a folder"
                                    + " in one (archive.zip!/folder).")
                    .required();

    /** Creates the type. */
    public CocoType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "coco",
                "Pictures with labelled boxes, in the form of COCO: a JSON file of images,"
                        + " annotations and categories, and the pictures in a folder or archive.",
                ANNOTATIONS,
                IMAGES,
                BoxColumns.IMAGE_COLUMN,
                BoxColumns.BOXES_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(BoxColumns.schema(settings));
    }

    @Override
    public DataSource open(Settings settings) {
        return Coco.open(
                BoxColumns.schema(settings), settings.get(ANNOTATIONS), settings.get(IMAGES));
    }

    /** Its folders also contain pictures and JSON files, which other sources read. */
    @Override
    public int precedence() {
        return 1;
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        return CocoDiscovery.of(input);
    }
}
