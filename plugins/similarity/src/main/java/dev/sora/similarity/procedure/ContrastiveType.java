// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.procedure;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code contrastive}: pretraining on records without labels. */
public final class ContrastiveType implements ProcedureType {

    private static final Setting<String> VARIES =
            Setting.string(
                            "varies",
                            "The input that is varied at random, such as a picture with 'augment';"
                                    + " its two variations of a record belong together.")
                    .required();
    private static final Setting<String> OUTPUT =
            Setting.string(
                    "output",
                    "The output whose vectors are compared; may be left out if there is only one.");
    private static final Setting<Double> TEMPERATURE =
            Setting.number(
                            "temperature",
                            "What cosines are divided by: the lower, the more the most similar other"
                                    + " records count.")
                    .atLeast(0.01)
                    .orElse(0.5);

    /** Creates the type. */
    public ContrastiveType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "contrastive",
                "Self-supervised pretraining (SimCLR; Chen et al., 2020): the vectors of two"
                        + " variations of a record become alike, those of different records differ."
                        + " Needs no labels. Its part is 'encoder'.",
                VARIES,
                OUTPUT,
                TEMPERATURE);
    }

    @Override
    public Procedure create(Settings settings) {
        return new Contrastive(
                settings.get(VARIES), settings.find(OUTPUT), settings.get(TEMPERATURE));
    }
}
