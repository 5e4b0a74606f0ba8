// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.step.EngineReplicas;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the training records can be divided into shards, which are read apart. */
final class ShardChecks {

    private static final String WHOLE = "or train without shards, so that each worker has all data";

    private ShardChecks() {}

    /**
     * Checks a plan, before anything is read.
     *
     * @throws SoraException with a problem for each setting that needs all records at once
     */
    static void check(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        if (plan.training().batches().order().isPresent()) {
            problems.add(
                    problem(
                            plan,
                            "training.order",
                            "the order chooses minibatches among all records",
                            "remove training.order"));
        }
        DataPlan data = plan.data();
        skipping(plan, data.train()).ifPresent(problems::add);
        skipping(plan, data.validation()).ifPresent(problems::add);
        if (!data.tables().isEmpty()) {
            problems.add(
                    problem(
                            plan,
                            "data.tables",
                            "tables belong to all records",
                            "remove data.tables"));
        }
        if (EngineReplicas.count(plan.engine()) > 1) {
            problems.add(
                    problem(
                            plan,
                            "engine",
                            "a minibatch is divided among several devices of one process",
                            "name one device"));
        }
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }

    private static Optional<Problem> skipping(Plan plan, Optional<SourcePlan> source) {
        return source.filter(own -> own.errors().skip())
                .map(
                        own ->
                                problem(
                                        plan,
                                        own.planned().path(),
                                        "broken records are left out ('on_error: skip'), which"
                                                + " renumbers those after them",
                                        "repair the data and remove 'on_error: skip'"));
    }

    private static Problem problem(Plan plan, String path, String have, String fix) {
        return Problem.of("SORA-2603", "the training records cannot be divided into shards")
                .where(plan.manifest().where(path))
                .have(have)
                .fix(fix + "; " + WHOLE);
    }

    /**
     * Checks a graph.
     *
     * @throws SoraException if an output chooses among candidates, or the lengths of sequences
     *     decide which records form a minibatch
     */
    static void check(FittedGraph graph) {
        Plan plan = graph.plan();
        if (plan.training().batches().groupByLength()) {
            plan.nodes(Node.Input.class).stream()
                    .filter(input -> hasLengths(graph, input))
                    .findFirst()
                    .ifPresent(
                            input -> {
                                throw new SoraException(
                                        problem(
                                                plan,
                                                input.planned().path(),
                                                "minibatches of similar length are chosen among"
                                                        + " all records (group_by_length)",
                                                "set training.group_by_length: false"));
                            });
        }
        if (!DataProcedure.of(graph).encodesMeasured()) {
            throw new SoraException(
                    Problem.of("SORA-2603", "the training records cannot be divided into shards")
                            .have("an output chooses among candidates, which all records share")
                            .fix("train without shards, so that each worker has all data"));
        }
    }

    private static boolean hasLengths(FittedGraph graph, Node.Input input) {
        return PluginWork.call(
                        graph.plan(),
                        input.planned(),
                        "reported where the lengths of '%s' are".formatted(input.name()),
                        graph.inputs().get(input.name())::lengthsAt)
                .isPresent();
    }

    /**
     * Checks the number of records.
     *
     * @throws SoraException if a shard would have none
     */
    static void check(int records, int shards) {
        if (records < shards) {
            throw new SoraException(
                    Problem.of("SORA-2603", "the training records cannot be divided into shards")
                            .needs("at least a record for each of %d shards".formatted(shards))
                            .have("%d records".formatted(records))
                            .fix("train with fewer shards"));
        }
    }

    /** Checks that the data that was read is the data that was fitted to. */
    static void check(String fitted, String read) {
        if (!fitted.equals(read)) {
            throw new DataException(
                    Problem.of(
                                    "SORA-2604",
                                    "the data differs from that which inputs and outputs were"
                                            + " fitted to")
                            .needs("training and validation data with the digest " + fitted)
                            .have("the digest " + read)
                            .fix(
                                    "give all machines the same files, and start again when no"
                                            + " program changes them"));
        }
    }
}
