// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParticlePlan;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signals of users, items, histories, several categories and numbers, and batches of them. */
enum Scene {
    PAIR("user item"),
    HISTORY("user item history"),
    FIELDS("user item history many numbers"),
    NUMBERS("numbers");

    private static final int USERS = 5;
    private static final int ITEMS = 4;

    private final List<String> names;

    Scene(String names) {
        this.names = List.of(names.split(" "));
    }

    List<SignalSpec> specs() {
        List<SignalSpec> specs = new ArrayList<>();
        for (String name : names) {
            specs.add(
                    switch (name) {
                        case "user" -> SignalSpec.indices(USERS);
                        case "item" -> SignalSpec.indices(ITEMS);
                        case "history" ->
                                SignalSpec.sequence(TensorSpec.indices(ITEMS, TensorSpec.UNKNOWN));
                        case "many" -> SignalSpec.indices(3, 2);
                        default -> SignalSpec.floats(3);
                    });
        }
        return specs;
    }

    /** Records differ from one another; record 1 is of an unknown user with an empty history. */
    List<Signal> batch(int size, NDManager manager) {
        List<Signal> batch = new ArrayList<>();
        for (String name : names) {
            int[] index = new int[size];
            switch (name) {
                case "user", "item" -> {
                    int rows = name.equals("user") ? USERS : ITEMS;
                    Arrays.setAll(index, i -> i == 1 ? 0 : (3 * i + 1) % rows);
                    batch.add(Signal.of(manager.create(index, new Shape(size))));
                }
                case "history" -> {
                    int[] steps = new int[size * 3];
                    Arrays.setAll(index, i -> i == 1 ? 0 : 1 + i % 3);
                    for (int i = 0; i < size; i++) {
                        for (int step = 0; step < index[i]; step++) {
                            steps[i * 3 + step] = 1 + (i + step) % (ITEMS - 1);
                        }
                    }
                    batch.add(
                            Signal.sequence(
                                    manager.create(steps, new Shape(size, 3)),
                                    manager.create(index, new Shape(size))));
                }
                case "many" -> {
                    int[] two = new int[size * 2];
                    Arrays.setAll(two, i -> i % 3);
                    batch.add(Signal.of(manager.create(two, new Shape(size, 2))));
                }
                default -> {
                    float[] numbers = new float[size * 3];
                    for (int i = 0; i < numbers.length; i++) {
                        numbers[i] = (float) Math.cos(1.3 * i);
                    }
                    batch.add(Signal.of(manager.create(numbers, new Shape(size, 3))));
                }
            }
        }
        return batch;
    }

    /** Returns parameters that are all away from zero, rows of the unknown as well. */
    static Map<String, NDArray> shaken(ParticlePlan plan, Workbench bench) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        plan.parameters()
                .forEach(
                        spec ->
                                parameters.put(
                                        spec.name(),
                                        bench.numbers(spec.shape().getShape()).mul(0.7f)));
        return parameters;
    }
}
