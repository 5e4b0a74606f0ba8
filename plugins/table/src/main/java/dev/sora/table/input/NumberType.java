// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code number}: columns of numbers as a vector of features. */
public final class NumberType implements InputType {

    private static final ColumnType[] ACCEPTS = {
        ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.BOOLEAN
    };

    private static final Setting<String> COLUMN = ColumnNames.one("numbers", ACCEPTS);
    private static final Setting<List<String>> COLUMNS = ColumnNames.several("numbers", ACCEPTS);
    static final Setting<String> SCALE =
            Setting.choice(
                            "scale",
                            "'standardise': mean 0 and deviation 1 in each column of the training"
                                    + " data; 'min-max': 0 to 1 on the training data, and beyond"
                                    + " where a number is beyond its range; 'log': sign(x) ln(1 + |x|), then"
                                    + " standardised; 'quantile': by rank to a normal distribution;"
                                    + " 'none': as they are.",
                            List.of("standardise", "min-max", "log", "quantile", "none"))
                    .orElse("standardise");
    private static final Setting<Long> BINS =
            Setting.integer(
                            "bins",
                            "Divides each column at quantiles of the training data and gives a"
                                    + " feature for each bin, instead of one for the number;"
                                    + " what is"
                                    + " beyond the range counts as its end"
                                    + " (Gorishniy et al., 2022, On Embeddings for Numerical"
                                    + " Features in Tabular Deep Learning).")
                    .atLeast(2)
                    .atMost(1024);
    private static final Setting<String> BIN_VALUES =
            Setting.choice(
                            "bin_values",
                            "'linear': 1 in the bins below the number's own, and how far it has come"
                                    + " in that; 'one_hot': 1 in its bin, 0 in all others; 'index':"
                                    + " the number of its bin, as categories have, for particles"
                                    + " that give each index a vector.",
                            List.of("linear", "one_hot", "index"))
                    .orElse("linear");
    static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "What stands for a missing number: 'mean' of the training data, 'zero'"
                                    + " (the number), 'indicator': the mean, and one more"
                                    + " feature per column that marks them; or it is an 'error'.",
                            List.of("mean", "zero", "indicator", "error"))
                    .orElse("mean");
    static final Setting<Double> CLIP =
            Setting.number("clip", "Maximum absolute value of a feature after scaling.").above(0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "number",
                "Numbers of one column or several, scaled, as a vector of features.",
                COLUMN,
                COLUMNS,
                SCALE,
                BINS,
                BIN_VALUES,
                MISSING,
                CLIP,
                NoData.SETTING);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new NumberInput(
                new NumberRules(
                        settings.get(SCALE),
                        settings.find(BINS).orElse(0L).intValue(),
                        settings.get(BIN_VALUES),
                        settings.get(MISSING),
                        settings.find(CLIP).orElse(Double.MAX_VALUE),
                        settings.get(NoData.SETTING)),
                new NumberColumns.Several(ColumnNames.of(settings, COLUMN, COLUMNS).names()));
    }
}
