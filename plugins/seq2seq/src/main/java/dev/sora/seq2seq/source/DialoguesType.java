// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.source;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.nio.file.Path;
import java.util.Optional;

/** {@code dialogues}: a dialogue in each line, a record for each turn but the first. */
public final class DialoguesType implements DataSourceType {

    static final Schema SCHEMA =
            Schema.of(
                    Column.of("history", ColumnType.TEXTS),
                    Column.of("answer", ColumnType.TEXT),
                    Column.of("dialogue", ColumnType.INTEGER));

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "The file in UTF-8, a dialogue in each line. Plain, gz, or within an"
                                    + " archive: archive.zip!/dialogues.txt.")
                    .required();
    static final Setting<String> SEPARATOR =
            Setting.string("separator", "What follows each turn.").orElse("__eou__");
    static final Setting<Long> TURNS =
            Setting.integer(
                            "turns",
                            "Greatest number of earlier turns in a history, the last ones.")
                    .atLeast(1)
                    .atMost(1000)
                    .orElse(4L);
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of dialogues to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "dialogues",
                "Dialogues, one in each line, as DailyDialog stores them; each turn but the first is"
                        + " a record with columns history (the turns before), answer"
                        + " and dialogue (its number).",
                PATH,
                SEPARATOR,
                TURNS,
                LIMIT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Dialogues(settings);
    }
}
