// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The measures of generated pictures on cases that can be computed by hand. */
final class TestMeasures {

    /** Means 1 and 4, variances 2 and 8: 9 + 2 + 8 - 2 * 4. */
    @Test
    void distanceOfNumbers() {
        float[][] some = {{0}, {2}};
        float[][] others = {{2}, {6}};

        assertThat(FrechetDistance.of(some, others)).isCloseTo(11, within(1e-9));
        assertThat(FrechetDistance.of(some, some)).isCloseTo(0, within(1e-9));
    }

    /**
     * Covariances that do not commute: A = ((2, 1), (1, 2)) and B = diag(1, 4). The trace of (A
     * B)^½ is (tr(A B) + 2 det(A B)^½)^½ for matrices of two rows: (10 + 2 * 12^½)^½.
     */
    @Test
    void distanceWithCorrelation() {
        float[][] some = of(new double[][] {{2, 1}, {1, 2}}, 1);
        float[][] others = of(new double[][] {{1, 0}, {0, 4}}, 3);

        double root = Math.sqrt(10 + 2 * Math.sqrt(12));
        assertThat(FrechetDistance.of(some, others))
                .isCloseTo(2 * 4 + 4 + 5 - 2 * root, within(1e-5));
    }

    /** Fewer pictures than features, or pictures that are all alike, leave covariances singular. */
    @Test
    void distanceOfFewOrEqualVectors() {
        float[][] few = {{1, 2, 3, 4}, {2, 3, 4, 5}};
        float[][] alike = {{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}};

        assertThat(FrechetDistance.of(few, few)).isCloseTo(0, within(1e-9));
        // means 1.5, 2.5, 3.5, 4.5 and 1; variances of 0.5 each
        assertThat(FrechetDistance.of(few, alike)).isCloseTo(21 + 2, within(1e-9));
    }

    /** Returns vectors with exactly a covariance of two dimensions, and a mean in both. */
    private static float[][] of(double[][] covariance, float mean) {
        double l11 = Math.sqrt(covariance[0][0]);
        double l21 = covariance[1][0] / l11;
        double l22 = Math.sqrt(covariance[1][1] - l21 * l21);
        // uncorrelated, of variance 1 with the divisor 3
        double[][] plain = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        double scale = Math.sqrt(3.0 / 4);
        float[][] vectors = new float[4][2];
        for (int i = 0; i < 4; i++) {
            double x = plain[i][0] * scale;
            double y = plain[i][1] * scale;
            vectors[i][0] = (float) (mean + l11 * x);
            vectors[i][1] = (float) (mean + l21 * x + l22 * y);
        }
        return vectors;
    }

    @Test
    void rootsOfMatrices() {
        Random random = new Random(3);
        int size = 12;
        double[][] half = new double[size][size];
        for (double[] row : half) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextGaussian();
            }
        }
        double[][] matrix = times(half, half);
        double[][] root = SymmetricMatrix.root(matrix);
        double[][] square = times(root, root);
        for (int i = 0; i < size; i++) {
            assertThat(square[i]).containsExactly(matrix[i], within(1e-8));
        }
    }

    /** Returns {@code A B'}. */
    private static double[][] times(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right.length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                for (int at = 0; at < left.length; at++) {
                    product[i][k] += left[i][at] * right[k][at];
                }
            }
        }
        return product;
    }

    /** On a line, with the third neighbours of 0, 1, 2, 3 at distances 3, 2, 2, 3. */
    @Test
    void coverage() {
        float[][] real = {{0}, {1}, {2}, {3}};
        float[][] generated = {{1.5f}, {-3}, {-3.5f}, {20}};

        assertThat(Coverage.share(generated, real)).isEqualTo(0.5);
        assertThat(Coverage.share(real, real)).isEqualTo(1);
        // only half of the modes are generated, tightly
        float[][] two = {{0}, {0.1f}, {0.2f}, {0.3f}, {10}, {10.1f}, {10.2f}, {10.3f}};
        float[][] one = {{0}, {0.1f}, {0.2f}, {0.3f}, {0.15f}};
        assertThat(Coverage.share(one, two)).isEqualTo(1);
        assertThat(Coverage.share(two, one)).isEqualTo(0.5);
    }

    @Test
    void copies() {
        Random random = new Random(5);
        List<byte[]> real = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            byte[] picture = new byte[36];
            random.nextBytes(picture);
            real.add(picture);
        }
        byte[] nearly = real.get(7).clone();
        nearly[3] ^= 4;
        byte[] other = new byte[36];
        random.nextBytes(other);

        Copies found = Copies.of(List.of(real.get(2).clone(), nearly, other), real);

        assertThat(found.copies()).isEqualTo(2);
        assertThat(found.compared()).isEqualTo(3);
        assertThat(found.nearest()).isZero();
        assertThat(found.usual()).isBetween(0.1, 0.6);
    }
}
