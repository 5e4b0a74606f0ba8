// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.conll;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.Place;
import dev.sora.reading.text.Lines;
import dev.sora.reading.text.TextFile;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads sentences. Unless a setting says what is between fields, it is a tab if the first line of
 * the file has one, otherwise any number of blanks.
 */
final class ConllSource implements DataSource {

    /** The longest sentence: a file without blank lines is not held in memory as one. */
    private static final int MOST_TOKENS = 100_000;

    /** A line that separates documents, as in CoNLL-2003. */
    private static final String DOCUMENT = "-DOCSTART-";

    private static final int LONGEST = 60;

    private static final String CORRECT =
            "correct the line, set 'token', 'label' or 'labelled', or set 'on_error: skip'";

    private final Schema schema;
    private final Settings settings;
    private final TextFile file;
    private final long limit;

    ConllSource(Schema schema, Settings settings) {
        this.schema = schema;
        this.settings = settings;
        this.file = file(settings);
        this.limit = settings.find(ConllType.LIMIT).orElse(Long.MAX_VALUE);
    }

    private static String separator(String line) {
        return line.indexOf('\t') >= 0 ? ConllType.TAB : ConllType.BLANK;
    }

    /** Returns what is between the fields of a file; empty if it cannot be read. */
    static Optional<String> separator(Settings settings) {
        Optional<String> set = settings.find(ConllType.SEPARATOR);
        if (set.isPresent() || !Files.isRegularFile(place(settings).file())) {
            return set;
        }
        try (Lines lines = new Lines(file(settings))) {
            Optional<String> comment = settings.find(ConllType.COMMENT);
            while (lines.next()) {
                String line = lines.text();
                if (!lines.isBlank() && !isMark(line) && !isComment(line, comment)) {
                    return Optional.of(separator(line));
                }
            }
            return Optional.empty();
        } catch (DataException e) {
            // the training data was moved away or changed since
            return Optional.empty();
        }
    }

    /** Returns whether a line separates documents, and so sentences, too. */
    private static boolean isMark(String line) {
        return line.startsWith(DOCUMENT);
    }

    private static boolean isComment(String line, Optional<String> comment) {
        return comment.isPresent() && line.startsWith(comment.get());
    }

    private static Place place(Settings settings) {
        return Place.of(settings.get(ConllType.PATH));
    }

    private static TextFile file(Settings settings) {
        return new TextFile(place(settings), TextFile.charset(settings.get(ConllType.ENCODING)));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return List.of(file.place().file());
    }

    @Override
    public RecordStream records() {
        return new Stream();
    }

    private final class Stream implements RecordStream {

        private final Lines lines = new Lines(file);
        private final int token = settings.get(ConllType.TOKEN).intValue() - 1;
        private final int label = settings.find(ConllType.LABEL).orElse(0L).intValue() - 1;
        private final boolean labelled = settings.get(ConllType.LABELLED);
        private final Optional<String> comment = settings.find(ConllType.COMMENT);
        private Optional<String> separator = settings.find(ConllType.SEPARATOR);
        private int fields;
        private boolean commented;
        private long number;

        @Override
        public Optional<DataRecord> next() {
            if (number == limit) {
                return Optional.empty();
            }
            List<String> tokens = new ArrayList<>();
            List<String> tags = new ArrayList<>();
            RecordException broken = null;
            long start = 0;
            boolean more = lines.next();
            while (more) {
                String line = lines.text();
                boolean first = tokens.isEmpty() && broken == null;
                boolean between = lines.isBlank() || isMark(line);
                if (between && !first) {
                    break;
                }
                // a comment stands before a sentence: within one, it is a token
                if (!between && !(first && isComment(line, comment))) {
                    start = start == 0 ? lines.number() : start;
                    try {
                        read(line, tokens, tags);
                    } catch (RecordException e) {
                        // the rest of the sentence is read, so that the next one can be
                        broken = broken == null ? e : broken;
                    }
                }
                more = lines.next();
            }
            if (broken != null) {
                number++;
                throw broken;
            }
            if (tokens.isEmpty()) {
                return Optional.empty();
            }
            number++;
            Object[] values =
                    labelled
                            ? new Object[] {List.copyOf(tokens), List.copyOf(tags)}
                            : new Object[] {List.copyOf(tokens)};
            return Optional.of(
                    DataRecord.atLine(schema, file.place().name(), number, start, values));
        }

        private void read(String line, List<String> tokens, List<String> tags) {
            if (separator.isEmpty()) {
                separator = Optional.of(separator(line));
            }
            commented |= fields == 0 && comment.isEmpty() && line.startsWith("#");
            boolean tabs = separator.get().equals(ConllType.TAB);
            String[] found = tabs ? line.split("\t", -1) : line.strip().split("\\s+");
            fields = fields == 0 ? found.length : fields;
            if (labelled && found.length != fields) {
                throw broken(line, "%d fields, as the first line has".formatted(fields));
            }
            int at = label < 0 ? found.length - 1 : label;
            int last = labelled ? Math.max(token, at) : token;
            if (last >= found.length || (labelled && at == token)) {
                throw broken(line, labelled ? "a token and a label" : "a token");
            }
            if (found[token].isBlank() || (labelled && found[at].isBlank())) {
                throw broken(line, labelled ? "a token and a label" : "a token");
            }
            if (tokens.size() == MOST_TOKENS) {
                throw broken(line, "at most %d tokens before a blank line".formatted(MOST_TOKENS));
            }
            tokens.add(found[token].strip());
            if (labelled) {
                tags.add(found[at].strip());
            }
        }

        private RecordException broken(String line, String needs) {
            return new RecordException(
                    Problem.of("SORA-4562", "a line is not one of a token")
                            .where(file.place().name() + ":" + lines.number())
                            .needs(needs)
                            .have(
                                    "'%s'"
                                            .formatted(
                                                    line.length() > LONGEST
                                                            ? line.substring(0, LONGEST) + "…"
                                                            : line))
                            .fix(
                                    commented
                                            ? "if the first line is a comment, set 'comment' to"
                                                    + " what comments begin with; otherwise "
                                                    + CORRECT
                                            : CORRECT));
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
