// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;

/** The type {@code record-nodes}. */
final class RecordNodesType implements ParticleType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "record-nodes",
                "Selects the nodes of the records from the nodes of a graph, before an output.");
    }

    @Override
    public boolean selectsRecords() {
        return true;
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new RecordNodes();
    }

    private record RecordNodes() implements UnaryParticle {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            if (!input.has(Signal.ROWS)) {
                throw new ShapeException(
                        "the nodes of a graph for record-nodes",
                        input,
                        "leave it out: the signal has a row for each record");
            }
            if (input.values().rank() != 1 || input.values().type() != DataType.FLOAT32) {
                throw new ShapeException("a vector of floats for each node", input);
            }
            return ParticlePlan.of(SignalSpec.of(input.values()));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            return Signal.of(
                    Embedding.embedding(input.part(Signal.ROWS), input.values(), SparseFormat.DENSE)
                            .head());
        }
    }
}
