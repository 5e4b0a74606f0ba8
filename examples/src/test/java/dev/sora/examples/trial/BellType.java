// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** {@code bell}: passes its signal through, and lets a test act in the middle of an epoch. */
public final class BellType implements ParticleType {

    /** The action in each forward pass of training. */
    public static final AtomicReference<Runnable> ON_TRAINING_PASS =
            new AtomicReference<>(() -> {});

    /** The action in each forward pass, with the number of its records. */
    public static final AtomicReference<LongConsumer> ON_PASS = new AtomicReference<>(n -> {});

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("bell", "Rings.");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new UnaryParticle() {
            @Override
            public ParticlePlan plan(SignalSpec input) {
                return ParticlePlan.of(input);
            }

            @Override
            public Signal forward(Signal input, Pass pass) {
                ON_PASS.get().accept(input.values().getShape().get(0));
                if (pass.training()) {
                    ON_TRAINING_PASS.get().run();
                }
                return input;
            }
        };
    }
}
