// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.graphs.GraphsPlugin;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums over edges against dense sums in double precision, by loops. */
final class TestMessages {

    private static final int NODES = 40;
    private static final int EDGES = 300;
    private static final int WIDTH = 3;

    private final Random random = new Random(5);
    private final int[] edges = random.ints(2 * EDGES, 0, NODES).toArray();
    private final float[] weights = new float[EDGES];
    private final float[] degrees = new float[NODES];
    private final float[] values = new float[NODES * WIDTH];

    TestMessages() {
        for (int i = 0; i < EDGES; i++) {
            weights[i] = 0.5f + random.nextFloat();
            degrees[edges[2 * i + 1]]++;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }

    private Signal signal(Workbench bench) {
        return Signal.of(bench.manager().create(values, new Shape(NODES, WIDTH)))
                .with(Signal.ROWS, bench.manager().create(new int[] {3, 0}))
                .with(NodeSignal.EDGES, bench.manager().create(edges, new Shape(EDGES, 2)))
                .with(NodeSignal.WEIGHTS, bench.manager().create(weights))
                .with(NodeSignal.DEGREES, bench.manager().create(degrees));
    }

    private static void equal(NDArray found, double[][] expected) {
        float[] numbers = found.toFloatArray();
        for (int i = 0; i < numbers.length; i++) {
            int width = expected[0].length;
            assertThat((double) numbers[i]).isCloseTo(expected[i / width][i % width], within(1e-5));
        }
    }

    @Test
    void gcnIsTheDenseProduct() {
        double[][] expected = new double[NODES][WIDTH];
        for (int node = 0; node < NODES; node++) {
            for (int k = 0; k < WIDTH; k++) {
                expected[node][k] = values[node * WIDTH + k] / (degrees[node] + 1.0);
            }
        }
        for (int i = 0; i < EDGES; i++) {
            int from = edges[2 * i];
            int to = edges[2 * i + 1];
            double share = weights[i] / Math.sqrt((degrees[from] + 1.0) * (degrees[to] + 1.0));
            for (int k = 0; k < WIDTH; k++) {
                expected[to][k] += share * values[from * WIDTH + k];
            }
        }
        try (Workbench bench = new Workbench()) {
            UnaryParticle gcn = particle("gcn", Map.of());

            equal(gcn.forward(signal(bench), bench.pass(false, Map.of())).values(), expected);
        }
    }

    @Test
    void graphsageDividesTheSumOfBothMapsByItsLength() {
        Map<String, Object> settings = Map.of("units", 2, "normalise", true);
        try (Workbench bench = new Workbench()) {
            UnaryParticle sage = particle("graphsage", settings);
            ParticlePlan plan = sage.plan(NodeSignal.spec(WIDTH, 0));
            Map<String, NDArray> parameters = bench.parameters(plan);
            float[] own = parameters.get("weight").toFloatArray();
            float[] bias = parameters.get("bias").toFloatArray();
            float[] near = parameters.get("neighbours.weight").toFloatArray();
            double[][] expected = new double[NODES][2];
            for (int u = 0; u < 2; u++) {
                for (int node = 0; node < NODES; node++) {
                    expected[node][u] = bias[u] + product(own, u, node);
                }
                for (int i = 0; i < EDGES; i++) {
                    int to = edges[2 * i + 1];
                    expected[to][u] += weights[i] * product(near, u, edges[2 * i]) / degrees[to];
                }
            }
            for (double[] row : expected) {
                double length = Math.hypot(row[0], row[1]);
                row[0] /= length;
                row[1] /= length;
            }

            equal(sage.forward(signal(bench), bench.pass(false, parameters)).values(), expected);
        }
    }

    private double product(float[] weight, int unit, int node) {
        double sum = 0;
        for (int k = 0; k < WIDTH; k++) {
            sum += weight[unit * WIDTH + k] * values[node * WIDTH + k];
        }
        return sum;
    }

    @Test
    void gatIsAMeanWeightedBySoftmax() {
        try (Workbench bench = new Workbench()) {
            UnaryParticle gat = particle("gat", Map.of("units", 2, "heads", 2));
            Signal signal = signal(bench);
            ParticlePlan plan = gat.plan(NodeSignal.spec(WIDTH, 0));
            Map<String, NDArray> parameters = bench.parameters(plan);
            double[][] expected =
                    gat(
                            parameters.get("weight").toFloatArray(),
                            parameters.get("source").toFloatArray(),
                            parameters.get("target").toFloatArray());

            equal(gat.forward(signal, bench.pass(false, parameters)).values(), expected);
            // scores of hundreds neither overflow nor vanish
            Map<String, NDArray> large =
                    Map.of(
                            "weight", parameters.get("weight").mul(100),
                            "source", parameters.get("source").mul(100),
                            "target", parameters.get("target"),
                            "bias", parameters.get("bias"));
            NDArray sharp = gat.forward(signal, bench.pass(false, large)).values();
            assertThat(sharp.toFloatArray()).doesNotContain(Float.NaN);
        }
    }

    private double[][] gat(float[] weight, float[] source, float[] target) {
        int units = 2;
        double[][] mapped = new double[NODES][2 * units];
        for (int node = 0; node < NODES; node++) {
            for (int u = 0; u < 2 * units; u++) {
                for (int k = 0; k < WIDTH; k++) {
                    mapped[node][u] += weight[u * WIDTH + k] * values[node * WIDTH + k];
                }
            }
        }
        double[][] result = new double[NODES][2 * units];
        for (int node = 0; node < NODES; node++) {
            for (int head = 0; head < 2; head++) {
                double sum = 0;
                for (int i = -1; i < EDGES; i++) {
                    if (i >= 0 && edges[2 * i + 1] != node) {
                        continue;
                    }
                    int from = i < 0 ? node : edges[2 * i];
                    double score = 0;
                    for (int u = 0; u < units; u++) {
                        int at = head * units + u;
                        score += source[at] * mapped[from][at] + target[at] * mapped[node][at];
                    }
                    double share = Math.exp(score < 0 ? 0.2 * score : score);
                    sum += share;
                    for (int u = 0; u < units; u++) {
                        result[node][head * units + u] += share * mapped[from][head * units + u];
                    }
                }
                for (int u = 0; u < units; u++) {
                    result[node][head * units + u] /= sum;
                }
            }
        }
        return result;
    }

    /** Sums of many values of one sign and a small one, where running sums would lose it. */
    @Test
    void aSumOfFewIsExactBesideASumOfMany() {
        int many = 20_000;
        int[] ends = new int[2 * many + 2];
        for (int i = 0; i < many; i++) {
            ends[2 * i] = 0;
            ends[2 * i + 1] = 1;
        }
        ends[2 * many] = 2;
        ends[2 * many + 1] = 3;
        float[] ones = new float[many + 1];
        Arrays.fill(ones, 1);
        try (Workbench bench = new Workbench()) {
            Signal signal =
                    Signal.of(
                                    bench.manager()
                                            .create(
                                                    new float[] {1000.3f, 0, 1e-3f, 0},
                                                    new Shape(4, 1)))
                            .with(
                                    NodeSignal.EDGES,
                                    bench.manager().create(ends, new Shape(many + 1, 2)))
                            .with(NodeSignal.WEIGHTS, bench.manager().create(ones));

            NDArray sums = Messages.of(signal, bench.manager()).fromNodes(signal.values());

            assertThat(sums.toFloatArray()[3]).isEqualTo(1e-3f);
        }
    }

    private static UnaryParticle particle(String name, Map<String, Object> settings) {
        ParticleType type = Workbench.type(new GraphsPlugin(), ParticleType.class, name);
        return (UnaryParticle) type.create(Workbench.settings(type, settings));
    }
}
