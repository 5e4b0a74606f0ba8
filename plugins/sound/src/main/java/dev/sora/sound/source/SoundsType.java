// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Choice;
import dev.sora.reading.ClassFolders;
import dev.sora.reading.EntryStore;
import dev.sora.reading.PartFolders;
import dev.sora.reading.Place;
import dev.sora.setting.Settings;
import dev.sora.sound.wave.WaveFile;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code sounds}: WAV files of a folder or an archive. */
final class SoundsType implements DataSourceType {

    private static final int MOST_BYTES = 256 << 20;

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "sounds",
                "WAV files (PCM of 8, 16, 24 or 32 bits, floats) in folders, plain or in an"
                        + " archive; classes, speakers and others by folder or by file name. Several"
                        + " channels are averaged.",
                SoundColumns.PATH,
                SoundColumns.NAMES,
                SoundColumns.LABELS,
                SoundColumns.ONLY,
                SoundColumns.LIMIT,
                SoundColumns.SOUND_COLUMN,
                SoundColumns.RATE_COLUMN,
                SoundColumns.LABEL_COLUMN);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(new Schema(SoundColumns.all(settings)));
    }

    @Override
    public DataSource open(Settings settings) {
        Schema schema = new Schema(SoundColumns.all(settings));
        return new SoundFolder(schema, SoundColumns.files(settings));
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        Optional<Column> sound =
                wanted.stream().filter(c -> c.type() == ColumnType.VECTOR).findFirst();
        Optional<Column> rate =
                wanted.stream().filter(c -> c.type() == ColumnType.INTEGER).findFirst();
        if (sound.isEmpty() || rate.isEmpty() || !isReadable(input)) {
            return Optional.empty();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(SoundColumns.PATH.name(), input.toString());
        settings.put(SoundColumns.LABELS.name(), "none");
        settings.put(SoundColumns.SOUND_COLUMN.name(), sound.get().name());
        settings.put(SoundColumns.RATE_COLUMN.name(), rate.get().name());
        return Optional.of(settings);
    }

    /** Reads what file names mean as the training did, if those columns are wanted. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        Settings known = trained.settings();
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            raw.put(
                                    SoundColumns.SOUND_COLUMN.name(),
                                    known.get(SoundColumns.SOUND_COLUMN));
                            raw.put(
                                    SoundColumns.RATE_COLUMN.name(),
                                    known.get(SoundColumns.RATE_COLUMN));
                            if (SoundColumns.meaning(known).stream()
                                    .anyMatch(trained.names()::contains)) {
                                raw.put(
                                        SoundColumns.LABELS.name(),
                                        SoundColumns.isLabelled(known) ? "folder" : "none");
                                raw.put(
                                        SoundColumns.LABEL_COLUMN.name(),
                                        known.get(SoundColumns.LABEL_COLUMN));
                                known.find(SoundColumns.NAMES)
                                        .ifPresent(n -> raw.put(SoundColumns.NAMES.name(), n));
                            }
                            return raw;
                        });
    }

    private static boolean isReadable(Path input) {
        String name = String.valueOf(input.getFileName());
        return Files.isDirectory(input)
                || Place.of(input).isEntry()
                || (Files.isRegularFile(input)
                        && (Place.isArchive(name)
                                || name.toLowerCase(Locale.ROOT).endsWith(".wav")
                                || startsLikeOne(input)));
    }

    private static boolean startsLikeOne(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return WaveFile.isOne(stream.readNBytes(Choice.HEAD));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Treats folders named train and test as splits, and folders that contain sounds as classes.
     */
    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        if (!isReadable(input)) {
            return Map.of();
        }
        List<String> names = EntryStore.of(input, new SoundChoice(), MOST_BYTES).names();
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
        PartFolders.of(names)
                .forEach(
                        (part, within) -> {
                            Map<String, Object> settings = new LinkedHashMap<>();
                            settings.put(SoundColumns.PATH.name(), PartFolders.path(input, within));
                            if (!ClassFolders.areClasses(names, within)) {
                                settings.put(SoundColumns.LABELS.name(), "none");
                                pattern(names)
                                        .ifPresent(p -> settings.put(SoundColumns.NAMES.name(), p));
                            }
                            parts.put(part, settings);
                        });
        return parts;
    }

    /** Guesses a pattern: the same number of parts between underscores in every name. */
    private static Optional<String> pattern(List<String> names) {
        int parts = 0;
        for (String name : names) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            if (!last.toLowerCase(Locale.ROOT).endsWith(".wav")) {
                return Optional.empty();
            }
            int own = last.split("_", -1).length;
            if (parts != 0 && own != parts) {
                return Optional.empty();
            }
            parts = own;
        }
        if (parts < 2 || parts > 6) {
            return Optional.empty();
        }
        StringBuilder pattern = new StringBuilder("{part1}");
        for (int i = 2; i <= parts; i++) {
            pattern.append("_{part").append(i).append('}');
        }
        String candidate = pattern.append(".wav").toString();
        NamePattern parsed = NamePattern.of(candidate);
        return names.stream().allMatch(name -> parsed.match(name).isPresent())
                ? Optional.of(candidate)
                : Optional.empty();
    }
}
