// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.particle.GenerationParticle;
import dev.sora.particle.JoiningParticle;
import java.util.List;

/** What the SPI asks of core particles, those of one signal and those of several. */
public final class ParticleContract extends GraphContract<CoreType, ParticleContract> {

    ParticleContract(CoreType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> use(type().create(settings)));
        for (Variant variant : variants()) {
            for (List<Signal> signals : cases()) {
                String where = where(variant, signals);
                collect(
                        checks,
                        where,
                        () -> Subject.of(type().create(variant.settings())),
                        signals);
                if (type().create(variant.settings()) instanceof GenerationParticle) {
                    checks.add(Clause.GENERATION, where, () -> generation(variant, signals));
                }
            }
        }
    }

    private void generation(Variant variant, List<Signal> signals) {
        CoreParticle particle = type().create(variant.settings());
        Generations.check(
                Trial.of(Subject.of(particle), signals), (GenerationParticle) particle, 1e-4);
    }

    private void use(CoreParticle particle) {
        for (List<Signal> signals : cases()) {
            if (signals.size() > 1 && !(particle instanceof JoiningParticle)) {
                throw new IllegalStateException(
                        "'%s' takes one signal, not %s".formatted(name(), signals));
            }
            SettingChecks.tryOut(Subject.of(particle), signals);
        }
    }
}
