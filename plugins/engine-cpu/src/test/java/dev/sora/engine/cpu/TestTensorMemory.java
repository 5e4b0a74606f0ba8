// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.engine.TensorMemory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Memory that several tensors share counts once. */
final class TestTensorMemory {

    private static Engine engine;
    private static TensorMemory memory;

    @BeforeAll
    static void open() {
        engine = CpuRuntime.engine(1, 1, true, WaitPolicy.ADAPTIVE);
        memory = engine.offers(TensorMemory.class).orElseThrow();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void countsViewsOfATensorOnce() {
        try (NDManager manager = engine.newManager()) {
            NDArray tensor = manager.zeros(new Shape(10, 20));
            tensor.transpose();
            tensor.reshape(200);
            tensor.get("0:3");

            assertThat(memory.bytes(manager.getManagedArrays())).isEqualTo(10 * 20 * 4);
        }
    }

    @Test
    void countsEveryTypeByItsSize() {
        try (NDManager manager = engine.newManager()) {
            long expected = 0;
            for (DataType type : DataType.values()) {
                if (type.isFloating() || type.isInteger() || type.isBoolean()) {
                    if (type.ordinal() <= DataType.BOOLEAN.ordinal()) {
                        manager.zeros(new Shape(7), type);
                        expected += 7L * type.getNumOfBytes();
                    }
                }
            }
            manager.zeros(new Shape(0));
            manager.create(1f);

            assertThat(memory.bytes(manager.getManagedArrays())).isEqualTo(expected + 4);
        }
    }

    /** What a step holds: input, products, activations, and the gradient. */
    @Test
    void countsWhatATapeRecords() {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(manager.ones(new Shape(30, 5)));
            weights.attach(manager);
            NDArray result = manager.ones(new Shape(8, 30)).matMul(weights).tanh().square();
            tape.backward(result.sum());
            tape.gradient(weights).attach(manager);

            assertThat(memory.bytes(manager.getManagedArrays()))
                    // weights and gradient, input, three results of 8 x 5, and their sum
                    .isEqualTo(4 * (2 * 30 * 5 + 8 * 30 + 3 * 8 * 5 + 1));
        }
    }

    /** A gradient needs the sum and the cosine that were closed; a view shares the memory. */
    @Test
    void countsWhatWasClosedIfAManagerKeepsIt() {
        try (NDManager manager = engine.newManager();
                Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(manager.ones(new Shape(30, 5)));
            memory.keep(manager);
            weights.attach(manager);
            NDArray sum = weights.add(weights);
            NDArray cosine = sum.cos();
            NDArray view = cosine.transpose();
            NDArray result = view.square();
            sum.close();
            cosine.close();
            view.close();

            assertThat(memory.bytes(manager.getManagedArrays())).isEqualTo(4 * 4 * 30 * 5);
            tape.backward(result.sum());
            assertThat(tape.gradient(weights).getFloat(0, 0))
                    .isCloseTo((float) (-2 * Math.sin(4)), within(1e-5f));
        }
    }
}
