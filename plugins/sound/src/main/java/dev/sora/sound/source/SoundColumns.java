// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The settings that say which WAV files are read, and which columns they have. */
final class SoundColumns {

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "A folder, a tar, tar.gz, tgz or zip archive, a folder in one"
                                    + " (archive.zip!/folder), or one WAV file.")
                    .required();
    static final Setting<String> NAMES =
            Setting.string(
                    "names",
                    "What the names of the files mean, such as '{label}_{speaker}_{n}.wav': each"
                            + " field becomes a column of strings. A field does not contain the"
                            + " characters between the fields. With '/', folders have a meaning too.");
    static final Setting<String> LABELS =
            Setting.choice(
                    "labels",
                    "'folder', the default without 'names': the name of the folder that a sound"
                            + " lies in is its class; 'none', the default with 'names'.",
                    List.of("folder", "none"));
    static final Setting<List<String>> ONLY =
            Setting.strings(
                            "only",
                            "Which files are read, by their columns, such as [speaker=theo,"
                                    + " speaker=lucas]: values of one column are alternatives.")
                    .orElse(List.of());
    static final Setting<Long> LIMIT =
            Setting.integer(
                            "limit",
                            "Maximum number of sounds to read, as evenly as possible from the"
                                    + " classes: the folders, the field of 'names' that"
                                    + " 'label_column' names, otherwise the first one.")
                    .large()
                    .atLeast(1);
    static final Setting<String> SOUND_COLUMN =
            Setting.string("sound_column", "Name of the column of samples.").orElse("sound");
    static final Setting<String> RATE_COLUMN =
            Setting.string("rate_column", "Name of the column of sampling rates.")
                    .orElse("sample_rate");
    static final Setting<String> LABEL_COLUMN =
            Setting.string("label_column", "Name of the column of folders.").orElse("label");

    private SoundColumns() {}

    static boolean isLabelled(Settings settings) {
        String fallback = settings.find(NAMES).isPresent() ? "none" : "folder";
        return settings.find(LABELS).orElse(fallback).equals("folder");
    }

    /** Returns the columns that folders and names give. */
    static List<String> meaning(Settings settings) {
        List<String> columns = new ArrayList<>();
        if (isLabelled(settings)) {
            columns.add(settings.get(LABEL_COLUMN));
        }
        settings.find(NAMES).map(NamePattern::of).ifPresent(p -> columns.addAll(p.fields()));
        return columns;
    }

    /** Returns all columns. */
    static List<Column> all(Settings settings) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of(settings.get(SOUND_COLUMN), ColumnType.VECTOR));
        columns.add(Column.of(settings.get(RATE_COLUMN), ColumnType.INTEGER));
        meaning(settings).forEach(name -> columns.add(Column.of(name, ColumnType.TEXT)));
        return distinct(columns);
    }

    /** Refuses two columns of one name. */
    static List<Column> distinct(List<Column> columns) {
        HashSet<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-4529",
                                        "two columns have the name '%s'".formatted(column.name()))
                                .fix(
                                        "rename a field in 'names', or set 'label_column', 'sound_column' or 'rate_column'"));
            }
        }
        return columns;
    }

    static SoundFiles files(Settings settings) {
        List<String> columns = meaning(settings);
        Optional<NamePattern> pattern = settings.find(NAMES).map(NamePattern::of);
        return new SoundFiles(
                settings.get(PATH),
                isLabelled(settings),
                pattern,
                columns,
                Math.max(0, columns.indexOf(settings.get(LABEL_COLUMN))),
                Only.of(settings.get(ONLY), columns),
                settings.find(LIMIT).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }
}
