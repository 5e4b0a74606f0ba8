// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.State;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A value has one meaning: every value of a table, read by every source that can represent it, in
 * every input and output.
 */
final class TestOneMeaning {

    private static final String REFUSED = "refused";
    private static final String MISSING = "missing";

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> everyValueOfEverySource() {
        return Meaning.table().stream()
                .map(meaning -> DynamicTest.dynamicTest(meaning.title(), () -> check(meaning)));
    }

    private void check(Meaning meaning) {
        Map<String, Map<String, Object>> sources =
                new ValueFiles(folder)
                        .write(List.of(meaning.value(), meaning.value(), meaning.other()));
        assertThat(sources).isNotEmpty();
        sources.forEach((source, raw) -> check(meaning, source, raw));
    }

    private void check(Meaning meaning, String source, Map<String, Object> raw) {
        String what = meaning.title() + " from " + source;
        assertThat(number(source, raw)).as(what + " to number").isEqualTo(single(meaning.number()));
        Object target = meaning.number().equals(MISSING) ? REFUSED : meaning.number();
        assertThat(target(source, raw)).as(what + " to regression").isEqualTo(single(target));
        assertThat(date(source, raw)).as(what + " to date").isEqualTo(date(meaning.date()));
        if (meaning.name() == null) {
            return;
        }
        boolean several = meaning.name().indexOf('|') > 0;
        // a text with a bar is a single name for types that read one
        String one = several && !source.equals("csv") ? REFUSED : meaning.name();
        for (String input : List.of("category", "user", "item")) {
            assertThat(names(input, Map.of("column", "v"), source, raw, meaning))
                    .as(what + " to " + input)
                    .isEqualTo(one);
        }
        assertThat(names("classification", Map.of("column", "v"), source, raw, meaning))
                .as(what + " to classification")
                .isEqualTo(one.equals(MISSING) ? REFUSED : one);
        for (String type : List.of("category", "multi-label")) {
            assertThat(names(type, Map.of("column", "v", "separator", "|"), source, raw, meaning))
                    .as(what + " to " + type + " of several values")
                    .isEqualTo(meaning.name());
        }
    }

    /** Models receive numbers as 32-bit floats. */
    private static Object single(Object number) {
        return number instanceof Double value ? (Object) (float) (double) value : number;
    }

    private Object number(String source, Map<String, Object> raw) {
        try {
            List<DataRecord> records = read(source, raw, InputType.class, "number").subList(0, 2);
            var input =
                    type(InputType.class, "number")
                            .create(
                                    settings(
                                            type(InputType.class, "number"),
                                            Map.of(
                                                    "column",
                                                    "v",
                                                    "scale",
                                                    "none",
                                                    "missing",
                                                    "indicator")))
                            .fit(list(records));
            FloatBuffer features = input.encode(records).get(0).data().asFloatBuffer();
            return features.get(1) == 1 ? MISSING : (Object) features.get(0);
        } catch (SoraException e) {
            return refused(e);
        }
    }

    private Object target(String source, Map<String, Object> raw) {
        try {
            List<DataRecord> records =
                    read(source, raw, OutputType.class, "regression").subList(0, 2);
            FittedOutput output =
                    type(OutputType.class, "regression")
                            .create(
                                    settings(
                                            type(OutputType.class, "regression"),
                                            Map.of("column", "v", "standardise", false)))
                            .fit(list(records));
            float target = output.encode(records).get(0).data().asFloatBuffer().get(0);
            return Float.isInfinite(target) ? REFUSED : (Object) target;
        } catch (SoraException e) {
            return refused(e);
        }
    }

