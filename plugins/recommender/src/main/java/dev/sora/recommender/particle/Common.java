// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Settings that several particles share. */
final class Common {

    static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Share of the values that are dropped while training.");
    static final Setting<Double> ID_DROPOUT =
            Dropout.setting(
                    "id_dropout",
                    "Share of the indices that are treated as unknown while training, so that the"
                            + " unknown is learned too.");
    static final Setting<String> ACTIVATION =
            Activation.setting("activation", "Function of each layer.").orElse("relu");

    private Common() {}

    static Setting<Long> factors(long fallback) {
        return Setting.integer("factors", "Number of values of the vector of each index.")
                .atLeast(1)
                .atMost(100_000)
                .orElse(fallback);
    }

    static Setting<Double> deviation(double fallback) {
        return Setting.number("deviation", "Standard deviation of the vectors before training.")
                .above(0)
                .orElse(fallback);
    }

    static Setting<List<Long>> units(List<Long> fallback) {
        return Setting.<List<Long>>of(
                        "units",
                        "Values that come out of each layer of the tower.",
                        new SettingType.ListOf(
                                new SettingType.IntegerType(
                                        OptionalLong.of(1), OptionalLong.empty()),
                                OptionalInt.empty()),
                        List.class)
                .orElse(fallback);
    }
}
