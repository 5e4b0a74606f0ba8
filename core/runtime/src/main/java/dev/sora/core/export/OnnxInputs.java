// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.export.OnnxPreparation;
import dev.sora.export.OnnxValue;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a graph: the values of columns, with the operators that prepare them, or prepared
 * values.
 */
final class OnnxInputs {

    private final Plan plan;
    private final FittedGraph graph;
    private final boolean prepares;
    private final Map<String, String> prepared = new LinkedHashMap<>();

    /**
     * @param prepares whether preprocessing that can be expressed becomes part of the graph
     */
    OnnxInputs(LoadedModel model, boolean prepares) {
        this.plan = model.plan();
        this.graph = model.graph();
        this.prepares = prepares;
    }

    /** Returns the input particles whose prepared values the graph takes, each with the reason. */
    Map<String, String> prepared() {
        return prepared;
    }

    /** Adds an input particle to the graph. */
    OnnxValue write(Node.Input input, OnnxWriter writer) {
        String columns =
                "%s of %s"
                        .formatted(
                                input.planned().qualifiedName(),
                                String.join(", ", InputColumns.of(input.planned()).keySet()));
        if (!prepares) {
            prepared.put(input.name(), "prepared values were asked for");
        } else if (graph.inputs().get(input.name()) instanceof OnnxPreparation preparation) {
            OnnxWriter.Mark mark = writer.mark();
            Object written = prepare(input, preparation, writer);
            if (written instanceof OnnxValue value) {
                writer.note(input.name() + ".columns", columns);
                return value;
            }
            writer.reset(mark);
            prepared.put(input.name(), ((UnsupportedOperationException) written).getMessage());
        } else {
            prepared.put(input.name(), "its type declares no operators");
        }
        writer.note(input.name() + ".prepared", columns);
        String name = input.name();
        while (writer.has(name) || writer.has(lengths(name))) {
            // a column has it
            name = "prepared." + name;
        }
        return input(name, graph.signal(input), writer);
    }

    /** Refuses a column: only inputs read records. */
    static String onlyForInputs(String column) {
        throw new UnsupportedOperationException("only inputs read columns such as " + column);
    }

    /**
     * Returns the name of a column in the graph: another one if an output, an input that takes
     * prepared values, or a parameter has its name.
     */
    private String column(String name) {
        for (Node node : plan.nodes()) {
            boolean named =
                    node instanceof Node.Output
                            || node instanceof Node.Input
                                    && !(graph.inputs().get(node.name())
                                            instanceof OnnxPreparation);
            if (named && name.equals(node.name()) || name.startsWith(node.name() + ".")) {
                return "columns." + name;
            }
        }
        return name;
    }

    /** Returns the signal, or the refusal, which is not a fault of the plugin. */
    private Object prepare(Node.Input input, OnnxPreparation preparation, OnnxWriter writer) {
        NodeGraph view =
                new NodeGraph(writer, input.name(), input.name(), "", Map.of(), this::column);
        TensorSpec spec = graph.signal(input).values();
        return PluginWork.call(
                plan,
                input.planned(),
                "exported '" + input.name() + "'",
                () -> {
                    try {
                        OnnxValue value = preparation.prepare(view);
                        if (!value.spec().type().equals(spec.type())
                                || !value.spec().shape().equals(spec.shape())) {
                            throw new IllegalStateException(
                                    "%s instead of %s".formatted(value.spec(), spec));
                        }
                        return new OnnxValue(value.name(), spec);
                    } catch (UnsupportedOperationException e) {
                        return e;
                    }
                });
    }

    private static String lengths(String name) {
        return name + "." + Signal.LENGTHS;
    }

    /** A sequence is two tensors: its values, of any number of steps, and its lengths. */
    private static OnnxValue input(String name, SignalSpec signal, OnnxWriter writer) {
        if (!signal.isSequence()) {
            return writer.input(name, new OnnxValue(name, signal.values()));
        }
        String lengths = lengths(name);
        writer.input(lengths, new OnnxValue(lengths, signal.part(Signal.LENGTHS)));
        TensorSpec values = signal.values();
        Shape steps = new Shape(TensorSpec.UNKNOWN).addAll(values.shape().slice(1));
        return writer.input(
                name,
                new OnnxValue(
                        name,
                        new TensorSpec(values.type(), steps, values.tableSize()),
                        Optional.of(lengths)));
    }
}
