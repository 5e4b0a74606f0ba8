// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.json;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.Place;
import dev.sora.reading.text.FileProblem;
import dev.sora.reading.text.Lines;
import dev.sora.reading.text.TextFile;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.PictureFolder;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a file of JSON objects. */
final class JsonlSource implements DataSource {

    private static final int LOOKED_AT = 1000;

    private final Settings settings;
    private final TextFile file;
    private final Schema schema;
    private final Optional<InputStream> arriving;

    JsonlSource(Settings settings) {
        this(settings, Optional.empty());
    }

    /**
     * Opens a source.
     *
     * @param arriving the complete data, if the file holds only its beginning
     */
    JsonlSource(Settings settings, Optional<InputStream> arriving) {
        this.settings = settings;
        this.arriving = arriving;
        this.file = new TextFile(Place.of(settings.get(JsonlType.PATH)), StandardCharsets.UTF_8);
        this.schema = survey();
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
        Path folder =
                settings.find(JsonlType.FOLDER)
                        .orElseGet(() -> file.place().file().toAbsolutePath().getParent());
        PictureFolder pictures = new PictureFolder(folder);
        JsonValues values = new JsonValues(schema, pictures, settings.get(JsonlType.SEPARATOR));
        long limit = settings.find(JsonlType.LIMIT).orElse(Long.MAX_VALUE);
        Lines lines = new Lines(arriving.map(file::arriving).orElse(file));
        String origin = file.place().name();
        return new RecordStream() {
            private long number;

            @Override
            public Optional<DataRecord> next() {
                while (number < limit && lines.next()) {
                    if (!lines.isBlank()) {
                        number++;
                        Object[] row = values.read(lines, origin + ":" + lines.number());
                        DataRecord record =
                                DataRecord.atLine(schema, origin, number, lines.number(), row);
                        return Optional.of(
                                values.absent().isEmpty()
                                        ? record
                                        : record.without(values.absent()));
                    }
                }
                return Optional.empty();
            }

            @Override
            public void close() {
                pictures.close();
                lines.close();
            }
        };
    }

    /** Infers the columns and their types from the first lines. */
    private Schema survey() {
        Map<String, String> declared = settings.find(JsonlType.TYPES).orElse(Map.of());
        JsonSurvey survey = new JsonSurvey();
        List<Problem> broken = new ArrayList<>();
        try (Lines lines = new Lines(file)) {
            for (int i = 0; i < LOOKED_AT && lines.next(); i++) {
                if (!lines.isBlank()) {
                    look(survey, lines, broken);
                }
            }
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        survey.types().forEach((name, type) -> columns.put(name, Column.of(name, type)));
        declared.forEach((name, word) -> columns.put(name, Column.of(name, Cells.type(word))));
        if (columns.isEmpty() && !broken.isEmpty()) {
            throw new DataException(broken.get(0));
        }
        if (columns.isEmpty()) {
            throw FileProblem.empty(file.place().toString(), "a JSON object per line");
        }
        return new Schema(new ArrayList<>(columns.values()));
    }

    private void look(JsonSurvey survey, Lines lines, List<Problem> broken) {
        try {
            survey.add(lines, file.place().name() + ":" + lines.number());
        } catch (RecordException e) {
            // a stream will read the line again and report the problem
            broken.addAll(e.problems());
        }
    }
}
