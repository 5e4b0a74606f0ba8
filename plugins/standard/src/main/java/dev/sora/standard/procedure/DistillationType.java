// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;

/** {@code distillation}: a trained model teaches this one. */
final class DistillationType implements ProcedureType {

    static final Setting<Path> TEACHER =
            Setting.path("teacher", "The model package that teaches.").required();
    static final Setting<String> OUTPUT =
            Setting.string(
                    "output", "The output that is taught; may be left out if there is only one.");
    static final Setting<String> TEACHES =
            Setting.string(
                    "teaches",
                    "The output of the teacher; that of the same name as 'output' if it is left"
                            + " out.");
    static final Setting<Double> TEMPERATURE =
            Setting.number(
                            "temperature",
                            "What the logits of both are divided by: the higher, the more the"
                                    + " classes that are less probable count.")
                    .above(0)
                    .orElse(4.0);
    static final Setting<Double> SHARE =
            Setting.number(
                            "share",
                            "Share of the teacher's answers in the loss; the rest is the loss on"
                                    + " the labels.")
                    .above(0)
                    .atMost(1)
                    .orElse(0.9);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "distillation",
                "A trained model, the teacher, teaches this one what it takes for how probable"
                        + " (Hinton et al., 2015). The trained package does not contain the"
                        + " teacher. Its part is 'student'.",
                TEACHER,
                OUTPUT,
                TEACHES,
                TEMPERATURE,
                SHARE);
    }

    @Override
    public Procedure create(Settings settings) {
        return new Distillation(
                settings.get(TEACHER),
                settings.find(OUTPUT),
                settings.find(TEACHES),
                settings.get(TEMPERATURE),
                settings.get(SHARE));
    }
}
