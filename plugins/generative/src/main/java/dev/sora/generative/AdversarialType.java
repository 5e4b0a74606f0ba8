// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.procedure.Procedure;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code adversarial}: a generator and a discriminator train against each other. */
final class AdversarialType implements ProcedureType {

    static final Setting<String> GENERATOR =
            Setting.string("generator", "The node whose signal is generated.").required();
    static final Setting<String> DISCRIMINATOR =
            Setting.string("discriminator", "The node whose signal is the score.").required();
    static final Setting<String> REPLACES =
            Setting.string(
                            "replaces",
                            "The input whose signal the generated one replaces before the"
                                    + " discriminator.")
                    .required();
    static final Setting<String> LOSS =
            Setting.choice(
                            "loss",
                            "non_saturating: the generator raises the log-odds of being taken as"
                                    + " real (Goodfellow et al., 2014); wasserstein: the difference"
                                    + " of the mean scores (Arjovsky et al., 2017); hinge: scores"
                                    + " beyond 1 and -1 count no more (Lim and Ye, 2017).",
                            List.of("non_saturating", "wasserstein", "hinge"))
                    .orElse("non_saturating");
    static final Setting<Double> PENALTY =
            Setting.number(
                            "gradient_penalty",
                            "Weight of the penalty on the derivative of the score by the picture."
                                    + " wasserstein: its norm is to be 1 between real and generated"
                                    + " pictures (Gulrajani et al., 2017), 10 if left out;"
                                    + " otherwise 0 at real pictures (R1, Mescheder et al., 2018),"
                                    + " none if left out.")
                    .atLeast(0);
    static final Setting<Long> EVERY =
            Setting.integer(
                            "discriminator_steps",
                            "Steps of the discriminator for each step of the generator; 5 if left"
                                    + " out for wasserstein, otherwise 1.")
                    .atLeast(1)
                    .atMost(1000);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "adversarial",
                "A generator and a discriminator train against each other (GAN). Its parts are"
                        + " 'generator' and 'discriminator'.",
                GENERATOR,
                DISCRIMINATOR,
                REPLACES,
                LOSS,
                PENALTY,
                EVERY);
    }

    @Override
    public Procedure create(Settings settings) {
        AdversarialLoss loss = AdversarialLoss.of(settings.get(LOSS));
        boolean wasserstein = loss == AdversarialLoss.WASSERSTEIN;
        return new Adversarial(
                settings.get(GENERATOR),
                settings.get(DISCRIMINATOR),
                settings.get(REPLACES),
                loss,
                settings.find(PENALTY).orElse(wasserstein ? 10.0 : 0.0),
                settings.find(EVERY).orElse(wasserstein ? 5L : 1L));
    }
}
