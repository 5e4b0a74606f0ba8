// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.conll;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code conll}: one token a line, blank lines between sentences. */
public final class ConllType implements DataSourceType {

    static final String TOKENS = "tokens";
    static final String TAGS = "tags";

    static final String TAB = "tab";
    static final String BLANK = "blank";

    /** Endings of files of this form. */
    private static final List<String> ENDINGS = List.of(".conll", ".bio", ".iob");

    private static final int MOST_FIELDS = 1000;

    static final Setting<Path> PATH =
            Setting.path(
                            "path",
                            "The file, plain or gz, or one within an archive:"
                                    + " archive.zip!/folder/file.conll.")
                    .required();
    static final Setting<Long> TOKEN =
            Setting.integer("token", "The field of a line with the token, counted from 1.")
                    .atLeast(1)
                    .atMost(MOST_FIELDS)
                    .orElse(1L);
    static final Setting<Long> LABEL =
            Setting.integer(
                            "label",
                            "The field with the label, counted from 1; by default the last one.")
                    .atLeast(1)
                    .atMost(MOST_FIELDS);
    static final Setting<Boolean> LABELLED =
            Setting.bool("labelled", "Whether the lines have labels.").orElse(true);
    static final Setting<String> SEPARATOR =
            Setting.choice(
                    "separator",
                    "What is between the fields of a line: tab, or blank for any number of blanks"
                            + " and tabs; by default tab if the first line has one.",
                    List.of(TAB, BLANK));
    static final Setting<String> COMMENT =
            Setting.string(
                    "comment",
                    "What lines with comments begin with, such as '# id'; they are left out before"
                            + " the first token of a sentence. By default, no line is a comment, as"
                            + " tokens may begin with any character.");
    static final Setting<String> ENCODING =
            Setting.string("encoding", "The encoding, unless a byte-order mark says another.")
                    .orElse("UTF-8");
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of sentences to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "conll",
                "Sentences with a token and its label on each line and blank lines between them,"
                        + " with columns tokens and tags.",
                PATH,
                TOKEN,
                LABEL,
                LABELLED,
                SEPARATOR,
                COMMENT,
                ENCODING,
                LIMIT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        Column tokens = Column.of(TOKENS, ColumnType.TEXTS);
        return Optional.of(
                settings.get(LABELLED)
                        ? Schema.of(tokens, Column.of(TAGS, ColumnType.TEXTS))
                        : Schema.of(tokens));
    }

    @Override
    public DataSource open(Settings settings) {
        return new ConllSource(schema(settings).orElseThrow(), settings);
    }

    /** Reads tokens; whatever follows them on a line is not needed for a prediction. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        return ENDINGS.contains(ending(input)) ? raw(input, wanted) : Optional.empty();
    }

    private static String ending(Path file) {
        String kind = Place.of(file).kind();
        return kind.contains(".") ? kind.substring(kind.lastIndexOf('.')) : "";
    }

    private static Optional<Map<String, Object>> raw(Path input, List<Column> wanted) {
        boolean tokens = wanted.stream().allMatch(column -> column.name().equals(TOKENS));
        if (!tokens || !Files.isRegularFile(Place.of(input).file())) {
            return Optional.empty();
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(PATH.name(), input.toString());
        raw.put(LABELLED.name(), false);
        return Optional.of(raw);
    }

    /**
     * Reads a file as the one of the training, if its name does not say another form: the fields of
     * lines that hold only tokens do not tell what is between them.
     */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        String ending = ending(input);
        boolean alike =
                ENDINGS.contains(ending)
                        || ending.equals(".txt")
                        || ending.equals(ending(trained.settings().get(PATH)));
        if (!alike) {
            return Optional.empty();
        }
        return raw(input, trained.wanted())
                .map(
                        raw -> {
                            raw.put(TOKEN.name(), trained.settings().get(TOKEN));
                            trained.settings()
                                    .find(COMMENT)
                                    .ifPresent(mark -> raw.put(COMMENT.name(), mark));
                            raw.put(ENCODING.name(), trained.settings().get(ENCODING));
                            ConllSource.separator(trained.settings())
                                    .ifPresent(found -> raw.put(SEPARATOR.name(), found));
                            return raw;
                        });
    }
}
