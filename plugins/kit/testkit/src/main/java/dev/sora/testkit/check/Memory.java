// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Tape;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParameterSpec;
import dev.sora.tensor.Signal;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.KitPass;
import dev.sora.testkit.trial.TestEngine;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Checks that a pass leaks no memory: what managers hold after it, and how the process grows in
 * hundreds of passes.
 */
public final class Memory {

    private static final String LEFT =
            "make new tensors in pass.manager(), keep none in a field, and let pass.kept make what"
                    + " lasts as long as the run";

    /** The number of floats in the batches of repeated passes. */
    private static final int FLOATS = 8 * 1024;

    private static final int MOST_RECORDS = 2_048;

    /**
     * The greatest duration of a training pass and an evaluation pass in milliseconds; slower ones
     * get fewer records.
     */
    private static final double MOST_MILLIS = 3;

    private static final int TRIED = 5;

    private Memory() {}

    /**
     * Checks a trial.
     *
     * @param often whether to make hundreds of calls too: they take seconds, and one case of a type
     *     is enough to show leaks outside of all managers
     */
    public static void check(Trial trial, String name, boolean often) {
        placement(trial, name);
        if (!often) {
            return;
        }
        int one =
                trial.draw(1, 1).stream()
                        .flatMap(batch -> batch.parts().values().stream())
                        .mapToInt(tensor -> Math.toIntExact(tensor.shape().size()))
                        .sum();
        int records = Math.max(2, Math.min(MOST_RECORDS, FLOATS / Math.max(1, one)));
        try (NDManager manager = TestEngine.newManager()) {
            Map<String, NDArray> parameters = trial.uploadParameters(manager);
            double millis = millis(trial, records, parameters, manager);
            int quick = (int) Math.max(2, Math.min(records, records * MOST_MILLIS / millis));
            // uploading allocates memory that is freed only by garbage collection
            List<Signal> inputs = Trial.upload(trial.draw(quick, 1), manager);
            Resident.check(name, () -> pass(trial, inputs, parameters, manager));
        }
    }

    /**
     * Returns the duration of a pass in milliseconds, to choose a batch with which hundreds of
     * passes take seconds.
     */
    private static double millis(
            Trial trial, int records, Map<String, NDArray> parameters, NDManager manager) {
        try (NDManager trying = manager.newSubManager()) {
            List<Signal> inputs = Trial.upload(trial.draw(records, 1), trying);
            pass(trial, inputs, parameters, trying);
            long begin = System.nanoTime();
            for (int i = 0; i < TRIED; i++) {
                pass(trial, inputs, parameters, trying);
            }
            return (System.nanoTime() - begin) / 1e6 / TRIED;
        }
    }

    /** Does what core does in a training step and then in an evaluation step. */
    private static void pass(
            Trial trial, List<Signal> inputs, Map<String, NDArray> parameters, NDManager manager) {
        try (NDManager step = manager.newSubManager();
                Tape tape = TestEngine.engine().openTape()) {
            Map<String, NDArray> leaves = new LinkedHashMap<>(parameters);
            for (ParameterSpec spec : trial.plan().parameters()) {
                NDArray view =
                        spec.role() == ParameterRole.BUFFER
                                ? parameters.get(spec.name()).duplicate()
                                : tape.watch(parameters.get(spec.name()));
                view.attach(step);
                leaves.put(spec.name(), view);
            }
            List<Signal> watched = new ArrayList<>();
            copies(inputs, step).forEach(input -> watched.add(watchFloats(input, tape, step)));
            Signal result = trial.subject().forward(watched, new KitPass(true, step, leaves));
            NDArray values = result.values();
            if (values.hasGradient() || values.getDataType().isFloating()) {
                Gradients.backward(tape, values.sum());
            }
        }
        try (NDManager step = manager.newSubManager()) {
            trial.subject()
                    .forward(
                            copies(inputs, step),
                            new KitPass(false, step, views(parameters, step)));
        }
    }

    /** Returns views of the parameters that belong to the pass, as in core. */
    private static Map<String, NDArray> views(Map<String, NDArray> parameters, NDManager step) {
        Map<String, NDArray> views = new LinkedHashMap<>();
        parameters.forEach(
                (name, array) -> {
                    NDArray view = array.stopGradient();
                    view.attach(step);
                    views.put(name, view);
                });
        return views;
    }

    /**
     * Watches an input, because backward fails if no tensor has a gradient, as without parameters.
     */
    private static Signal watchFloats(Signal input, Tape tape, NDManager step) {
        return changed(
                input,
                part -> {
                    if (!part.getDataType().isFloating()) {
                        return part;
                    }
                    NDArray leaf = tape.watch(part);
                    leaf.attach(step);
                    return leaf;
                });
    }

    private static Signal changed(Signal input, UnaryOperator<NDArray> change) {
        Signal changed = input;
        for (Map.Entry<String, NDArray> part : input.parts().entrySet()) {
            changed = changed.with(part.getKey(), change.apply(part.getValue()));
        }
        return changed;
    }

    private static List<Signal> copies(List<Signal> inputs, NDManager step) {
        List<Signal> copies = new ArrayList<>();
        for (Signal input : inputs) {
            copies.add(
                    changed(
                            input,
                            part -> {
                                NDArray own = part.duplicate();
                                own.attach(step);
                                return own;
                            }));
        }
        return copies;
    }

    /** Names the managers that hold more than before, and what they hold. */
    private static void placement(Trial trial, String name) {
        List<AutoCloseable> few = leftWithParameters(trial, name, 2);
        List<AutoCloseable> many = leftWithParameters(trial, name, 5);
        // tensors computed only from parameters, such as a transposed weight, are freed with them
        if (!Holdings.describe(few).equals(Holdings.describe(many))) {
            throw new Breach(
                    "nothing of the pass is left when it has ended",
                    "the manager of the parameters of '%s' holds %s"
                            .formatted(name, Holdings.describe(many)),
                    LEFT);
        }
    }

    private static List<AutoCloseable> leftWithParameters(Trial trial, String name, int records) {
        try (NDManager manager = TestEngine.newManager();
                NDManager owner = manager.newSubManager()) {
            Map<String, NDArray> parameters = trial.uploadParameters(owner);
            NDManager memory = manager.newSubManager();
            Holdings above = new Holdings(manager);
            Signal result =
                    trial.subject()
                            .forward(
                                    Trial.upload(trial.draw(records, 1), memory),
                                    new KitPass(false, memory, views(parameters, memory)));
            List<NDArray> strangers =
                    result.parts().values().stream()
                            .filter(array -> array.getManager() != memory)
                            .toList();
            memory.close();
            String more = above.more();
            if (!more.isEmpty()) {
                throw new Breach(
                        "nothing of the pass is left when it has ended",
                        "'%s' left something behind: %s".formatted(name, more),
                        LEFT);
            }
            List<AutoCloseable> left = new ArrayList<>(Holdings.resources(owner));
            left.removeAll(parameters.values());
            if (left.isEmpty() && !strangers.isEmpty()) {
                throw new Breach(
                        "a result that belongs to the pass, and is freed with it",
                        "'%s' returns %s of another manager"
                                .formatted(name, Holdings.describe(List.copyOf(strangers))),
                        LEFT);
            }
            return left;
        }
    }
}
