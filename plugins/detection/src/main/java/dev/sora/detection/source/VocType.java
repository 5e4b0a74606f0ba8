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

/** {@code voc}: pictures with boxes in the XML files of Pascal VOC. */
public final class VocType implements DataSourceType {

    private static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A folder, a tar, tar.gz, tgz or zip archive, or a folder in one"
                                    + " (archive.zip!/folder), with XML files and pictures in any"
                                    + " folders below it.")
                    .required();
    private static final Setting<String> SPLIT =
            Setting.string(
                    "split",
                    "Read only the pictures that a text file lists: ImageSets/Main/SPLIT.txt, or"
                            + " the path of another file in the folder or archive.");

    /** Creates the type. */
    public VocType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "voc",
                "Pictures with labelled boxes, in the form of Pascal VOC: an XML file for each"
                        + " picture, in a folder or archive.",
                PATH,
                SPLIT,
                BoxColumns.IMAGE_COLUMN,
                BoxColumns.BOXES_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(BoxColumns.schema(settings));
    }

    @Override
    public DataSource open(Settings settings) {
        return Voc.open(BoxColumns.schema(settings), settings.get(PATH), settings.find(SPLIT));
    }

    /** Its folders also contain pictures and JSON files, which other sources read. */
    @Override
    public int precedence() {
        return 1;
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        return VocDiscovery.of(input);
    }
}
