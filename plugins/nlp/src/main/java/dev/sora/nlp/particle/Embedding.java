// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.generation.EachStep;
import dev.sora.layers.Dropout;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up vectors in a learned table: {@code (…)} becomes {@code (…, units)}. The row of index 0
 * starts at zero. In sequences index 0 is padding, and its row stays zero. Elsewhere index 0 has a
 * meaning, such as a missing value, and its row is learned.
 *
 * @param dropout the share of single values that is dropped
 * @param featureDropout the share of features that is dropped from all vectors of a record
 * @param wordDropout the share of whole vectors that is dropped
 * @param start the initial values
 * @param vectors the file of pretrained vectors, if any
 * @param role whether the table is trained, and with weight decay
 */
record Embedding(
        long units,
        float dropout,
        float featureDropout,
        float wordDropout,
        Initialiser start,
        Optional<WordVectors> vectors,
        ParameterRole role)
        implements UnaryParticle, EachStep, OnnxExport {

    private static final String TABLE = "weight";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec values = input.values();
        if (!values.isIndices()) {
            throw new ShapeException(
                    "indices for embedding",
                    input,
                    "name an input that yields indices, such as 'text' or 'sequence'");
        }
        Shape shape = values.shape().add(units);
        TensorSpec vectors = TensorSpec.floats(shape.getShape());
        Shape rows = new Shape(values.tableSize(), units);
        ParameterSpec table =
                ParameterSpec.of(TABLE, rows, start(input), role).withRows(input.entries());
        return ParticlePlan.of(input.withValues(vectors), table);
    }

    @Override
    public boolean exportsSequences() {
        return true;
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue indices = inputs.get(0);
        String vectors =
                graph.node(
                        "Gather",
                        List.of(graph.parameter(TABLE), indices.name()),
                        Map.of("axis", 0L));
        return new OnnxValue(
                indices.lengths().isPresent() ? withoutPadding(vectors, indices, graph) : vectors,
                TensorSpec.floats(indices.spec().shape().add(units).getShape()),
                indices.lengths());
    }

    /** In sequences, index 0 yields zeros. */
    private static String withoutPadding(String vectors, OnnxValue indices, OnnxGraph graph) {
        String valid = graph.node("Cast", List.of(indices.name()), Map.of("to", 9L));
        String ones = graph.node("Cast", List.of(valid), Map.of("to", 1L));
        String mask = graph.node("Unsqueeze", List.of(ones, graph.integers(-1)), Map.of());
        return graph.node("Mul", List.of(vectors, mask), Map.of());
    }

    private Initialiser start(SignalSpec input) {
        if (vectors.isPresent() && input.tableSize() > 0 && input.entries().isEmpty()) {
            throw new ShapeException(
                    "an input that says which words its indices stand for, to start with vectors",
                    input + " of an input that does not",
                    "remove 'vectors', or embed an input such as 'text'");
        }
        return (table, shape, random) -> {
            start.fill(table, shape, random);
            vectors.ifPresent(file -> file.fill(table, (int) units, input.entries()));
            Arrays.fill(table, 0, (int) Math.min(units, table.length), 0f);
        };
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray indices = input.values();
        NDArray vectors =
                ai.djl.nn.core.Embedding.embedding(
                                indices, pass.parameter(TABLE), SparseFormat.DENSE)
                        .head();
        NDArray values = Dropout.values(kept(input, vectors, pass), dropout, pass);
        return input.withValues(
                pass.training() && featureDropout > 0 ? withoutFeatures(values, pass) : values);
    }

    private NDArray withoutFeatures(NDArray values, Pass pass) {
        return switch (values.getShape().dimension()) {
            case 2 -> Dropout.values(values, featureDropout, pass);
            case 3 -> Dropout.features(values, featureDropout, pass);
            default -> values;
        };
    }

    private NDArray kept(Signal input, NDArray vectors, Pass pass) {
        if (input.isSequence() && (pass.training() || !input.isComplete())) {
            // padding is multiplied by 0, so it yields zeros and its row has no gradient
            NDArray valid = input.values().toType(DataType.BOOLEAN, false);
            NDArray mask = valid.toType(DataType.FLOAT32, false);
            return vectors.mul(Dropout.values(mask, wordDropout, pass).expandDims(-1));
        }
        if (!pass.training() || wordDropout == 0) {
            return vectors;
        }
        long[] mask = input.values().getShape().add(1).getShape();
        return vectors.mul(Dropout.mask(pass, wordDropout, mask));
    }
}
