// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;

/** Whatever computes a signal from signals and parameters. */
interface Subject {

    ParticlePlan plan(List<SignalSpec> inputs);

    Signal forward(List<Signal> inputs, Pass pass);

    /** Returns whether it may be the number of signals that does not fit, and not one of them. */
    default boolean joins() {
        return false;
    }

    static Subject of(Particle particle) {
        return new Subject() {
            @Override
            public ParticlePlan plan(List<SignalSpec> inputs) {
                return particle.plan(inputs);
            }

            @Override
            public Signal forward(List<Signal> inputs, Pass pass) {
                return particle.forward(inputs, pass);
            }

            @Override
            public boolean joins() {
                return !(particle instanceof UnaryParticle);
            }
        };
    }

    /** Returns a combiner as a subject, its parts one by one or as one stack. */
    static Subject of(Combiner combiner, boolean stacked) {
        return new Subject() {
            @Override
            public ParticlePlan plan(List<SignalSpec> inputs) {
                return combiner.plan(inputs);
            }

            @Override
            public Signal forward(List<Signal> inputs, Pass pass) {
                return combiner.combine(new Joined(inputs, stacked), pass);
            }

            @Override
            public boolean joins() {
                return true;
            }
        };
    }

    /** Returns the head of an output. */
    static Subject of(FittedOutput output) {
        return new Subject() {
            @Override
            public ParticlePlan plan(List<SignalSpec> inputs) {
                return output.plan(inputs);
            }

            @Override
            public Signal forward(List<Signal> inputs, Pass pass) {
                return output.forward(inputs, pass);
            }
        };
    }

    /** The parts of a combiner; a stack is made as core makes one of a generation. */
    record Joined(List<Signal> each, boolean isStacked) implements CombinerInputs {

        @Override
        public int count() {
            return each.size();
        }

        @Override
        public NDArray stacked() {
            NDList values = new NDList();
            each.forEach(part -> values.add(part.values()));
            return NDArrays.stack(values, 1);
        }
    }
}
