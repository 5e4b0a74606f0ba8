// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.function.Function;

/** Particles and combiners that plan, and that nobody may ask to compute. */
public final class OnlyPlans {

    private OnlyPlans() {}

    private static UnsupportedOperationException onlyPlans() {
        return new UnsupportedOperationException("this type plans, and computes nothing");
    }

    public record Input(SignalSpec spec) implements InputParticle {
        @Override
        public FittedInput fit(Records records) {
            throw onlyPlans();
        }

        @Override
        public FittedInput restore(State state) {
            throw onlyPlans();
        }
    }

    record Core(Function<SignalSpec, ParticlePlan> planner) implements UnaryParticle {
        @Override
        public ParticlePlan plan(SignalSpec input) {
            return planner.apply(input);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            throw onlyPlans();
        }
    }

    record Combine(Function<List<SignalSpec>, ParticlePlan> planner) implements Combiner {
        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            return planner.apply(inputs);
        }

        @Override
        public Signal combine(CombinerInputs parts, Pass pass) {
            throw onlyPlans();
        }
    }

    record Output(Function<SignalSpec, ParticlePlan> planner) implements UnaryOutput {
        @Override
        public ParticlePlan plan(SignalSpec input) {
            return planner.apply(input);
        }

        @Override
        public FittedOutput fit(Records records) {
            throw onlyPlans();
        }

        @Override
        public FittedOutput restore(State state) {
            throw onlyPlans();
        }
    }
}
