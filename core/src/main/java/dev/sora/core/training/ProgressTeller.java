// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.particle.FittedOutput;
import java.util.OptionalDouble;

/** Tells a listener how a training gets on, a few times a second. */
final class ProgressTeller {

    private final FittedGraph graph;
    private final RunListener listener;
    private final Session session;
    private final ProgressMeter meter;

    ProgressTeller(FittedGraph graph, Session session, RunListener listener) {
        this.graph = graph;
        this.session = session;
        this.listener = listener;
        int epochs = graph.plan().training().epochs();
        this.meter = new ProgressMeter(session.stepsPerEpoch() * epochs, session.step());
    }

    /** Leaves out time in which nothing was trained, such as validation. */
    void rested() {
        meter.restart(session.step());
    }

    /** Takes a step into account. */
    void stepped(Minibatch batch, Computed computed) {
        meter.add(batch.size());
        if (meter.isDue()) {
            tell(batch, computed);
        }
    }

    private void tell(Minibatch batch, Computed computed) {
        double loss = session.loss();
        meter.tell(session.step());
        String name = "";
        OptionalDouble glance = OptionalDouble.empty();
        Node.Output first = graph.plan().nodes(Node.Output.class).get(0);
        FittedOutput output = graph.outputs().get(first.name());
        if (output.glanceName().isPresent()) {
            name = output.glanceName().get();
            glance =
                    OptionalDouble.of(
                            output.glance(
                                            computed.predictions().get(first.name()),
                                            batch.targets().get(first.name()))
                                    .getFloat());
        }
        listener.on(
                new RunEvent.Progress(
                        session.epochs() + 1,
                        session.stepOfEpoch(),
                        loss,
                        name,
                        glance,
                        meter.samplesPerSecond(),
                        meter.left(session.step())));
    }
}
