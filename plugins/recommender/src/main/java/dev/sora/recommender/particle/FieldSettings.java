// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a particle over fields, whose defaults differ between types.
 *
 * @param factors the size of a vector
 * @param coldStart what an unknown index is given
 * @param deviation the standard deviation of the initial vectors
 */
record FieldSettings(Setting<Long> factors, Setting<String> coldStart, Setting<Double> deviation) {

    /** Returns the settings with the defaults of a type. */
    static FieldSettings of(long factors, ColdStart coldStart, double deviation) {
        return new FieldSettings(
                Common.factors(factors), ColdStart.setting(coldStart), Common.deviation(deviation));
    }

    /** Returns all settings of a type in the order of its documentation, with those of its own. */
    Setting<?>[] with(Setting<?>... own) {
        return Stream.of(
                        List.of(factors),
                        List.of(own),
                        List.of(Common.ID_DROPOUT, Pooling.SETTING, coldStart, deviation))
                .flatMap(List::stream)
                .toArray(Setting[]::new);
    }

    /** Reads the fields of a particle that has a vector for each index. */
    Fields fields(Settings settings) {
        return fields(settings, settings.get(factors), false);
    }

    /** Reads those of a particle whose vectors have a linear weight before their factors. */
    Fields linearFields(Settings settings) {
        return fields(settings, settings.get(factors) + 1, true);
    }

    private Fields fields(Settings settings, long width, boolean linear) {
        return new Fields(
                width,
                new Indices(ColdStart.of(settings.get(coldStart)), settings.get(Common.ID_DROPOUT)),
                settings.get(deviation),
                linear,
                Pooling.of(settings.get(Pooling.SETTING)));
    }
}
