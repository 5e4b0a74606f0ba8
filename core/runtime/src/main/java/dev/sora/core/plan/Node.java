// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerType;
import dev.sora.metric.MetricType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Optional;

/** A node of the graph, as far as it is known before data is read. */
public sealed interface Node {

    /** Returns the name by which other nodes refer to it. */
    String name();

    /**
     * Returns the name of a member: {@code view}, or {@code view[1]} if there are several.
     *
     * @param member the member, counted from 0
     */
    default String memberName(int member) {
        return count() == 1 ? name() : "%s[%d]".formatted(name(), member);
    }

    /** Returns the type and its settings. */
    ResolvedType<?> planned();

    /** Returns the sources of its signals; empty for an input. */
    List<Source> from();

    /** Returns the signal of one member, as far as it is known. */
    SignalSpec signal();

    /** Returns the parameters of one member, as far as they are known. */
    List<ParameterSpec> parameters();

    /** Returns the number of members; 1 except for generations of particles. */
    default int count() {
        return 1;
    }

    /** An input particle. */
    record Input(
            String name, ResolvedType<InputType> planned, InputParticle particle, SignalSpec signal)
            implements Node {
        @Override
        public List<Source> from() {
            return List.of();
        }

        @Override
        public List<ParameterSpec> parameters() {
            return List.of();
        }
    }

    /**
     * A core particle, or a generation of them. If the source is a generation of the same size, it
     * is connected member by member; otherwise all members read the same source.
     *
     * @param definition what defines the particle beside its settings; empty for most types
     */
    record Core(
            String name,
            ResolvedType<ParticleType> planned,
            Particle particle,
            List<Source> from,
            int count,
            SignalSpec signal,
            List<ParameterSpec> parameters,
            Optional<State> definition)
            implements Node {
        /** Copies the lists. */
        public Core {
            from = List.copyOf(from);
            parameters = List.copyOf(parameters);
        }

        /** Creates a particle that its settings define. */
        public Core(
                String name,
                ResolvedType<ParticleType> planned,
                Particle particle,
                List<Source> from,
                int count,
                SignalSpec signal,
                List<ParameterSpec> parameters) {
            this(name, planned, particle, from, count, signal, parameters, Optional.empty());
        }
    }

    /** A combiner. A source that names a whole generation stands for all its members. */
    record Combine(
            String name,
            ResolvedType<CombinerType> planned,
            Combiner combiner,
            List<Source> from,
            SignalSpec signal,
            List<ParameterSpec> parameters)
            implements Node {
        /** Copies the lists. */
        public Combine {
            from = List.copyOf(from);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * An output particle.
     *
     * @param lossWeight the factor of its loss in the sum over all outputs
     * @param metrics its metrics, each with the name under which it is reported
     */
    record Output(
            String name,
            ResolvedType<OutputType> planned,
            OutputParticle particle,
            List<Source> from,
            SignalSpec signal,
            List<ParameterSpec> parameters,
            double lossWeight,
            List<NamedMetric> metrics)
            implements Node {
        /** Copies the lists. */
        public Output {
            from = List.copyOf(from);
            parameters = List.copyOf(parameters);
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A metric of an output.
     *
     * @param name the name under which it is reported, such as {@code accuracy} or {@code top_5}
     * @param planned the metric's type and settings
     */
    record NamedMetric(String name, ResolvedType<MetricType<?>> planned) {}
}
