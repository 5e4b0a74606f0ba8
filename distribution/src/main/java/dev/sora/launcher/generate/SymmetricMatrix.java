// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

/** Eigenvalues and roots of symmetric matrices, by Jacobi's rotations (1846). */
final class SymmetricMatrix {

    private static final int MOST_SWEEPS = 60;

    private final double[][] values;
    private final double[][] vectors;

    private SymmetricMatrix(double[][] matrix) {
        int size = matrix.length;
        values = new double[size][];
        vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            values[i] = matrix[i].clone();
            vectors[i][i] = 1;
        }
        diagonalise();
    }

    /** Returns the eigenvalues. */
    static double[] eigenvalues(double[][] matrix) {
        SymmetricMatrix diagonal = new SymmetricMatrix(matrix);
        double[] eigenvalues = new double[matrix.length];
        for (int i = 0; i < eigenvalues.length; i++) {
            eigenvalues[i] = diagonal.values[i][i];
        }
        return eigenvalues;
    }

    /** Returns the symmetric root of a matrix without negative eigenvalues. */
    static double[][] root(double[][] matrix) {
        SymmetricMatrix diagonal = new SymmetricMatrix(matrix);
        int size = matrix.length;
        double[][] root = new double[size][size];
        for (int at = 0; at < size; at++) {
            // rounding makes tiny eigenvalues negative
            double value = Math.sqrt(Math.max(0, diagonal.values[at][at]));
            double[] vector = diagonal.vectors[at];
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < size; k++) {
                    root[i][k] += value * vector[i] * vector[k];
                }
            }
        }
        return root;
    }

    private void diagonalise() {
        int size = values.length;
        double all = 0;
        for (double[] row : values) {
            for (double value : row) {
                all += value * value;
            }
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double outside = 0;
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < i; k++) {
                    outside += values[i][k] * values[i][k];
                }
            }
            if (outside <= 1e-24 * all) {
                return;
            }
            for (int i = 0; i < size; i++) {
                for (int k = i + 1; k < size; k++) {
                    rotate(i, k);
                }
            }
        }
    }

    /** Makes the element of row i and column k zero. Vectors are rows. */
    private void rotate(int i, int k) {
        if (values[i][k] == 0) {
            return;
        }
        double theta = (values[k][k] - values[i][i]) / (2 * values[i][k]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        turn(values[i], values[k], cosine, sine);
        for (double[] row : values) {
            double left = row[i];
            double right = row[k];
            row[i] = cosine * left - sine * right;
            row[k] = sine * left + cosine * right;
        }
        turn(vectors[i], vectors[k], cosine, sine);
    }

    private static void turn(double[] first, double[] second, double cosine, double sine) {
        for (int at = 0; at < first.length; at++) {
            double left = first[at];
            double right = second[at];
            first[at] = cosine * left - sine * right;
            second[at] = sine * left + cosine * right;
        }
    }
}
