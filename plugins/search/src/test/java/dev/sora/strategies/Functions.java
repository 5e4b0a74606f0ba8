// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Functions with known minima, as searches try them. */
enum Functions {
    SPHERE(4, -5, 5) {
        @Override
        double at(double[] x) {
            double sum = 0;
            for (double each : x) {
                sum += (each - 1) * (each - 1);
            }
            return sum;
        }
    },
    ROSENBROCK(2, -2, 2) {
        @Override
        double at(double[] x) {
            return 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);
        }
    },
    BRANIN(2, 0, 15) {
        @Override
        double at(double[] x) {
            double u = x[0] - 5;
            double v = x[1] - 5.1 / (4 * Math.PI * Math.PI) * u * u + 5 / Math.PI * u - 6;
            return v * v + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(u) + 10;
        }
    },
    ACKLEY(3, -5, 5) {
        @Override
        double at(double[] x) {
            double squares = 0;
            double cosines = 0;
            for (double each : x) {
                squares += (each - 0.5) * (each - 0.5) / x.length;
                cosines += Math.cos(2 * Math.PI * (each - 0.5)) / x.length;
            }
            return 20 + Math.E - 20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(cosines);
        }
    };

    private final int dimensions;
    private final double low;
    private final double high;

    Functions(int dimensions, double low, double high) {
        this.dimensions = dimensions;
        this.low = low;
        this.high = high;
    }

    abstract double at(double[] x);

    Space space() {
        return Space.of(
                IntStream.range(0, dimensions)
                        .mapToObj(i -> Parameter.of("x" + i, NumberDomain.of(low, high)))
                        .toList());
    }

    ToDoubleFunction<Map<String, Object>> cost() {
        return values ->
                at(
                        IntStream.range(0, dimensions)
                                .mapToDouble(i -> (Double) values.get("x" + i))
                                .toArray());
    }

    static List<Functions> all() {
        return List.of(values());
    }
}
