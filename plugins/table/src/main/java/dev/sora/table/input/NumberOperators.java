// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import ai.djl.ndarray.types.DataType;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ONNX operators that scale numbers as {@link FittedNumbers} does. They compute with 64 bits,
 * because 32 do not distinguish large numbers before the mean is subtracted.
 */
record NumberOperators(NumberRules rules, NumberColumns columns, List<NumberScale> scales) {

    /** The number of the type of 32-bit floats in ONNX. */
    private static final long FLOAT = 1;

    OnnxValue prepare(OnnxGraph graph, TensorSpec spec) {
        if (rules.bins() > 0 || rules.scale().equals("quantile")) {
            throw new UnsupportedOperationException(
                    "no operators are declared for '%s'".formatted(rules.form()));
        }
        if (!rules.nodata().isEmpty()) {
            throw new UnsupportedOperationException(
                    "no operators are declared for numbers that mean 'missing'");
        }
        if (rules.missing().equals("error")) {
            throw new UnsupportedOperationException(
                    "a graph cannot refuse a missing number, as 'missing: error' does");
        }
        String values = values(graph);
        String missing = graph.node("IsNaN", List.of(values), Map.of());
        String stated = values;
        if (rules.missing().equals("zero")) {
            stated = where(graph, missing, graph.doubles(new double[] {0}), values);
        }
        String bent = rules.scale().equals("log") ? log(graph, stated) : stated;
        String filled = where(graph, missing, means(graph, bent), bent);
        String scaled = clipped(graph, proportional(graph, filled));
        String features = cast(graph, scaled);
        return new OnnxValue(
                rules.indicates()
                        ? graph.node(
                                "Concat",
                                List.of(features, cast(graph, missing)),
                                Map.of("axis", 1L))
                        : features,
                spec);
    }

    /** Returns the columns side by side: (batch, columns). */
    private String values(OnnxGraph graph) {
        if (!(columns instanceof NumberColumns.Several several)) {
            VectorColumn vector = (VectorColumn) columns;
            return graph.column(vector.column(), DataType.FLOAT64, vector.width());
        }
        List<String> side = new ArrayList<>();
        for (String name : several.names()) {
            String column = graph.column(name, DataType.FLOAT64);
            side.add(graph.node("Unsqueeze", List.of(column, graph.integers(1)), Map.of()));
        }
        return side.size() == 1 ? side.get(0) : graph.node("Concat", side, Map.of("axis", 1L));
    }

    /** Returns what stands for missing numbers; a policy of zeros has filled them before. */
    private String means(OnnxGraph graph, String bent) {
        return rules.missing().equals("zero")
                ? bent
                : graph.doubles(
                        scales.stream().mapToDouble(scale -> scale.points()[0]).toArray(),
                        scales.size());
    }

    private static String log(OnnxGraph graph, String values) {
        String one = graph.doubles(new double[] {1});
        String size = graph.node("Abs", List.of(values), Map.of());
        String moved = graph.node("Add", List.of(size, one), Map.of());
        String log = graph.node("Log", List.of(moved), Map.of());
        String sign = graph.node("Sign", List.of(values), Map.of());
        return graph.node("Mul", List.of(sign, log), Map.of());
    }

    private String proportional(OnnxGraph graph, String values) {
        String shifts =
                graph.doubles(
                        scales.stream().mapToDouble(NumberScale::shift).toArray(), scales.size());
        String divisors =
                graph.doubles(
                        scales.stream().mapToDouble(NumberScale::divisor).toArray(), scales.size());
        String shifted = graph.node("Sub", List.of(values, shifts), Map.of());
        return graph.node("Div", List.of(shifted, divisors), Map.of());
    }

    private String clipped(OnnxGraph graph, String values) {
        if (!(rules.clip() <= Float.MAX_VALUE)) {
            return values;
        }
        String least = graph.doubles(new double[] {-rules.clip()});
        String most = graph.doubles(new double[] {rules.clip()});
        return graph.node("Clip", List.of(values, least, most), Map.of());
    }

    private static String where(OnnxGraph graph, String which, String one, String other) {
        return graph.node("Where", List.of(which, one, other), Map.of());
    }

    private static String cast(OnnxGraph graph, String values) {
        return graph.node("Cast", List.of(values), Map.of("to", FLOAT));
    }
}
