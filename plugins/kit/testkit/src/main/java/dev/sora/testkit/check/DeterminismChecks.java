// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Batch;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.Compare;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks that results do not depend on repetition, batch, threads or other work. */
public final class DeterminismChecks {

    private static final int RECORDS = 5;

    private static final int THREADS = 4;

    private DeterminismChecks() {}

    /**
     * Checks that the same seed gives the same numbers, and another seed gives others if the
     * subject is random.
     */
    public static void seed(Trial trial, boolean random, Set<String> fixed) {
        for (ParameterSpec spec : trial.plan().parameters()) {
            start(spec, fixed);
        }
        List<Batch> batches = trial.draw(RECORDS, 2);
        Batch once = trial.run(batches, true, 3);
        Compare.bits(once, trial.run(batches, true, 3))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same numbers from two training passes with one seed",
                                    place,
                                    "draw from pass.random(), never from a manager"
                                            + " (manager.randomUniform) or a Random of your own");
                        });
        if (random && Compare.bits(once, trial.run(batches, true, 4)).isEmpty()) {
            throw new Breach(
                    "other numbers with another seed, as it is said to be random",
                    "the same, bit by bit",
                    "draw from pass.random(); or do not declare it random()");
        }
    }

    private static void start(ParameterSpec spec, Set<String> fixed) {
        float[] once = Trial.start(spec, 1);
        String name = "parameter '" + spec.name() + "'";
        if (!Arrays.equals(once, Trial.start(spec, 1))) {
            throw new Breach(
                    name + " starts with the same numbers for the same seed",
                    "other numbers at the second time",
                    "draw from the generator that the initialiser is given, never from another");
        }
        boolean varied = once.length > 1 && Arrays.hashCode(once) != constant(once);
        if (varied && !fixed.contains(spec.name()) && Arrays.equals(once, Trial.start(spec, 2))) {
            throw new Breach(
                    name + " starts with other numbers for another seed",
                    "the same numbers, whatever the seed",
                    "draw from the generator that the initialiser is given; if the numbers are"
                            + " fixed on purpose, declare startsFixed(\"%s\")"
                                    .formatted(spec.name()));
        }
    }

    private static int constant(float[] values) {
        float[] equal = new float[values.length];
        Arrays.fill(equal, values[0]);
        return Arrays.hashCode(equal);
    }

    /** Checks that inference is deterministic. */
    public static void inference(Trial trial) {
        List<Batch> batches = trial.draw(RECORDS, 2);
        Compare.bits(trial.run(batches, false, 3), trial.run(batches, false, 4))
                .ifPresent(
                        place -> {
                            throw new Breach(
                                    "the same numbers every time, when pass.training() is false",
                                    place,
                                    "drop, draw and augment only while pass.training()");
                        });
    }

    /** Compares a batch with its records one by one. */
    public static void batch(Trial trial, double tolerance) {
        List<Batch> batches = trial.draw(RECORDS, 6);
        Batch together = trial.run(batches, false, 1);
        for (int row = 0; row < RECORDS; row++) {
            int number = row;
            Batch alone = trial.run(rows(batches, row), false, 1);
            // a sequence is cut to its own length
            Optional<String> place = Compare.differ(together.row(row), alone.row(0), tolerance);
            place.ifPresent(
                    text -> {
                        throw new Breach(
                                "record %d of a batch of %d is computed as it is alone"
                                        .formatted(number + 1, RECORDS),
                                text + " (in the batch, alone)",
                                "compute nothing over the first dimension when pass.training() is"
                                        + " false, and keep padding out of sums and means by"
                                        + " the signal's lengths()");
                    });
        }
    }

    private static List<Batch> rows(List<Batch> batches, int row) {
        return batches.stream().map(batch -> batch.row(row)).toList();
    }

    /**
     * Checks that inputs and trained parameters stay unchanged: other nodes read the inputs, and
     * only the optimiser changes trained parameters.
     */
    public static void purity(Trial trial) {
        for (boolean training : new boolean[] {true, false}) {
            try (NDManager manager = TestEngine.newManager()) {
                List<Batch> batches = trial.draw(RECORDS, 8);
                List<Signal> inputs = Trial.upload(batches, manager);
                Map<String, NDArray> parameters = trial.uploadParameters(manager);
                trial.subject().forward(inputs, new KitPass(training, manager, parameters));
                for (int i = 0; i < inputs.size(); i++) {
                    Batch after = Trial.download(inputs.get(i));
                    Compare.bits(batches.get(i), after)
                            .ifPresent(
                                    place -> {
                                        throw new Breach(
                                                "the input as it was: other nodes read it too",
                                                place + " (before, after)",
                                                "use no operation in place (muli, addi, set) on it;"
                                                        + " mul and add make a new tensor");
                                    });
                }
                parameters(trial, parameters, training);
            }
        }
    }

    private static void parameters(Trial trial, Map<String, NDArray> parameters, boolean training) {
        for (ParameterSpec spec : trial.plan().parameters()) {
            if (spec.role() == ParameterRole.BUFFER && training) {
                continue;
            }
            float[] before = trial.parameters().get(spec.name());
            float[] after = parameters.get(spec.name()).toFloatArray();
            if (!Arrays.equals(before, after)) {
                throw new Breach(
                        "parameter '%s' as it was%s"
                                .formatted(spec.name(), training ? "" : ", as nothing trains"),
                        "it was changed in place",
                        spec.role() == ParameterRole.BUFFER
                                ? "update buffers only while pass.training()"
                                : "leave it to the optimiser; what a particle keeps itself is a"
                                        + " buffer (ParameterSpec.buffer)");
            }
        }
    }

    /** Checks that several threads at once get the same result as one. */
    public static void threads(Trial trial) throws Exception {
        List<List<Batch>> inputs = new ArrayList<>();
        List<Batch> expected = new ArrayList<>();
        for (int i = 0; i < 4 * THREADS; i++) {
            inputs.add(trial.draw(1 + i % 3, 20 + i));
            expected.add(trial.run(inputs.get(i), false, 1));
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Batch>> work = new ArrayList<>();
            inputs.forEach(batches -> work.add(() -> trial.run(batches, false, 1)));
            List<Future<Batch>> results = pool.invokeAll(work);
            for (int i = 0; i < results.size(); i++) {
                Compare.differ(expected.get(i), result(results.get(i)), 1e-5)
                        .ifPresent(
                                place -> {
                                    throw shared(place, null);
                                });
            }
        } finally {
            pool.shutdown();
        }
    }

    private static Batch result(Future<Batch> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw shared(e.getCause().toString(), e.getCause());
        }
    }

    private static Breach shared(String found, Throwable cause) {
        return new Breach(
                "%d threads at once compute what one computes".formatted(THREADS),
                found,
                "keep nothing that changes in fields: all that a pass needs is in its arguments",
                cause);
    }

    /** Counts the shapes of arrays, for messages and comparisons. */
    public static Map<String, Integer> shapes(List<NDArray> arrays) {
        Map<String, Integer> shapes = new LinkedHashMap<>();
        arrays.stream()
                .map(array -> array.getShape().toString())
                .sorted()
                .forEach(shape -> shapes.merge(shape, 1, Integer::sum));
        return shapes;
    }
}
