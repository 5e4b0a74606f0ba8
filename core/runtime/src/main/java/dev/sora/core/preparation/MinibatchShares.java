// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.WeightsFit.Misfit;
import dev.sora.core.planning.BatchNeeds;
import dev.sora.core.planning.SharedLosses;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.step.EngineReplicas;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Checks what shapes, the number of records and that of shares decide together. */
public final class MinibatchShares {

    private MinibatchShares() {}

    /**
     * Checks that the minibatches of a training are large enough, and may be divided.
     *
     * @param records the number of training records
     * @param workers into how many shares minibatches are divided; each is divided further among
     *     the devices of the engine
     * @throws SoraException with a problem for each particle and output that cannot be trained so
     */
    public static void check(FittedGraph graph, int records, int workers) {
        Plan plan = graph.plan();
        int size = plan.training().batches().size();
        int shares = Math.multiplyExact(workers, EngineReplicas.count(plan.engine()));
        ToIntFunction<Node> needs = node -> graph.shapes().get(node.name()).leastRecords();
        List<Misfit> misfits =
                new ArrayList<>(SharedLosses.find(plan.nodes(Node.Output.class), needs, shares));
        misfits.addAll(
                BatchNeeds.find(
                        DataProcedure.of(graph).recordNodes(),
                        plan::keys,
                        needs,
                        size,
                        shares,
                        records));
        List<Problem> problems = new ArrayList<>();
        misfits.forEach(
                m ->
                        problems.add(
                                m.problem()
                                        .where(plan.manifest().where(m.node().planned().path()))));
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }
}
