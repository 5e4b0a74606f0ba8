// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.generation.SteppedParticle;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.particle.VectorisedParticle;
import dev.sora.testkit.check.Generations;
import dev.sora.testkit.check.SteppingChecks;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.Trial;
import java.util.List;

/** The contract of particles of one signal or several: the rules of the SPI as tests. */
public final class ParticleContract extends GraphContract<ParticleType, ParticleContract> {

    ParticleContract(ParticleType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> use(type().create(settings)));
        for (Variant variant : variants()) {
            for (List<DrawnSignal> signals : cases()) {
                String where = where(variant, signals);
                collect(
                        checks,
                        where,
                        () -> Subject.of(type().create(variant.settings())),
                        signals);
                if (type().create(variant.settings()) instanceof VectorisedParticle) {
                    checks.add(Clause.GENERATION, where, () -> generation(variant, signals));
                }
                if (type().create(variant.settings()) instanceof SteppedParticle) {
                    checks.add(Clause.STEPS, where, () -> steps(variant, signals));
                }
            }
        }
    }

    private void generation(Variant variant, List<DrawnSignal> signals) {
        Particle particle = type().create(variant.settings());
        Generations.check(
                Trial.of(Subject.of(particle), signals), (VectorisedParticle) particle, 1e-4);
    }

    private void steps(Variant variant, List<DrawnSignal> signals) {
        Particle particle = type().create(variant.settings());
        SteppingChecks.check(
                Trial.of(Subject.of(particle), signals), (SteppedParticle) particle, 1e-5);
    }

    private void use(Particle particle) {
        if (!type().takesSeveral() && !(particle instanceof UnaryParticle)) {
            throw new IllegalStateException(
                    "'%s' takes one signal, as takesSeveral() says: let it create a UnaryParticle"
                            .formatted(name()));
        }
        for (List<DrawnSignal> signals : cases()) {
            if (signals.size() > 1 && !type().takesSeveral()) {
                throw new IllegalStateException(
                        "'%s' takes one signal, not %s".formatted(name(), signals));
            }
            SettingChecks.tryOut(Subject.of(particle), signals);
        }
    }
}
