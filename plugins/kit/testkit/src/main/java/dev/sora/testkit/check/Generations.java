// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.VectorisedParticle;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Compares a generation that is computed at once with its members one by one. */
public final class Generations {

    private static final int COUNT = 3;

    private static final int RECORDS = 4;

    private Generations() {}

    public static void check(Trial trial, VectorisedParticle particle, double tolerance) {
        List<Batch> batches = trial.draw(RECORDS, 9);
        List<Trial> members = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < COUNT; i++) {
            Trial member = trial;
            for (ParameterSpec spec : trial.plan().parameters()) {
                float[] values = trial.parameters().get(spec.name()).clone();
                for (int k = 0; k < values.length; k++) {
                    values[k] += (float) (0.1 * random.nextDouble());
                }
                member = member.withParameter(spec.name(), values);
            }
            members.add(member);
        }
        Batch computed = all(trial, members, particle, batches);
        Batch.Tensor all = computed.values();
        if (all.shape().dimension() < 2
                || all.shape().get(0) != RECORDS
                || all.shape().get(1) != COUNT) {
            throw new Breach(
                    "(batch, count, …): (%d, %d, …)".formatted(RECORDS, COUNT),
                    all.shape().toString(),
                    "put the members into the second dimension of what forwardAll returns");
        }
        further(members.get(0).run(batches, false, 1), computed);
        for (int i = 0; i < COUNT; i++) {
            float[] expected = members.get(i).run(batches, false, 1).values().floats();
            float[] found = member(all, i);
            if (expected.length != found.length) {
                throw new Breach(
                        "%d numbers of member %d".formatted(expected.length, i),
                        "%d numbers, in %s".formatted(found.length, all.shape()),
                        "return (batch, count, …) with the shape of one member after these");
            }
            int number = i;
            Compare.differ(expected, found, tolerance)
                    .ifPresent(
                            place -> {
                                throw new Breach(
                                        "member %d of forwardAll is what forward computes"
                                                .formatted(number),
                                        place + " (forward, forwardAll)",
                                        "the parameters are stacked, (count, …): check reshapes"
                                                + " and the order of their dimensions");
                            });
        }
    }

    /**
     * Checks that parts other than the values are those of one member, because all members share
     * them.
     */
    private static void further(Batch member, Batch all) {
        Map<String, Batch.Tensor> shared = new LinkedHashMap<>(all.parts());
        shared.put(Signal.VALUES, member.values());
        Compare.bits(member, new Batch(shared))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the further parts of forwardAll are those of one member",
                                    place + " (forward, forwardAll)",
                                    "return them as forward does, once for all members");
                        });
    }

    private static float[] member(Batch.Tensor all, int index) {
        int width = Math.toIntExact(all.shape().size() / (RECORDS * COUNT));
        float[] values = new float[RECORDS * width];
        for (int row = 0; row < RECORDS; row++) {
            System.arraycopy(
                    all.floats(), (row * COUNT + index) * width, values, row * width, width);
        }
        return values;
    }

    private static Batch all(
            Trial trial, List<Trial> members, VectorisedParticle particle, List<Batch> batches) {
        try (NDManager manager = TestEngine.newManager()) {
            Map<String, NDArray> stacked = new LinkedHashMap<>();
            for (ParameterSpec spec : trial.plan().parameters()) {
                int size = Math.toIntExact(spec.shape().size());
                float[] values = new float[COUNT * size];
                for (int i = 0; i < COUNT; i++) {
                    float[] own = members.get(i).parameters().get(spec.name());
                    System.arraycopy(own, 0, values, i * size, size);
                }
                stacked.put(
                        spec.name(), manager.create(values, new Shape(COUNT).addAll(spec.shape())));
            }
            Signal result =
                    particle.forwardAll(
                            batches.get(0).upload(manager),
                            new KitPass(false, manager, stacked),
                            COUNT);
            return Trial.download(result);
        }
    }
}
