// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.table.cell.Moments;
import dev.sora.tensor.ShapeException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;

/** {@code date}: columns of dates and times as a vector of features. */
public final class DateType implements InputType {

    private static final ColumnType[] ACCEPTS = {
        ColumnType.TEXT, ColumnType.INTEGER, ColumnType.TIME
    };

    private static final Setting<String> COLUMN = ColumnNames.one("dates", ACCEPTS);
    private static final Setting<List<String>> COLUMNS = ColumnNames.several("dates", ACCEPTS);
    private static final Setting<String> FORMAT =
            Setting.text(
                    "format",
                    "The form of texts in Java's letters, dd/MM/yyyy HH:mm say; by default ISO 8601"
                            + " or seconds since 1970.");
    private static final Setting<List<String>> FEATURES =
            Setting.<List<String>>of(
                            "features",
                            "What the model sees of a date. year_day, month, day, weekday, hour and"
                                    + " minute are a sine and a cosine each, so that December lies"
                                    + " beside January; year and age, which is the whole time, are"
                                    + " standardised numbers.",
                            new SettingType.ListOf(
                                    new SettingType.Choice(DateFeature.words()),
                                    OptionalInt.empty()),
                            List.class)
                    .orElse(List.of("age", "month", "weekday", "hour"));
    private static final Setting<String> ZONE =
            Setting.text("zone", "The time zone in which hours and days are counted.")
                    .orElse("UTC");
    private static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "What stands for a missing date: 'zero' in all features, 'indicator':"
                                    + " zeros, and one more feature a column that says so; or it is"
                                    + " an 'error'.",
                            List.of("zero", "indicator", "error"))
                    .orElse("zero");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "date",
                "Dates and times of one column or several as a vector of features.",
                COLUMN,
                COLUMNS,
                FORMAT,
                FEATURES,
                ZONE,
                MISSING);
    }

    @Override
    public InputParticle create(Settings settings) {
        List<DateFeature> features =
                settings.get(FEATURES).stream().map(DateFeature::of).distinct().toList();
        if (features.isEmpty()) {
            throw new ShapeException(
                    "a feature at least", "none", "leave 'features' out or name some");
        }
        return new DateInput(
                new DateRules(
                        ColumnNames.of(settings, COLUMN, COLUMNS).names(),
                        features,
                        settings.find(FORMAT).map(DateType::format),
                        zone(settings.get(ZONE)),
                        settings.get(MISSING)));
    }

    private static DateRules.Form format(String pattern) {
        try {
            return new DateRules.Form(pattern, Moments.pattern(pattern));
        } catch (IllegalArgumentException e) {
            throw new ShapeException(
                    "a form of dates such as yyyy-MM-dd",
                    "'%s': %s".formatted(pattern, e.getMessage()),
                    "correct 'format'");
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new ShapeException(
                    "a time zone such as UTC or Europe/Berlin",
                    "'%s'".formatted(name),
                    "correct 'zone'");
        }
    }
}
