// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.particle.FittedOutput;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reports the progress of a training to a listener, a few times a second. */
final class ProgressReporter {

    private final FittedGraph graph;
    private final RunListener listener;
    private final Session session;
    private final ProgressMeter meter;

    ProgressReporter(FittedGraph graph, Session session, RunListener listener) {
        this.graph = graph;
        this.session = session;
        this.listener = listener;
        int epochs = graph.plan().training().epochs();
        this.meter = new ProgressMeter(session.stepsPerEpoch() * epochs, session.step());
    }

    /** Excludes a period in which nothing was trained, such as validation. */
    void rested() {
        meter.restart(session.step());
    }

    /** Adds a step. */
    void stepped(Minibatch batch, Computed computed) {
        meter.add(batch.records());
        if (meter.isDue()) {
            tell(batch, computed);
        }
    }

    private void tell(Minibatch batch, Computed computed) {
        double loss = session.loss();
        meter.tell(session.step());
        Node.Output first = graph.plan().nodes(Node.Output.class).get(0);
        FittedOutput output = graph.outputs().get(first.name());
        String doing = "computed the progress metric of '%s'".formatted(first.name());
        Optional<String> name =
                PluginWork.call(graph.plan(), first.planned(), doing, output::progressMetric);
        OptionalDouble progressValue = OptionalDouble.empty();
        // a procedure need not compute the first output
        if (name.isPresent() && computed.predictions().containsKey(first.name())) {
            NDArray value =
                    PluginWork.call(
                            graph.plan(),
                            first.planned(),
                            doing,
                            () ->
                                    output.progressValue(
                                            computed.predictions().get(first.name()),
                                            batch.targets().get(first.name())));
            progressValue = OptionalDouble.of(value.getFloat());
        }
        listener.on(
                new RunEvent.Progress(
                        session.epochs() + 1,
                        session.stepOfEpoch(),
                        loss,
                        progressValue.isPresent() ? name.orElse("") : "",
                        progressValue,
                        meter.samplesPerSecond(),
                        meter.left(session.step())));
    }
}
