// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Checkpoint;
import dev.sora.core.packaging.Checkpoints;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Json;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.Resume;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights a training starts with: new ones, or those of its last checkpoint.
 *
 * @param identity the digest of the resolved manifest; only the same one resumes
 */
record StartingPoint(String identity, Weights weights, Resume resume) {

    private static final Logger LOG = LoggerFactory.getLogger(StartingPoint.class);

    static StartingPoint of(
            Plan plan,
            RunFolder folder,
            boolean resume,
            ParameterLayout layout,
            NDManager manager) {
        String identity = identity(plan);
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), 1);
        if (!resume) {
            checkpoints.clear();
            return new StartingPoint(
                    identity, Weights.initialise(layout, plan.seed(), manager), Resume.fromStart());
        }
        Checkpoints.Found found =
                checkpoints
                        .latest(note -> LOG.warn("{}", note))
                        .orElseThrow(
                                () ->
                                        new DataException(
                                                Problem.of(
                                                                "SORA-4493",
                                                                "there is no checkpoint to resume"
                                                                        + " from")
                                                        .where(folder.checkpoints().toString())
                                                        .fix("train without --resume")));
        Checkpoint checkpoint = found.checkpoint();
        checkpoint.requireIdentity(identity, found.file());
        String where = found.file().toString();
        return new StartingPoint(
                identity,
                Weights.of(layout, Tensors.checked(checkpoint.weights(), layout, where), manager),
                new Resume(
                        checkpoint.progress().epoch(),
                        checkpoint.progress().step(),
                        Tensors.buffers(checkpoint.optimiser()),
                        checkpoint
                                .best()
                                .map(best -> Tensors.checked(best, layout, where))
                                .orElse(Map.of()),
                        checkpoint.progress().history()));
    }

    /** Leaves out what may change between the parts of one training: how long it lasts. */
    private static String identity(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>(plan.resolved());
        if (tree.get("training") instanceof Map<?, ?> training) {
            Map<Object, Object> lasting = new LinkedHashMap<>(training);
            lasting.remove("epochs");
            lasting.remove("checkpoints");
            tree.put("training", lasting);
        }
        return Digests.sha256(Json.line(tree));
    }
}
