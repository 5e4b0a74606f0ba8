// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The encoder against its formulas, written as loops over single numbers. */
final class TestBert {

    private static final int UNITS = 4;
    private static final int HEADS = 2;
    private static final int INNER = 6;
    private static final double EPSILON = 1e-5;

    private static UnaryParticle bert(Map<String, Object> more) {
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "layers", 2,
                                "heads", HEADS,
                                "units", UNITS,
                                "feed_forward", INNER,
                                "positions", 8,
                                "epsilon", EPSILON));
        settings.putAll(more);
        BertType type = new BertType();
        return type.create(Workbench.settings(type, settings));
    }

    @Test
    void followsItsFormulas() {
        try (Workbench bench = new Workbench()) {
            UnaryParticle bert = bert(Map.of());
            ParticlePlan plan = bert.plan(SignalSpec.sequence(TensorSpec.indices(9, 5)));
            Map<String, NDArray> parameters = new HashMap<>();
            plan.parameters()
                    .forEach(
                            p ->
                                    parameters.put(
                                            p.name(),
                                            bench.numbers(p.shape().getShape()).mul(0.4f)));
            int[][] texts = {{3, 8, 1}, {2, 5, 5, 7}};
            NDArray indices =
                    bench.manager().create(new int[] {3, 8, 1, 0, 2, 5, 5, 7}).reshape(2, 4);
            Signal batch = Signal.sequence(indices, bench.manager().create(new int[] {3, 4}));

            float[] computed =
                    bert.forward(batch, bench.pass(false, parameters)).values().toFloatArray();

            Map<String, float[]> values = new HashMap<>();
            parameters.forEach((name, array) -> values.put(name, array.toFloatArray()));
            for (int row = 0; row < texts.length; row++) {
                double[][] steps = encode(texts[row], values);
                for (int unit = 0; unit < UNITS; unit++) {
                    double mean = 0;
                    for (double[] step : steps) {
                        mean += step[unit] / steps.length;
                    }
                    assertThat((double) computed[row * UNITS + unit]).isCloseTo(mean, within(1e-4));
                }
            }
        }
    }

    /** A change of low rank starts at zero, so the particle starts as it was trained. */
    @Test
    void startsAsItWasTrainedWithLora() {
        try (Workbench bench = new Workbench()) {
            SignalSpec input = SignalSpec.sequence(TensorSpec.indices(9, 5));
            UnaryParticle adapted = bert(Map.of("lora", 2));
            Map<String, NDArray> parameters = bench.parameters(adapted.plan(input));
            NDArray indices = bench.manager().create(new int[] {3, 8, 1, 4}).reshape(1, 4);
            Signal batch = Signal.sequence(indices, bench.manager().create(new int[] {4}));

            float[] one =
                    bert(Map.of())
                            .forward(batch, bench.pass(false, parameters))
                            .values()
                            .toFloatArray();
            float[] other =
                    adapted.forward(batch, bench.pass(false, parameters)).values().toFloatArray();

            assertThat(other).containsExactly(one);
            assertThat(parameters).containsKeys("layer0.query.lora_a", "layer1.value.lora_b");
            assertThat(parameters).doesNotContainKey("layer0.key.lora_a");
        }
    }

    /** The vector of the first step, and vectors of length 1, follow from the steps. */
    @Test
    void poolsAndNormalises() {
        try (Workbench bench = new Workbench()) {
            SignalSpec input = SignalSpec.sequence(TensorSpec.indices(9, 5));
            Map<String, NDArray> parameters = bench.parameters(bert(Map.of()).plan(input));
            NDArray indices =
                    bench.manager().create(new int[] {3, 8, 1, 0, 2, 5, 5, 7}).reshape(2, 4);
            Signal batch = Signal.sequence(indices, bench.manager().create(new int[] {3, 4}));
            float[] steps = pooled(bench, parameters, batch, "none", false);

            float[] first = pooled(bench, parameters, batch, "first", false);
            for (int row = 0; row < 2; row++) {
                for (int unit = 0; unit < UNITS; unit++) {
                    assertThat((double) first[row * UNITS + unit])
                            .isCloseTo(steps[row * 4 * UNITS + unit], within(1e-6));
                }
            }
            for (String pooling : new String[] {"first", "mean", "none"}) {
                float[] plain = pooled(bench, parameters, batch, pooling, false);
                float[] unit = pooled(bench, parameters, batch, pooling, true);
                for (int row = 0; row < plain.length / UNITS; row++) {
                    double length = length(plain, row);
                    // the padding of a sequence stays zero
                    boolean padding = pooling.equals("none") && row == 3;
                    assertThat(length(unit, row)).isCloseTo(padding ? 0 : 1, within(1e-5));
                    for (int i = row * UNITS; i < (row + 1) * UNITS; i++) {
                        double expected = padding ? 0 : plain[i] / length;
                        assertThat((double) unit[i]).isCloseTo(expected, within(1e-5));
                    }
                }
            }
        }
    }

    private static float[] pooled(
            Workbench bench,
            Map<String, NDArray> parameters,
            Signal batch,
            String pooling,
            boolean normalise) {
        return bert(Map.of("pooling", pooling, "normalise", normalise))
                .forward(batch, bench.pass(false, parameters))
                .values()
                .toFloatArray();
    }

    private static double length(float[] vectors, int row) {
        double squares = 0;
        for (int i = row * UNITS; i < (row + 1) * UNITS; i++) {
            squares += vectors[i] * (double) vectors[i];
        }
        return Math.sqrt(squares);
    }

    private static double[][] encode(int[] tokens, Map<String, float[]> p) {
        double[][] x = new double[tokens.length][UNITS];
        for (int t = 0; t < tokens.length; t++) {
            for (int u = 0; u < UNITS; u++) {
                x[t][u] =
                        p.get("words.weight")[tokens[t] * UNITS + u]
                                + p.get("positions.weight")[t * UNITS + u]
                                + p.get("segments.weight")[u];
            }
        }
        normalise(x, "norm", p);
        for (int layer = 0; layer < 2; layer++) {
            String name = "layer" + layer + ".";
            add(x, map(attended(x, name, p), name + "output", UNITS, p));
            normalise(x, name + "norm1", p);
            double[][] inner = map(x, name + "expand", INNER, p);
            for (double[] step : inner) {
                for (int i = 0; i < INNER; i++) {
                    step[i] *= 0.5 * (1 + erf(step[i] / Math.sqrt(2)));
                }
            }
            add(x, map(inner, name + "contract", UNITS, p));
            normalise(x, name + "norm2", p);
        }
        return x;
    }

    private static double[][] attended(double[][] x, String name, Map<String, float[]> p) {
        double[][] query = map(x, name + "query", UNITS, p);
        double[][] key = map(x, name + "key", UNITS, p);
        double[][] value = map(x, name + "value", UNITS, p);
        int width = UNITS / HEADS;
        double[][] joined = new double[x.length][UNITS];
        for (int h = 0; h < HEADS; h++) {
            for (int t = 0; t < x.length; t++) {
                double[] weights = new double[x.length];
                double sum = 0;
                for (int s = 0; s < x.length; s++) {
                    double score = 0;
                    for (int u = h * width; u < (h + 1) * width; u++) {
                        score += query[t][u] * key[s][u];
                    }
                    weights[s] = Math.exp(score / Math.sqrt(width));
                    sum += weights[s];
                }
                for (int s = 0; s < x.length; s++) {
                    for (int u = h * width; u < (h + 1) * width; u++) {
                        joined[t][u] += weights[s] / sum * value[s][u];
                    }
                }
            }
        }
        return joined;
    }

    private static double[][] map(double[][] x, String name, int out, Map<String, float[]> p) {
        double[][] mapped = new double[x.length][out];
        int in = x[0].length;
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < out; o++) {
                mapped[t][o] = p.get(name + ".bias")[o];
                for (int i = 0; i < in; i++) {
                    mapped[t][o] += p.get(name + ".weight")[o * in + i] * x[t][i];
                }
            }
        }
        return mapped;
    }

    private static void add(double[][] to, double[][] from) {
        for (int t = 0; t < to.length; t++) {
            for (int u = 0; u < UNITS; u++) {
                to[t][u] += from[t][u];
            }
        }
    }

    private static void normalise(double[][] x, String name, Map<String, float[]> p) {
        for (double[] step : x) {
            double mean = 0;
            double square = 0;
            for (double v : step) {
                mean += v / UNITS;
            }
            for (double v : step) {
                square += (v - mean) * (v - mean) / UNITS;
            }
            for (int u = 0; u < UNITS; u++) {
                step[u] =
                        (step[u] - mean) / Math.sqrt(square + EPSILON) * p.get(name + ".scale")[u]
                                + p.get(name + ".offset")[u];
            }
        }
    }

    /** The error function as its Taylor series, exact enough for small numbers. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
