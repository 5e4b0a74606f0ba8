// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The type {@code series}. */
public final class SeriesType implements InputType {

    /** The part with the mean of the scale of each record, {@code (batch, 1)}. */
    public static final String LEVEL = "level";

    /** The part with the standard deviation of the scale of each record, {@code (batch, 1)}. */
    public static final String SPREAD = "spread";

    /** The part with the mean where it is that of the window itself. */
    public static final String WINDOW_LEVEL = "window_level";

    /** The part with the standard deviation where it is that of the window itself. */
    public static final String WINDOW_SPREAD = "window_spread";

    /**
     * The part whose only entry is the name of the column that the scale is of, {@code (batch)}:
     * outputs compare it with their own, since the scale of another column gives wrong values in
     * silence.
     */
    public static final String SCALED = "scaled";

    static final SettingType VECTORS =
            new SettingType.ListOf(
                    new SettingType.Column(Set.of(ColumnType.VECTOR)), OptionalInt.empty());

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The history of what is predicted, as 'windows' makes it.",
                            ColumnType.VECTOR)
                    .required();

    @SuppressWarnings("rawtypes")
    private static final Setting<List> WITH =
            Setting.of(
                            "with",
                            "Further columns of the history; each is scaled to mean 0 and variance"
                                    + " 1.",
                            VECTORS,
                            List.class)
                    .orElse(List.of());

    static final Setting<String> RETURNS =
            Setting.choice(
                            "returns",
                            "A sequence of the steps, or one vector of all of them.",
                            List.of("sequence", "vector"))
                    .orElse("sequence");
    private static final Setting<String> SCALE =
            Setting.choice(
                            "scale",
                            "Mean and standard deviation by which the column is scaled: those of"
                                    + " the window itself, of its series in the training, or of all"
                                    + " series of the training.",
                            List.of("window", "series", "all"))
                    .orElse("window");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "series",
                "The history of a window of a series, scaled: a sequence, or a vector.",
                COLUMN,
                WITH,
                SCALE,
                RETURNS);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new SeriesInput(
                settings.get(COLUMN),
                names(settings.get(WITH)),
                SeriesInput.By.valueOf(settings.get(SCALE).toUpperCase(Locale.ROOT)),
                settings.get(RETURNS).equals("vector"));
    }

    /** Returns the elements of a list as strings. */
    static List<String> names(List<?> values) {
        return values.stream().map(String::valueOf).toList();
    }
}
