// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.TiedParameter;
import dev.sora.export.OnnxGraph;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The graph as one member of a node sees it.
 *
 * @param writer the graph
 * @param node the name of the member, such as {@code view[1]}, which its operators begin with
 * @param parameters the prefix of its parameters: the name of the member whose weights it uses
 * @param columns returns the name that a column has in the graph
 */
record NodeGraph(
        OnnxWriter writer,
        String node,
        String parameters,
        String part,
        Map<String, TiedParameter> tied,
        UnaryOperator<String> columns)
        implements OnnxGraph {

    @Override
    public String parameter(String name) {
        TiedParameter other = tied.get(part + name);
        return writer.parameter(other == null ? parameters + "." + part + name : other.toString());
    }

    @Override
    public OnnxGraph within(String prefix) {
        return new NodeGraph(
                writer, node + "/" + prefix, parameters, part + prefix + ".", tied, columns);
    }

    @Override
    public String floats(float[] values, long... shape) {
        return writer.constant(node + "/constant", TensorData.floats(values, shape));
    }

    @Override
    public String doubles(double[] values, long... shape) {
        return writer.constant(node + "/constant", TensorData.doubles(values, shape));
    }

    @Override
    public String column(String name, DataType type, long... shape) {
        return writer.column(columns.apply(name), TensorSpec.of(type, shape));
    }

    @Override
    public String integers(long... values) {
        return writer.constant(node + "/constant", TensorData.integers(values));
    }

    @Override
    public String node(String operator, List<String> inputs, Map<String, ?> attributes) {
        return writer.node(node, operator, inputs, attributes);
    }

    @Override
    public void note(String key, String text) {
        writer.note(node + "." + key, text);
    }
}
