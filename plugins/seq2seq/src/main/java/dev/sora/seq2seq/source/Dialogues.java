// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.source;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A file of dialogues. A line holds one; each of its turns is followed by a separator. */
final class Dialogues implements DataSource {

    private final TextFile file;
    private final Pattern separator;
    private final String mark;
    private final int turns;
    private final long limit;

    Dialogues(Settings settings) {
        file = new TextFile(Place.of(settings.get(DialoguesType.PATH)), StandardCharsets.UTF_8);
        mark = settings.get(DialoguesType.SEPARATOR);
        if (mark.isBlank()) {
            throw new DataException(
                    Problem.of("SORA-4386", "'separator' is empty")
                            .needs("what follows each turn, such as __eou__")
                            .fix("correct 'separator', or leave it out"));
        }
        separator = Pattern.compile(Pattern.quote(mark));
        turns = settings.get(DialoguesType.TURNS).intValue();
        limit = settings.find(DialoguesType.LIMIT).orElse(Long.MAX_VALUE);
    }

    @Override
    public Schema schema() {
        return DialoguesType.SCHEMA;
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
        return new Stream(new Lines(file));
    }

    private final class Stream implements RecordStream {

        private final Lines lines;
        private List<String> said = List.of();
        private int next = 1;
        private long line;
        private long number;

        Stream(Lines lines) {
            this.lines = lines;
        }

        @Override
        public Optional<DataRecord> next() {
            while (next >= said.size()) {
                if (line == limit || !lines.next()) {
                    return Optional.empty();
                }
                line++;
                next = 1;
                said = List.of();
                said = split(lines.text().toString());
            }
            List<String> history = said.subList(Math.max(0, next - turns), next);
            number++;
            return Optional.of(
                    DataRecord.atLine(
                            DialoguesType.SCHEMA,
                            file.place().name(),
                            number,
                            line,
                            List.copyOf(history),
                            said.get(next++),
                            line));
        }

        private List<String> split(String dialogue) {
            List<String> all =
                    Arrays.stream(separator.split(dialogue))
                            .map(String::strip)
                            .filter(turn -> !turn.isEmpty())
                            .toList();
            if (all.size() < 2) {
                number++;
                throw new RecordException(
                        Problem.of("SORA-4387", "a line is no dialogue of two turns or more")
                                .where(file.place().name() + ":" + line)
                                .needs("turns, each followed by '%s'".formatted(mark))
                                .have(all.isEmpty() ? "no turn" : "one turn")
                                .fix("check 'separator', or set 'on_error: skip'"));
            }
            return new ArrayList<>(all);
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
