// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.table.cell.MomentForm;
import dev.sora.tensor.ShapeException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** {@code date}: columns of dates and times as a vector of features. */
public final class DateType implements InputType {

    private static final ColumnType[] ACCEPTS = {
        ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TIME
    };

    private static final Setting<String> COLUMN = ColumnNames.one("dates", ACCEPTS);
    private static final Setting<List<String>> COLUMNS = ColumnNames.several("dates", ACCEPTS);
    private static final Setting<String> FORMAT =
            Setting.string(
                    "format",
                    "The form of texts in Java's letters, dd/MM/yyyy HH:mm say; by default ISO 8601"
                            + " or seconds since 1970.");
    private static final Setting<Long> PIVOT =
            Setting.integer(
                            "pivot",
                            "The first of the hundred years that a year of two digits (yy) is of:"
                                    + " with 1930, 30 is 1930 and 29 is 2029.")
                    .atLeast(1)
                    .atMost(9900);
    private static final Setting<String> LOCALE =
            Setting.string(
                            "locale",
                            "The language of the names of months and days in 'format', such as de"
                                    + " or pt-BR.")
                    .orElse("en");
    private static final Setting<String> UNIT =
            Setting.choice(
                    "unit",
                    "What numbers count since 1970, or as spreadsheets do: days since 30 December"
                            + " 1899. Without it, numbers are seconds, those of 1973 to 2286 alone.",
                    DateUnit.words());
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
            Setting.string(
                            "zone",
                            "The time zone of dates and times that name none, and in which hours and"
                                    + " days of all are counted.")
                    .orElse("UTC");
    private static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "What stands for a missing date: 'zero' in all features, 'indicator':"
                                    + " zeros, and one more feature per column that marks them;"
                                    + " or it is"
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
                PIVOT,
                LOCALE,
                UNIT,
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
        Locale locale = locale(settings.get(LOCALE));
        if (settings.find(FORMAT).isPresent() && settings.find(UNIT).isPresent()) {
            throw new ShapeException(
                    "'format' for texts or 'unit' for numbers", "both", "remove one of them");
        }
        return new DateInput(
                new DateRules(
                        ColumnNames.of(settings, COLUMN, COLUMNS).names(),
                        features,
                        settings.find(FORMAT).map(pattern -> format(pattern, locale, settings)),
                        settings.find(UNIT).map(DateUnit::of),
                        zone(settings.get(ZONE)),
                        settings.get(MISSING)));
    }

    private static DateRules.Form format(String pattern, Locale locale, Settings settings) {
        OptionalInt pivot =
                settings.find(PIVOT)
                        .map(year -> OptionalInt.of(year.intValue()))
                        .orElse(OptionalInt.empty());
        try {
            return new DateRules.Form(pattern, MomentForm.of(pattern, pivot, locale));
        } catch (IllegalArgumentException e) {
            boolean years = String.valueOf(e.getMessage()).contains("'pivot'");
            throw new ShapeException(
                    years
                            ? "the hundred years that two digits stand for"
                            : "a form of dates such as yyyy-MM-dd",
                    "'%s': %s".formatted(pattern, e.getMessage()),
                    years
                            ? "set 'pivot' to the first of these years, 1950 say"
                            : "correct 'format'");
        }
    }

    private static Locale locale(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        if (!locale.toLanguageTag().equals(tag) || locale.getLanguage().isEmpty()) {
            throw new ShapeException(
                    "the tag of a language such as en, de or pt-BR",
                    "'%s'".formatted(tag),
                    "correct 'locale'");
        }
        return locale;
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
