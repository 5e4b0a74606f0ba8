// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.export;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Arity;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.graph.Wiring;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxValue;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the graph of a model as ONNX, node by node. */
final class OnnxExporter {

    /** The element types of signals for which particles declare their operators. */
    private static final Set<DataType> OPERANDS =
            EnumSet.of(DataType.FLOAT32, DataType.INT32, DataType.INT64);

    private final LoadedModel model;
    private final Plan plan;
    private final FittedGraph graph;
    private final OnnxWriter writer;
    private final OnnxInputs inputs;
    private final Map<String, List<OnnxValue>> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    OnnxExporter(LoadedModel model, OnnxInputs inputs) {
        this.model = model;
        this.plan = model.plan();
        this.graph = model.graph();
        this.writer = new OnnxWriter(model.contents().weights());
        this.inputs = inputs;
    }

    /**
     * Writes all nodes.
     *
     * @throws SoraException with a problem for each node that cannot be exported
     */
    OnnxWriter write() {
        for (Node node : plan.nodes()) {
            if (!node.from().stream().allMatch(source -> values.containsKey(source.node()))) {
                // only the first node of a path that cannot be exported is reported
                continue;
            }
            Optional<String> obstacle = obstacle(node);
            if (obstacle.isPresent()) {
                problems.add(refused(node, obstacle.get()));
                continue;
            }
            try {
                values.put(node.name(), write(node));
            } catch (UnsupportedOperationException e) {
                problems.add(refused(node, e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        return writer;
    }

    private Optional<String> obstacle(Node node) {
        SignalSpec signal = graph.signal(node);
        if (signal.parts().size() > (signal.isSequence() ? 2 : 1)) {
            return Optional.of(
                    "its signal has several tensors (%s)"
                            .formatted(String.join(", ", signal.parts().keySet())));
        }
        DataType type = signal.values().type();
        if (!OPERANDS.contains(type)) {
            return Optional.of(
                    "its values are %s, and operators are declared for %s"
                            .formatted(
                                    word(type),
                                    OPERANDS.stream()
                                            .map(OnnxExporter::word)
                                            .collect(Collectors.joining(", "))));
        }
        if (node instanceof Node.Input) {
            return Optional.empty();
        }
        if (!(part(node) instanceof OnnxExport export)) {
            return Optional.of("its type declares no operators");
        }
        boolean ofSequences =
                node.from().stream()
                        .flatMap(source -> values.get(source.node()).stream())
                        .anyMatch(value -> value.lengths().isPresent());
        return ofSequences && !export.exportsSequences()
                ? Optional.of("its operators do not read the lengths of sequences")
                : Optional.empty();
    }

    private static String word(DataType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private Object part(Node node) {
        if (node instanceof Node.Core core) {
            return core.particle();
        }
        return node instanceof Node.Combine combine
                ? combine.combiner()
                : graph.outputs().get(node.name());
    }

    private Problem refused(Node node, String why) {
        return Problem.of("SORA-4941", "'%s' cannot be written as ONNX".formatted(node.name()))
                .where(model.file().toString())
                .have("%s of type '%s': %s".formatted(node.name(), type(node), why))
                .fix(
                        "export the weights with --format safetensors, or train without this type;"
                                + " docs/export.md lists the types that can be exported");
    }

    private static String type(Node node) {
        return node.planned().qualifiedName();
    }

    private List<OnnxValue> write(Node node) {
        if (node instanceof Node.Input input) {
            return List.of(inputs.write(input, writer));
        }
        List<OnnxValue> members = new ArrayList<>();
        for (int i = 0; i < node.count(); i++) {
            members.add(member(node, i));
        }
        return members;
    }

    private OnnxValue member(Node node, int index) {
        boolean several = node.count() > 1;
        String suffix = several ? "[" + index + "]" : "";
        NodeGraph view =
                new NodeGraph(
                        writer,
                        node.name() + suffix,
                        plan.owner(node) + suffix,
                        "",
                        plan.tied(node),
                        OnnxInputs::onlyForInputs);
        boolean pairwise = node instanceof Node.Core core && Wiring.isMemberByMember(core, plan);
        List<OnnxValue> inputs =
                pairwise
                        ? List.of(values.get(node.from().get(0).node()).get(index))
                        : Arity.read(node.planned().type(), node.from(), this::of);
        OnnxExport part = (OnnxExport) part(node);
        Object written =
                PluginWork.call(
                        plan,
                        node.planned(),
                        "exported '" + node.name() + "'",
                        () -> attempt(part, inputs, view, node));
        if (written instanceof UnsupportedOperationException refusal) {
            throw refusal;
        }
        return (OnnxValue) written;
    }

    /** Returns the signal, or the refusal, which is not a fault of the plugin. */
    private Object attempt(OnnxExport part, List<OnnxValue> inputs, NodeGraph view, Node node) {
        try {
            OnnxValue value = part.export(inputs, view);
            if (node instanceof Node.Output) {
                writer.output(node.name(), value);
                part.answers(value, view)
                        .forEach((key, answer) -> writer.output(node.name() + "." + key, answer));
            }
            return value;
        } catch (UnsupportedOperationException e) {
            return e;
        }
    }

    private List<OnnxValue> of(Source source) {
        List<OnnxValue> all = values.get(source.node());
        return source.member().isPresent() ? List.of(all.get(source.member().getAsInt())) : all;
    }
}
