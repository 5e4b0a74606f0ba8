// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.sora.particle.FittedInput;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A graph convolution over drawn neighbours against one that is computed by hand. */
final class TestSampledLayer {

    /** The words of a and of its neighbours b, c and e, with the number of their edges. */
    private static final double[] A = {1, 0, 0.5};

    private static final List<double[]> NEAR =
            List.of(new double[] {0, 1, -1}, new double[] {2, 1, 0}, new double[] {0.25, 0, 3});
    private static final int[] DEGREES = {2, 3, 2};

    /**
     * With one of three neighbours drawn, its message counts three times: a's values are {@code x_a
     * / 4 + 3 x_j / sqrt(4 (d_j + 1))}, where degrees are those of the whole graph.
     */
    @Test
    void oneDrawnNeighbourStandsForAll() {
        FittedInput input =
                Papers.fitted(Papers.NODES, Papers.EDGES, Map.of("sample", List.of(1L)));
        ParticleType type = Workbench.type(new GraphsPlugin(), ParticleType.class, "gcn");
        UnaryParticle gcn = (UnaryParticle) type.create(Workbench.settings(type, Map.of()));
        Set<Integer> drawn = new TreeSet<>();
        for (int seed = 0; seed < 20; seed++) {
            try (Workbench bench = new Workbench()) {
                Pass pass = bench.pass(true, Map.of(), seed);
                Signal signal =
                        input.forward(
                                bench.upload(input.encode(Papers.NODES.list().subList(0, 1))),
                                pass);
                NDArray values = gcn.forward(signal, pass).values();
                float[] found = values.get(signal.part(Signal.ROWS).toIntArray()[0]).toFloatArray();

                drawn.add(neighbour(found));
            }
        }
        assertThat(drawn).containsExactly(0, 1, 2);
    }

    /** Returns the neighbour whose message was added; -1 if it is that of none. */
    private static int neighbour(float[] found) {
        for (int j = 0; j < DEGREES.length; j++) {
            double error = 0;
            for (int k = 0; k < A.length; k++) {
                double share = 3 / Math.sqrt(4.0 * (DEGREES[j] + 1));
                error += Math.abs(found[k] - (A[k] / 4 + share * NEAR.get(j)[k]));
            }
            if (error < 1e-5) {
                return j;
            }
        }
        return -1;
    }
}
