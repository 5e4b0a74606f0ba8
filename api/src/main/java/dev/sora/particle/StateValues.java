// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.HostTensor;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Converts between lists and the forms in which a state holds them: buffers of numbers, lists of
 * strings, and one empty list for no elements of any type.
 */
final class StateValues {

    private static final int SHOWN = 60;

    private StateValues() {}

    static Object ofNumbers(double[] numbers) {
        return numbers.length == 0
                ? List.of()
                : DoubleBuffer.wrap(numbers.clone()).asReadOnlyBuffer();
    }

    static Object ofIntegers(long[] numbers) {
        return numbers.length == 0
                ? List.of()
                : LongBuffer.wrap(numbers.clone()).asReadOnlyBuffer();
    }

    /** Returns the strings of a value; empty if it is not a list of strings. */
    static Optional<List<String>> strings(Object value) {
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(Collections.unmodifiableList(texts));
    }

    /**
     * Returns the numbers of a value, which may be integers; empty if it is not a list of numbers.
     */
    static Optional<double[]> numbers(Object value) {
        if (value instanceof DoubleBuffer buffer) {
            double[] numbers = new double[buffer.remaining()];
            buffer.duplicate().get(numbers);
            return Optional.of(numbers);
        }
        return integers(value)
                .map(
                        wholes -> {
                            double[] numbers = new double[wholes.length];
                            for (int i = 0; i < numbers.length; i++) {
                                numbers[i] = wholes[i];
                            }
                            return numbers;
                        });
    }

    /** Returns the integers of a value; empty if it is not a list of integers. */
    static Optional<long[]> integers(Object value) {
        if (value instanceof List<?> list && list.isEmpty()) {
            return Optional.of(new long[0]);
        }
        if (value instanceof LongBuffer buffer) {
            long[] wholes = new long[buffer.remaining()];
            buffer.duplicate().get(wholes);
            return Optional.of(wholes);
        }
        return Optional.empty();
    }

    /** Returns a value as errors show it: the value, or its type and size. */
    static String shown(Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof List<?> list) {
            boolean states = !list.isEmpty() && list.get(0) instanceof State;
            return list.size() + (states ? " states" : " strings");
        }
        if (value instanceof DoubleBuffer numbers) {
            return numbers.remaining() + " numbers";
        }
        if (value instanceof LongBuffer numbers) {
            return numbers.remaining() + " integers";
        }
        if (value instanceof HostTensor tensor) {
            return "a tensor %s of %s".formatted(tensor.shape(), tensor.type());
        }
        String text = String.valueOf(value).replaceAll("\\p{C}", "?");
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return value instanceof String ? "'" + cut + "'" : cut;
    }
}
