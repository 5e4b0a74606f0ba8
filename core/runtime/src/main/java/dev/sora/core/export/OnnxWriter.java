// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import dev.sora.core.io.TensorData;
import dev.sora.core.lock.SoraVersion;
import dev.sora.export.OnnxValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of one ONNX graph. Used by one thread. */
final class OnnxWriter {

    /** A message of protocol buffers is smaller than 2 GiB. */
    private static final long MOST = Integer.MAX_VALUE;

    private final Map<String, TensorData> weights;
    private final List<WireWriter> nodes = new ArrayList<>();
    private final Map<String, WireWriter> constants = new LinkedHashMap<>();
    private final Map<String, OnnxValue> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    /** The inputs that are columns; others are prepared values. */
    private final Set<String> columns = new LinkedHashSet<>();

    /** Whether an operator is one of those for machine learning. */
    private boolean learning;

    OnnxWriter(Map<String, TensorData> weights) {
        this.weights = weights;
    }

    Map<String, OnnxValue> inputs() {
        return inputs;
    }

    Map<String, OnnxValue> outputs() {
        return outputs;
    }

    /**
     * Adds an input of the model.
     *
     * @throws UnsupportedOperationException if its element type cannot be exported, or another part
     *     of the graph has its name
     */
    OnnxValue input(String name, OnnxValue value) {
        OnnxMessages.type(value.spec().type());
        if (!names.add(name)) {
            throw new UnsupportedOperationException(
                    "another part of the graph is named '%s'".formatted(name));
        }
        inputs.put(name, value);
        return value;
    }

    /**
     * Adds a column as an input of the model, once for all that read it.
     *
     * @throws UnsupportedOperationException if its element type cannot be exported, or another part
     *     of the graph has its name or reads it in another form
     */
    String column(String name, TensorSpec spec) {
        if (!columns.contains(name)) {
            input(name, new OnnxValue(name, spec));
            columns.add(name);
        } else if (!inputs.get(name).spec().equals(spec)) {
            throw new UnsupportedOperationException(
                    "another part of the graph takes '%s' in another form".formatted(name));
        }
        return name;
    }

    /** Returns whether a part of the graph has a name. */
    boolean has(String name) {
        return names.contains(name);
    }

    /** What the graph has so far. */
    record Mark(
            int nodes,
            boolean learning,
            Set<String> constants,
            Set<String> inputs,
            Set<String> names,
            Map<String, String> notes) {}

    Mark mark() {
        return new Mark(
                nodes.size(),
                learning,
                Set.copyOf(constants.keySet()),
                Set.copyOf(inputs.keySet()),
                Set.copyOf(names),
                new LinkedHashMap<>(notes));
    }

    /** Removes what was added since a mark. */
    void reset(Mark mark) {
        nodes.subList(mark.nodes(), nodes.size()).clear();
        constants.keySet().retainAll(mark.constants());
        inputs.keySet().retainAll(mark.inputs());
        columns.retainAll(mark.inputs());
        names.retainAll(mark.names());
        notes.clear();
        notes.putAll(mark.notes());
        learning = mark.learning();
    }

    /**
     * Names the result of an operator as an output of the model.
     *
     * @throws UnsupportedOperationException if its element type cannot be exported
     */
    void output(String name, OnnxValue value) {
        OnnxMessages.type(value.spec().type());
        names.add(name);
        nodes.add(
                OnnxMessages.node(
                        "output " + name, "Identity", List.of(value.name()), name, Map.of()));
        outputs.put(name, value);
    }

    void note(String key, String text) {
        notes.put(key, text);
    }

    /** Returns a name that nothing in the graph has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    String node(String name, String operator, List<String> operands, Map<String, ?> attributes) {
        learning |= operator.startsWith(OnnxMessages.LEARNING + ".");
        String result = fresh(name + "/" + operator);
        nodes.add(OnnxMessages.node(result, operator, operands, result, attributes));
        return result;
    }

    String parameter(String name) {
        TensorData weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("there is no parameter '%s'".formatted(name));
        }
        if (!constants.containsKey(name)) {
            names.add(name);
            constants.put(name, OnnxMessages.tensor(name, weight));
        }
        return name;
    }

    String constant(String wanted, TensorData data) {
        String name = fresh(wanted);
        constants.put(name, OnnxMessages.tensor(name, data));
        return name;
    }

    /**
     * Returns the file, of which the weights are not copied.
     *
     * @param model the name of the graph
     * @throws DataException if it is too large
     */
    WireWriter file(String model) {
        WireWriter graph = new WireWriter();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, model);
        constants.values().forEach(constant -> graph.message(5, constant));
        inputs.forEach((name, value) -> graph.message(11, OnnxMessages.value(name, value)));
        outputs.forEach((name, value) -> graph.message(12, OnnxMessages.value(name, value)));
        WireWriter file =
                new WireWriter()
                        .integer(1, OnnxMessages.FORMAT)
                        .text(2, "sora")
                        .text(3, SoraVersion.get())
                        .message(7, graph)
                        .message(
                                8, new WireWriter().text(1, "").integer(2, OnnxMessages.OPERATORS));
        if (learning) {
            file.message(
                    8,
                    new WireWriter()
                            .text(1, OnnxMessages.LEARNING)
                            .integer(2, OnnxMessages.LEARNING_OPERATORS));
        }
        notes.forEach((key, text) -> file.message(14, new WireWriter().text(1, key).text(2, text)));
        if (file.length() > MOST) {
            throw new DataException(
                    Problem.of("SORA-4942", "the weights are too large for one ONNX file")
                            .needs("at most %,d bytes".formatted(MOST))
                            .have("%,d bytes".formatted(file.length()))
                            .fix("export the weights with --format safetensors"));
        }
        return file;
    }
}
