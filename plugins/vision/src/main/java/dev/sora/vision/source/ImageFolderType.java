// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Choice;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PartFolders;
import dev.sora.reading.PictureChoice;
import dev.sora.reading.Place;
import dev.sora.reading.picture.Pictures;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code image-folder}: images in one folder for each class, also within an archive. */
final class ImageFolderType implements DataSourceType {

    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar", ".zip");

    /** The maximum size of an image file. */
    private static final int MOST_BYTES = 256 << 20;

    private static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A folder, a tar, tar.gz, tgz or zip archive, a folder in one"
                                    + " (archive.zip!/folder), or one picture.")
                    .required();
    private static final Setting<String> LABELS =
            Setting.choice(
                    "labels",
                    "'folder', the default without 'masks': the name of the folder that a picture"
                            + " lies in is its class; 'none', the default with 'masks': pictures"
                            + " only.",
                    List.of("folder", "none"));
    private static final Setting<Path> MASKS =
            Setting.path(
                    "masks",
                    "A folder or zip archive with a mask for each picture, at the same place and of"
                            + " the same name, whatever its ending: a/x.png for a/x.jpg.");
    private static final Setting<Long> LIMIT =
            Setting.integer(
                            "limit",
                            "Maximum number of pictures to read, as evenly from the folders as"
                                    + " possible.")
                    .large()
                    .atLeast(1);
    private static final Setting<String> IMAGE_COLUMN =
            Setting.string("image_column", "Name of the column of images.").orElse("image");
    private static final Setting<String> LABEL_COLUMN =
            Setting.string("label_column", "Name of the column of labels.").orElse("label");
    private static final Setting<String> MASK_COLUMN =
            Setting.string("mask_column", "Name of the column of masks.").orElse("mask");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "image-folder",
                "Pictures (PNG, JPEG, WebP, TIFF, GIF, BMP, PBM, PGM, PPM, DICOM) in class folders, plain"
                        + " or in an archive; known by what they hold, whatever their names.",
                PATH,
                LABELS,
                MASKS,
                LIMIT,
                IMAGE_COLUMN,
                LABEL_COLUMN,
                MASK_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(IMAGE_COLUMN), ColumnType.IMAGE));
        if (isLabelled(settings)) {
            columns.add(Column.of(settings.get(LABEL_COLUMN), ColumnType.TEXT));
        }
        if (settings.find(MASKS).isPresent()) {
            columns.add(Column.of(settings.get(MASK_COLUMN), ColumnType.IMAGE));
        }
        return Optional.of(new Schema(columns));
    }

    private static boolean isLabelled(Settings settings) {
        String fallback = settings.find(MASKS).isPresent() ? "none" : "folder";
        return settings.find(LABELS).orElse(fallback).equals("folder");
    }

    @Override
    public DataSource open(Settings settings) {
        Path path = settings.get(PATH);
        return new ImageFolder(
                schema(settings).orElseThrow(),
                isLabelled(settings),
                settings.find(MASKS).map(Masks::of),
                path,
                EntryStore.of(path, new PictureChoice(), MOST_BYTES),
                settings.find(LIMIT).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        String name = String.valueOf(input.getFileName());
        boolean readable =
                Files.isDirectory(input)
                        || (Files.isRegularFile(input)
                                && (Pictures.isNamedLikeOne(name)
                                        || isArchive(name)
                                        || isPicture(input)))
                        || Place.of(input).isEntry();
        Optional<Column> column =
                wanted.stream().filter(c -> c.type() == ColumnType.IMAGE).findFirst();
        if (!readable || column.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(PATH.name(), input.toString());
        settings.put(LABELS.name(), "none");
        settings.put(IMAGE_COLUMN.name(), column.get().name());
        return Optional.of(settings);
    }

    /** Reads labels as the training did, if the column of labels is wanted. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        String label = trained.settings().get(LABEL_COLUMN);
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            if (isLabelled(trained.settings()) && trained.names().contains(label)) {
                                raw.put(LABELS.name(), "folder");
                                raw.put(LABEL_COLUMN.name(), label);
                            }
                            return raw;
                        });
    }

    /** Returns whether a file starts like an image, including unsupported formats. */
    private static boolean isPicture(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] head = stream.readNBytes(Choice.HEAD);
            return Pictures.isOne(head) || Pictures.foreign(head).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(lower::endsWith);
    }

    /**
     * Treats folders named train and test as splits, and folders that contain images as classes.
     */
    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        Place place = Place.of(input);
        boolean folder = Files.isDirectory(input);
        String name = String.valueOf(place.file().getFileName());
        if (!folder
                && !(Files.isRegularFile(place.file())
                        && (isArchive(name)
                                || Pictures.isNamedLikeOne(name)
                                || isPicture(input)))) {
            return Map.of();
        }
        List<String> names = EntryStore.of(input, new PictureChoice(), MOST_BYTES).names();
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        PartFolders.of(names)
                .forEach(
                        (part, within) -> {
                            Map<String, Object> settings = new LinkedHashMap<>();
                            settings.put(PATH.name(), PartFolders.path(input, within));
                            if (!ClassFolders.areClasses(names, within)) {
                                settings.put(LABELS.name(), "none");
                            }
                            parts.put(part, settings);
                        });
        return parts;
    }
}
