// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The reference values that {@code examples/benchmarks/numbers/expected.py} computed with PyTorch
 * and scikit-learn.
 *
 * @param rows one for each case, or one for each data set of several metrics
 * @param without the reason why a type has no row, by its kind and name
 */
record Expected(List<Row> rows, Map<String, Object> without) {

    static Expected read() {
        Path file =
                Path.of(System.getProperty("sora.examples", ""))
                        .resolve("benchmarks/numbers/expected.json");
        try {
            Map<String, Object> tree = Json.readObject(Files.readString(file), file.toString());
            Row root = new Row(tree);
            return new Expected(root.rows("rows"), root.map("without"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the numbers in [-1, 1) that both sides generate with integer arithmetic. */
    static float[] values(long seed, int count, double factor) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long whole = ((long) i * i * 31 + i * 7919L + seed * 104729 + 12345) % 2003;
            values[i] = (float) (whole / 2003.0 * 2 - 1) * (float) factor;
        }
        return values;
    }

    /** Compares 32-bit floats with reference values in 64 bits. */
    static void compare(String what, float[] found, double[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double size = 1;
        for (double value : expected) {
            size = Math.max(size, Math.abs(value));
        }
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .as("%s, element %d", what, i)
                    .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-5 * size));
        }
    }

    /**
     * An object of the file.
     *
     * @param tree its fields
     */
    record Row(Map<String, Object> tree) {

        String text(String key) {
            return (String) tree.get(key);
        }

        boolean truth(String key) {
            return (Boolean) tree.get(key);
        }

        int count(String key) {
            return ((Long) tree.get(key)).intValue();
        }

        boolean has(String key) {
            return tree.get(key) != null;
        }

        double number(String key) {
            return ((Number) tree.get(key)).doubleValue();
        }

        @SuppressWarnings("unchecked") // a JSON tree
        Map<String, Object> map(String key) {
            return (Map<String, Object>) tree.get(key);
        }

        List<?> list(String key) {
            return (List<?>) tree.get(key);
        }

        List<String> texts(String key) {
            return list(key).stream().map(String.class::cast).toList();
        }

        Row row(String key) {
            return new Row(map(key));
        }

        @SuppressWarnings("unchecked") // a JSON tree
        List<Row> rows(String key) {
            return list(key).stream().map(row -> new Row((Map<String, Object>) row)).toList();
        }

        double[] numbers(String key) {
            return flat(list(key));
        }

        float[] floats(String key) {
            double[] numbers = numbers(key);
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return floats;
        }

        int[] wholes(String key) {
            double[] numbers = numbers(key);
            int[] wholes = new int[numbers.length];
            for (int i = 0; i < wholes.length; i++) {
                wholes[i] = (int) numbers[i];
            }
            return wholes;
        }

        boolean[] truths(String key) {
            List<?> list = list(key);
            boolean[] truths = new boolean[list.size()];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = (Boolean) list.get(i);
            }
            return truths;
        }

        long[] shape(String key) {
            return list(key).stream().mapToLong(each -> (Long) each).toArray();
        }

        private static double[] flat(List<?> list) {
            return list.stream()
                    .flatMapToDouble(
                            each ->
                                    each instanceof List<?> inner
                                            ? java.util.Arrays.stream(flat(inner))
                                            : java.util.stream.DoubleStream.of(
                                                    ((Number) each).doubleValue()))
                    .toArray();
        }
    }
}
