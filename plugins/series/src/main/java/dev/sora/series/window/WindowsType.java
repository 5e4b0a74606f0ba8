// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.ColumnType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The type {@code windows}. */
public final class WindowsType implements DerivationType {

    private static final long MOST_STEPS = 100_000;
    private static final SettingType NUMBERS =
            new SettingType.ListOf(
                    new SettingType.Column(
                            Set.of(
                                    ColumnType.NUMBER,
                                    ColumnType.INTEGER,
                                    ColumnType.BOOLEAN,
                                    ColumnType.TEXT)),
                    OptionalInt.empty());
    private static final SettingType MOMENT =
            new SettingType.AnyOf(
                    List.of(
                            new SettingType.StringType(),
                            new SettingType.IntegerType(
                                    OptionalLong.empty(), OptionalLong.empty())));

    private static final Setting<String> TIME =
            Setting.column(
                            "time",
                            "The column of the time of a row: times, ISO strings, or integers that"
                                    + " count steps. The rows of a series are in its order.",
                            ColumnType.TIME,
                            ColumnType.INTEGER,
                            ColumnType.TEXT)
                    .required();
    private static final Setting<String> SERIES =
            Setting.column(
                    "series",
                    "The column that tells several series apart; without it, all rows are one.",
                    ColumnType.TEXT,
                    ColumnType.INTEGER);
    private static final Setting<String> TARGET =
            Setting.column(
                            "target",
                            "The column that is predicted. Its history has the same name in the"
                                    + " records, and the steps to predict the name with '_next'.",
                            ColumnType.NUMBER,
                            ColumnType.INTEGER,
                            ColumnType.TEXT)
                    .required();

    @SuppressWarnings("rawtypes")
    private static final Setting<List> PAST =
            Setting.of(
                            "past",
                            "Further columns that are known up to the present.",
                            NUMBERS,
                            List.class)
                    .orElse(List.of());

    @SuppressWarnings("rawtypes")
    private static final Setting<List> KNOWN =
            Setting.of(
                            "known",
                            "Columns that are known in advance, such as holidays. To predict, the"
                                    + " rows of the horizon are given with them and without a"
                                    + " target.",
                            NUMBERS,
                            List.class)
                    .orElse(List.of());

    private static final Setting<Long> HISTORY =
            Setting.integer("history", "How many steps a prediction reads.")
                    .atLeast(1)
                    .atMost(MOST_STEPS)
                    .required();
    private static final Setting<Long> HORIZON =
            Setting.integer("horizon", "How many steps are predicted.")
                    .atLeast(1)
                    .atMost(MOST_STEPS)
                    .required();
    private static final Setting<Long> STRIDE =
            Setting.integer("stride", "Distance in steps of two windows of a series.")
                    .atLeast(1)
                    .atMost(MOST_STEPS)
                    .orElse(1L);
    private static final Setting<String> STEP =
            Setting.string(
                    "step",
                    "Distance of two rows: a number with s, m, h, d, w, mo or y, such as 15m; of"
                            + " integers a number. By default that of the first two rows.");
    private static final Setting<String> ZONE =
            Setting.string(
                            "zone",
                            "The time zone in which days, weeks, months and years are counted.")
                    .orElse("UTC");
    private static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "What happens to missing rows and values: refuse them, or take the"
                                    + " value before; a missing target then counts neither in the"
                                    + " loss nor in metrics.",
                            List.of("refuse", "previous"))
                    .orElse("refuse");
    private static final Setting<Object> VALIDATION_FROM =
            Setting.of(
                    "validation_from",
                    "The first time that the validation predicts; without it there is none.",
                    MOMENT,
                    Object.class);
    private static final Setting<Object> TEST_FROM =
            Setting.of(
                    "test_from",
                    "The first time that the test predicts; without it there is none.",
                    MOMENT,
                    Object.class);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "windows",
                "Windows of series: the steps of a history and those that follow it, of rows in the"
                        + " order of time. It divides training, validation and test by time.",
                TIME,
                SERIES,
                TARGET,
                PAST,
                KNOWN,
                HISTORY,
                HORIZON,
                STRIDE,
                STEP,
                ZONE,
                MISSING,
                VALIDATION_FROM,
                TEST_FROM);
    }

    @Override
    public Derivation create(Settings settings) {
        ZoneId zone = zone(settings.get(ZONE));
        Windows windows =
                new Windows(
                        settings.get(TIME),
                        settings.find(SERIES),
                        settings.get(TARGET),
                        names(settings.get(PAST)),
                        names(settings.get(KNOWN)),
                        settings.get(HISTORY).intValue(),
                        settings.get(HORIZON).intValue(),
                        settings.get(STRIDE).intValue(),
                        settings.find(STEP).map(text -> step(text, zone)),
                        zone,
                        settings.get(MISSING).equals("previous"),
                        settings.find(VALIDATION_FROM).map(at -> moment("validation_from", at)),
                        settings.find(TEST_FROM).map(at -> moment("test_from", at)));
        check(windows);
        return windows;
    }

    private static List<String> names(List<?> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private static void check(Windows windows) {
        Set<String> seen = new HashSet<>(WindowColumns.RESERVED);
        List<String> all = windows.names();
        for (String name : all) {
            if (!seen.add(name)) {
                throw refused(
                        "two columns of the windows are named '%s'".formatted(name),
                        "other names than "
                                + String.join(", ", WindowColumns.RESERVED)
                                + ", each once",
                        String.join(", ", all),
                        "name the column once, or rename it in the data");
            }
        }
        if (windows.validationFrom().isPresent() && windows.testFrom().isPresent()) {
            Object validation = windows.validationFrom().get();
            Object test = windows.testFrom().get();
            if (!TimeValue.alike(validation, test) || TimeValue.compare(validation, test) >= 0) {
                throw refused(
                        "the test does not follow the validation",
                        "'validation_from' before 'test_from', both with a zone or both without",
                        "%s and %s".formatted(validation, test),
                        "write the earlier time for the validation");
            }
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refused(
                    "'%s' is not a time zone".formatted(text),
                    "a name such as Europe/Berlin, or an offset such as +01:00",
                    text,
                    "write such a zone");
        }
    }

    private static TimeStep step(String text, ZoneId zone) {
        return TimeStep.parse(text, zone)
                .filter(step -> !text.contains(" "))
                .orElseThrow(
                        () ->
                                refused(
                                        "'%s' is not a distance of two rows".formatted(text),
                                        "a number with s, m, h, d, w, mo or y, such as 15m",
                                        text,
                                        "write such a distance"));
    }

    private static Object moment(String key, Object value) {
        return TimeValue.of(value)
                .orElseThrow(
                        () ->
                                refused(
                                        "'%s' is not a time".formatted(key),
                                        "a time such as 2017-07-01T00:00, or the number of a step",
                                        String.valueOf(value),
                                        "write such a time"));
    }

    private static SoraException refused(String what, String needs, String have, String fix) {
        return new SoraException(Problem.of("SORA-2350", what).needs(needs).have(have).fix(fix));
    }
}
