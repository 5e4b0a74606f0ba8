// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.EntryStore;
import dev.sora.reading.dicom.Window;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.AnyOf;
import dev.sora.setting.SettingType.Choice;
import dev.sora.setting.SettingType.Group;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dicom}: pictures of DICOM files with their attributes, in folders or archives. */
final class DicomType implements DataSourceType {

    private static final int MOST_BYTES = 1 << 30;

    private static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A folder, a tar, tar.gz, tgz or zip archive, a folder in one"
                                    + " (archive.zip!/folder), or one file.")
                    .required();
    private static final Setting<String> LABELS =
            Setting.choice(
                            "labels",
                            "'folder': the name of the folder that a file lies in is its class;"
                                    + " 'none': pictures and attributes only.",
                            List.of("folder", "none"))
                    .orElse("none");
    private static final Setting<List<String>> ATTRIBUTES =
            Setting.strings(
                            "attributes",
                            "Attributes that become columns of text: keywords such as PatientID (by"
                                    + " which a split keeps patients together: 'group: PatientID')"
                                    + " or Modality, others by their tag such as '0018,0015'. A"
                                    + " missing one is a missing value.")
                    .orElse(List.of());
    private static final Setting<Double> CENTRE =
            Setting.number("centre", "The middle of the window, after rescaling.").required();
    private static final Setting<Double> WIDTH =
            Setting.number("width", "The width of the window.").above(0).required();
    private static final Setting<Object> WINDOW =
            Setting.<Object>of(
                            "window",
                            "Which values of grey pictures are black and white: 'file' takes the"
                                    + " window of each file, without one its least and greatest"
                                    + " value; 'stored' the range of the stored bits; {centre: 40,"
                                    + " width: 400} the same values in all pictures, such as"
                                    + " Hounsfield units.",
                            new AnyOf(
                                    List.of(
                                            new Choice(List.of("file", "stored")),
                                            new Group(List.of(CENTRE, WIDTH)))),
                            Object.class)
                    .orElse("file");
    private static final Setting<String> FRAMES =
            Setting.choice(
                            "frames",
                            "Which frames of a file with several become records: the first, the"
                                    + " middle one, or all, with their number in the column"
                                    + " 'frame'.",
                            List.of("first", "middle", "all"))
                    .orElse("first");
    private static final Setting<String> IMAGE_COLUMN =
            Setting.string("image_column", "Name of the column of images.").orElse("image");
    private static final Setting<String> LABEL_COLUMN =
            Setting.string("label_column", "Name of the column of labels.").orElse("label");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "dicom",
                "Pictures of DICOM files with a chosen window, frames and attributes, in folders or"
                        + " archives. Every other source of pictures reads DICOM too, with the"
                        + " window of the file and the first frame.",
                PATH,
                LABELS,
                ATTRIBUTES,
                WINDOW,
                FRAMES,
                IMAGE_COLUMN,
                LABEL_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(IMAGE_COLUMN), ColumnType.IMAGE));
        if (settings.get(LABELS).equals("folder")) {
            columns.add(Column.of(settings.get(LABEL_COLUMN), ColumnType.TEXT));
        }
        attributes(settings)
                .forEach(attribute -> columns.add(Column.of(attribute.name(), ColumnType.TEXT)));
        if (settings.get(FRAMES).equals("all")) {
            columns.add(Column.of("frame", ColumnType.INTEGER));
        }
        return Optional.of(new Schema(columns));
    }

    private static List<DicomAttribute> attributes(Settings settings) {
        return settings.get(ATTRIBUTES).stream().distinct().map(DicomAttribute::of).toList();
    }

    @Override
    public DataSource open(Settings settings) {
        Path path = settings.get(PATH);
        return new DicomFolder(
                schema(settings).orElseThrow(),
                path,
                EntryStore.of(path, new DicomChoice(), MOST_BYTES),
                new DicomFolder.Rules(
                        settings.get(LABELS).equals("folder"),
                        attributes(settings),
                        window(settings.get(WINDOW)),
                        settings.get(FRAMES)));
    }

    private static Window window(Object given) {
        if (given instanceof Settings window) {
            return Window.of(window.get(CENTRE), window.get(WIDTH));
        }
        return given.equals("stored") ? Window.STORED : Window.OF_FILE;
    }
}
