// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.text;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.reading.Place;
import dev.sora.reading.text.FirstBytes;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.TrainedOn;
import dev.sora.table.csv.CsvGuess;
import dev.sora.table.csv.CsvType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code lines}: one record a line, from one file or from several files in parallel. */
public final class LinesType implements DataSourceType {

    static final Setting<Map<String, Path>> FILES =
            Setting.<Map<String, Path>>of(
                            "files",
                            "The files by the names of their columns, of texts as of labels: line n"
                                    + " of each belongs to record n. Plain, gz, or within an"
                                    + " archive: archive.zip!/folder/file.txt.",
                            new SettingType.MapOf(new SettingType.FilePath()),
                            Map.class)
                    .required();
    static final Setting<String> ENCODING =
            Setting.string("encoding", "The encoding, unless a byte-order mark says another.")
                    .orElse("UTF-8");
    static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of lines to read.").large().atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "lines",
                "Text files whose lines are records, one file or several that run in parallel.",
                FILES,
                ENCODING,
                LIMIT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(
                new Schema(
                        settings.get(FILES).keySet().stream()
                                .map(name -> Column.of(name, ColumnType.TEXT))
                                .toList()));
    }

    @Override
    public DataSource open(Settings settings) {
        return new LinesSource(schema(settings).orElseThrow(), settings);
    }

    /** Reads a file without column names, for pipelines that need only one text column. */
    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, List<Column> wanted) {
        List<String> names = wanted.stream().map(Column::name).distinct().toList();
        boolean texts = wanted.stream().allMatch(c -> c.type() == ColumnType.TEXT);
        String kind = Place.of(input).kind();
        boolean plain =
                List.of(".txt", ".csv", ".tsv").stream().anyMatch(kind::endsWith)
                        || (!kind.contains(".")
                                && input.toString().toLowerCase(Locale.ROOT).endsWith(".gz"));
        if (names.size() != 1
                || !texts
                || !plain
                || !Files.isRegularFile(Place.of(input).file())
                || CsvGuess.isNamed(input, names)) {
            return Optional.empty();
        }
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(FILES.name(), Map.of(names.get(0), input.toString()));
        return Optional.of(raw);
    }

    @Override
    public Optional<Map<String, Object>> settingsFor(Path input, TrainedOn trained) {
        return settingsFor(input, trained.wanted())
                .map(
                        raw -> {
                            raw.put(ENCODING.name(), trained.settings().get(ENCODING));
                            return raw;
                        });
    }

    @Override
    public Map<String, Map<String, Object>> discover(Path input) {
        Place place = Place.of(input);
        if (!place.kind().endsWith(".txt") || !Files.isRegularFile(place.file())) {
            return Map.of();
        }
        FirstBytes first = FirstBytes.of(place);
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put(FILES.name(), Map.of("text", input.toString()));
        if (!first.encoding().isEmpty()) {
            raw.put(ENCODING.name(), first.encoding());
        }
        boolean table = !new CsvType().discover(input).isEmpty();
        return first.isBinary() || table ? Map.of() : Map.of("train", raw);
    }
}
