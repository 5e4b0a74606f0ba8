// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

/** The textbook rule of each optimiser for one weight, in double precision. */
interface Reference {

    /** Returns the weight after step t, counted from 1. */
    double step(long t, double w, double g);

    /** Adds {@code d w} to the gradient. */
    static Reference decaying(double d, Reference rule) {
        return (t, w, g) -> rule.step(t, w, g + d * w);
    }

    /** Takes {@code r d w} off the weight first. */
    static Reference shrinking(double r, double d, Reference rule) {
        return (t, w, g) -> rule.step(t, w - r * d * w, g);
    }

    static Reference sgd(double r, double momentum, double dampening) {
        double[] b = {0};
        return (t, w, g) -> {
            b[0] = t == 1 ? g : momentum * b[0] + (1 - dampening) * g;
            return w - r * (momentum == 0 ? g : b[0]);
        };
    }

    static Reference nag(double r, double momentum) {
        double[] b = {0};
        return (t, w, g) -> {
            b[0] = momentum * b[0] + g;
            return w - r * (g + momentum * b[0]);
        };
    }

    static Reference adam(double r, double b1, double b2, double e) {
        double[] m = {0};
        double[] v = {0};
        return (t, w, g) -> {
            m[0] = b1 * m[0] + (1 - b1) * g;
            v[0] = b2 * v[0] + (1 - b2) * g * g;
            double mean = m[0] / (1 - Math.pow(b1, t));
            double square = v[0] / (1 - Math.pow(b2, t));
            return w - r * mean / (Math.sqrt(square) + e);
        };
    }

    static Reference adagrad(double r, double start, double e) {
        double[] s = {start};
        return (t, w, g) -> {
            s[0] += g * g;
            return w - r * g / (Math.sqrt(s[0]) + e);
        };
    }

    static Reference adadelta(double r, double p, double e) {
        double[] s = {0};
        double[] d = {0};
        return (t, w, g) -> {
            s[0] = p * s[0] + (1 - p) * g * g;
            double u = Math.sqrt(d[0] + e) / Math.sqrt(s[0] + e) * g;
            d[0] = p * d[0] + (1 - p) * u * u;
            return w - r * u;
        };
    }

    static Reference rmsprop(double r, double p, double momentum, boolean centred, double e) {
        double[] s = {0};
        double[] a = {0};
        double[] b = {0};
        return (t, w, g) -> {
            s[0] = p * s[0] + (1 - p) * g * g;
            a[0] = p * a[0] + (1 - p) * g;
            double v = centred ? s[0] - a[0] * a[0] : s[0];
            b[0] = momentum * b[0] + g / (Math.sqrt(v) + e);
            return w - r * b[0];
        };
    }
}
