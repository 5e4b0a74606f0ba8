// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

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

/** A node under test: it computes a signal from signals and parameters. */
public interface Subject {

    ParticlePlan plan(List<SignalSpec> inputs);

    Signal forward(List<Signal> inputs, Pass pass);

    /** Returns whether it may refuse the number of signals instead of one of them. */
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

    /** Returns a combiner as a subject, with its signals one by one or stacked. */
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

    /** The signals of a combiner; stacked as core stacks a generation. */
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
