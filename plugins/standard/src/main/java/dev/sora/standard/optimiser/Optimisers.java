// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.function.Function;

/** The optimiser types of this plugin. */
public final class Optimisers {

    private Optimisers() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Offer(Sgd.DESCRIPTOR, Sgd::new),
                new Offer(Nag.DESCRIPTOR, Nag::new),
                new Offer(Adam.ADAM, Adam::adam),
                new Offer(Adam.ADAMW, Adam::adamw),
                new Offer(Adagrad.DESCRIPTOR, Adagrad::new),
                new Offer(Adadelta.DESCRIPTOR, Adadelta::new),
                new Offer(RmsProp.DESCRIPTOR, RmsProp::new),
                new Offer(Swarm.DESCRIPTOR, Swarm::new));
    }

    /** A type from a descriptor and a constructor. */
    private record Offer(TypeDescriptor descriptor, Function<Settings, Optimiser> constructor)
            implements OptimiserType {

        @Override
        public Optimiser create(Settings settings) {
            return constructor.apply(settings);
        }
    }
}
