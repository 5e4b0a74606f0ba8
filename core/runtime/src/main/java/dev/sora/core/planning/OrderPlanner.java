// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TrainingKeys;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.order.OrderType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Plans the order of minibatches, and which output it takes classes from. */
final class OrderPlanner {

    private static final String OUTPUT = TrainingKeys.ORDER_OUTPUT.name();

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final List<Node.Output> outputs;
    private final boolean complete;
    private final PlanProblems problems;

    /**
     * Creates a planner.
     *
     * @param nodes the planned nodes
     * @param complete whether these are all nodes of the manifest
     */
    OrderPlanner(
            TypeFinder types,
            SettingsChecker settings,
            PluginCalls calls,
            Collection<Node> nodes,
            boolean complete,
            PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.complete = complete;
        this.problems = problems;
        outputs =
                nodes.stream()
                        .filter(Node.Output.class::isInstance)
                        .map(Node.Output.class::cast)
                        .toList();
    }

    /** Plans the order that a training names; empty if that is wrong, which adds a problem. */
    Optional<OrderPlan> plan(Section training, boolean shuffle) {
        String path = training.path("order");
        if (!shuffle) {
            problems.at(
                    training.path(TrainingKeys.SHUFFLE.name()),
                    ManifestCode.OUT_OF_RANGE
                            .problem("'training.order' decides the order, not 'shuffle'")
                            .needs("'order', or 'shuffle: false'")
                            .have("both")
                            .fix("remove one of them"));
        }
        return Section.typed(
                        path,
                        training.values().get("order"),
                        "the type and settings of an order",
                        problems)
                .flatMap(section -> types.find(OrderType.KIND, section).map(f -> of(section, f)));
    }

    private OrderPlan of(Section section, Found found) {
        OrderType type = (OrderType) found.type();
        ResolvedType<OrderType> planned =
                new ResolvedType<>(
                        section.path(),
                        type,
                        found.plugin(),
                        settings.read(
                                section, List.of("type", OUTPUT), type.descriptor().settings()));
        boolean reads = calls.call(found, section.path(), type::readsClasses).orElse(false);
        Optional<String> wanted =
                settings.own(section, List.of(TrainingKeys.ORDER_OUTPUT))
                        .find(TrainingKeys.ORDER_OUTPUT);
        if (!reads) {
            wanted.ifPresent(name -> unread(section, type));
            return new OrderPlan(planned, Optional.empty());
        }
        return new OrderPlan(
                planned, wanted.isPresent() ? named(section, wanted.get()) : only(section));
    }

    private void unread(Section section, OrderType type) {
        problems.atKey(
                section.path(OUTPUT),
                ManifestCode.UNKNOWN_KEY
                        .problem(
                                "the order '%s' reads no classes"
                                        .formatted(type.descriptor().name()))
                        .have("'output', which names classes to read")
                        .fix("remove 'output'"));
    }

    private Optional<String> named(Section section, String name) {
        Optional<Node.Output> output =
                outputs.stream().filter(o -> o.name().equals(name)).findFirst();
        if (output.isPresent() && hasClasses(output.get())) {
            return Optional.of(name);
        }
        if (output.isPresent() || complete) {
            problems.at(
                    section.path(OUTPUT),
                    ManifestCode.ORDER_OUTPUT
                            .problem(
                                    (output.isPresent()
                                                    ? "the output '%s' has no classes"
                                                    : "there is no output '%s'")
                                            .formatted(name))
                            .needs("an output that decides on a class for each record")
                            .have(classified())
                            .fix(fix()));
        }
        return Optional.empty();
    }

    private Optional<String> only(Section section) {
        List<Node.Output> able = outputs.stream().filter(this::hasClasses).toList();
        if (able.size() == 1) {
            return Optional.of(able.get(0).name());
        }
        if (complete) {
            problems.at(
                    section.path(),
                    ManifestCode.ORDER_OUTPUT
                            .problem(
                                    able.isEmpty()
                                            ? "the order reads classes, and no output has any"
                                            : "the order reads classes, and several outputs have"
                                                    + " them")
                            .needs("an output that decides on a class for each record")
                            .have(classified())
                            .fix(able.isEmpty() ? fix() : "name one of them: 'output: …'"));
        }
        return Optional.empty();
    }

    private String fix() {
        return outputs.stream().anyMatch(this::hasClasses)
                ? "name one of these outputs"
                : "add such an output, for example of type 'classification', or remove the order";
    }

    private String classified() {
        String names =
                outputs.stream()
                        .filter(this::hasClasses)
                        .map(Node.Output::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "no such output" : names;
    }

    private boolean hasClasses(Node.Output output) {
        ResolvedType<?> planned = output.planned();
        return calls.call(
                        planned.type(),
                        planned.plugin(),
                        planned.path(),
                        output.particle()::classesAt)
                .orElse(OptionalInt.empty())
                .isPresent();
    }
}
