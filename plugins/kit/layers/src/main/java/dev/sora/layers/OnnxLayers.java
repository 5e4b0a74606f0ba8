// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import java.util.List;
import java.util.Map;

/** The ONNX operators of the layers of this package. */
public final class OnnxLayers {

    private OnnxLayers() {}

    /** Returns the values of each record as a row, {@code (batch, size)}. */
    public static String rows(OnnxValue input, OnnxGraph graph) {
        return input.spec().rank() == 1
                ? input.name()
                : graph.node("Flatten", List.of(input.name()), Map.of("axis", 1L));
    }

    /** Computes a dense layer of rows, with the parameters {@code weight} and {@code bias}. */
    public static String dense(DenseLayer layer, String rows, OnnxGraph graph) {
        String weight = graph.parameter("weight");
        return graph.node(
                "Gemm",
                layer.bias()
                        ? List.of(rows, weight, graph.parameter("bias"))
                        : List.of(rows, weight),
                Map.of("transB", 1L));
    }

    /** Normalises the second dimension with the running statistics. */
    public static String normalised(BatchNormalisation layer, String values, OnnxGraph graph) {
        return graph.node(
                "BatchNormalization",
                List.of(
                        values,
                        graph.parameter("scale"),
                        graph.parameter("offset"),
                        graph.parameter("running_mean"),
                        graph.parameter("running_variance")),
                Map.of("epsilon", layer.epsilon()));
    }

    /**
     * Normalises each record, or each of its steps.
     *
     * @param axis the first of the dimensions that are normalised together
     */
    public static String normalised(
            LayerNormalisation layer, String values, OnnxGraph graph, long axis) {
        return graph.node(
                "LayerNormalization",
                List.of(values, graph.parameter("scale"), graph.parameter("offset")),
                Map.of("axis", axis, "epsilon", layer.epsilon()));
    }

    /**
     * Applies an activation function.
     *
     * @param axis the dimension of {@code softmax}
     */
    public static String activated(Activation activation, String x, OnnxGraph graph, long axis) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> graph.node("Relu", List.of(x), Map.of());
            case LEAKY_RELU -> graph.node("LeakyRelu", List.of(x), Map.of("alpha", 0.01f));
            case ELU -> graph.node("Elu", List.of(x), Map.of());
            case SELU -> graph.node("Selu", List.of(x), Map.of());
            case GELU -> gelu(x, graph);
            case TANH -> graph.node("Tanh", List.of(x), Map.of());
            case SIGMOID -> graph.node("Sigmoid", List.of(x), Map.of());
            case SOFTPLUS -> graph.node("Softplus", List.of(x), Map.of());
            case SOFTSIGN -> graph.node("Softsign", List.of(x), Map.of());
            case SWISH, SILU -> times(x, graph.node("Sigmoid", List.of(x), Map.of()), graph);
            case MISH -> {
                String softplus = graph.node("Softplus", List.of(x), Map.of());
                yield times(x, graph.node("Tanh", List.of(softplus), Map.of()), graph);
            }
            case SOFTMAX -> graph.node("Softmax", List.of(x), Map.of("axis", axis));
        };
    }

    /** {@code x (1 + erf(x / √2)) / 2}: the operator Gelu is not in operator set 17. */
    private static String gelu(String x, OnnxGraph graph) {
        String scaled = times(x, graph.floats(new float[] {(float) Math.sqrt(0.5)}), graph);
        String erf = graph.node("Erf", List.of(scaled), Map.of());
        String shifted = graph.node("Add", List.of(erf, graph.floats(new float[] {1})), Map.of());
        return times(times(x, shifted, graph), graph.floats(new float[] {0.5f}), graph);
    }

    private static String times(String one, String other, OnnxGraph graph) {
        return graph.node("Mul", List.of(one, other), Map.of());
    }
}