    private Object date(String source, Map<String, Object> raw) {
        try {
            List<DataRecord> records = read(source, raw, InputType.class, "date").subList(0, 2);
            var input =
                    type(InputType.class, "date")
                            .create(
                                    settings(
                                            type(InputType.class, "date"),
                                            Map.of(
                                                    "column",
                                                    "v",
                                                    "features",
                                                    List.of("year_day", "hour", "minute"),
                                                    "zone",
                                                    "Europe/Berlin",
                                                    "missing",
                                                    "indicator")))
                            .fit(list(records));
            FloatBuffer features = input.encode(records).get(0).data().asFloatBuffer();
            if (features.get(6) == 1) {
                return MISSING;
            }
            List<Float> values = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                values.add(features.get(i));
            }
            return values;
        } catch (SoraException e) {
            return refused(e);
        }
    }

    /** Returns the features of a date in local time of Berlin. */
    private static Object date(String expected) {
        if (expected.equals(REFUSED) || expected.equals(MISSING)) {
            return expected;
        }
        LocalDateTime date = LocalDateTime.parse(expected);
        List<Float> values = new ArrayList<>();
        for (double turn :
                List.of(
                        (date.getDayOfYear() - 1) / 366.0,
                        (date.getHour() + date.getMinute() / 60.0) / 24,
                        date.getMinute() / 60.0)) {
            values.add((float) Math.sin(2 * Math.PI * turn));
            values.add((float) Math.cos(2 * Math.PI * turn));
        }
        return values;
    }

    /** Returns the learned names of the value, separated by bars. */
    private String names(
            String name,
            Map<String, Object> given,
            String source,
            Map<String, Object> raw,
            Meaning meaning) {
        boolean input = !name.equals("classification") && !name.equals("multi-label");
        try {
            State state;
            if (input) {
                InputType type = type(InputType.class, name);
                Records records = list(read(source, raw, InputType.class, name));
                state = type.create(settings(type, given)).fit(records).state();
            } else {
                OutputType type = type(OutputType.class, name);
                Records records = list(read(source, raw, OutputType.class, name));
                state = type.create(settings(type, given)).fit(records).state();
            }
            Set<String> learned = new TreeSet<>();
            gather(state, learned);
            learned.removeAll(Set.of("TEXT", "INTEGER", "BOOLEAN"));
            List<String> expected = List.of(meaning.name().split("\\|"));
            if (meaning.name().equals(MISSING)) {
                return learned.size() == 1 ? MISSING : learned.toString();
            }
            boolean whole = learned.contains(meaning.name());
            return whole || learned.containsAll(expected) ? meaning.name() : learned.toString();
        } catch (SoraException e) {
            // a single label is not enough for a classification
            return meaning.name().equals(MISSING) && code(e).equals("SORA-4309")
                    ? MISSING
                    : refused(e);
        }
    }

    private static void gather(Object state, Set<String> texts) {
        if (state instanceof State held) {
            held.values().values().forEach(value -> gather(value, texts));
        } else if (state instanceof Iterable<?> list) {
            list.forEach(value -> gather(value, texts));
        } else if (state instanceof String text) {
            texts.add(text);
        }
    }

    private static String code(SoraException e) {
        return e.problems().get(0).code();
    }

    private static String refused(SoraException e) {
        if (code(e).equals("SORA-4272")) {
            // nothing can be learned from a column that is always missing
            return MISSING;
        }
        assertThat(e.problems().get(0).code()).startsWith("SORA-");
        assertThat(e.problems().get(0).fix()).isNotEmpty();
        return REFUSED;
    }

    /** Reads the records; expects a refusal if the type does not support such a column. */
    private static List<DataRecord> read(
            String source, Map<String, Object> raw, Class<? extends SoraType> kind, String reader) {
        DataSourceType type = type(DataSourceType.class, source);
        List<DataRecord> records = new ArrayList<>();
        try (DataSource open = type.open(settings(type, raw));
                RecordStream stream = open.records()) {
            ColumnType found = open.schema().column("v").orElseThrow().type();
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                records.add(next.get());
            }
            if (!accepts(type(kind, reader)).contains(found)) {
                throw new dev.sora.problem.DataException(
                        dev.sora.problem.Problem.of("SORA-2402", "of another type").fix("none"));
            }
        }
        return records;
    }

    private static Set<ColumnType> accepts(SoraType type) {
        return type.descriptor().settings().stream()
                .filter(setting -> setting.name().equals("column"))
                .map(Setting::type)
                .map(SettingType.Column.class::cast)
                .map(SettingType.Column::accepts)
                .findFirst()
                .orElseThrow();
    }

    private static Settings settings(SoraType type, Map<String, Object> raw) {
        return Settings.of(type.descriptor().settings(), raw);
    }

    private static <T extends SoraType> T type(Class<T> kind, String name) {
        for (SoraPlugin plugin : ServiceLoader.load(SoraPlugin.class)) {
            for (SoraType type : plugin.types()) {
                if (kind.isInstance(type) && type.descriptor().name().equals(name)) {
                    return kind.cast(type);
                }
            }
        }
        throw new IllegalArgumentException("no type " + name);
    }

    private static Records list(List<DataRecord> records) {
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(records.size());
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                records.forEach(action);
            }
        };
    }
}
