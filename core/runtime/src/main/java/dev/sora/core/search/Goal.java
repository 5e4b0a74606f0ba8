// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a search improves: a metric of the validation data, or the size of the model.
 *
 * @param name its name, such as {@code val_accuracy} or {@code parameters}
 * @param higherIsBetter its direction, which is that of the metric
 * @param terms the metrics whose weighted sum it is; empty for the number of parameters
 */
public record Goal(String name, boolean higherIsBetter, List<Term> terms) {

    /** The name of the goal that is the number of trained parameters. */
    public static final String PARAMETERS = "parameters";

    /** Copies the list. */
    public Goal {
        terms = List.copyOf(terms);
    }

    /**
     * A metric of an output, with its weight in the sum.
     *
     * @param output the name of the output
     * @param metric the name of the metric
     * @param weight the factor
     */
    public record Term(String output, String metric, double weight) {}

    /**
     * Returns the value of a training.
     *
     * @param validation the metrics of the validation data by output and name
     * @param parameters the number of trained parameters; empty if it is unknown
     * @return empty if it is missing or not a finite number
     */
    public OptionalDouble value(
            Map<String, Map<String, Double>> validation, OptionalLong parameters) {
        if (terms.isEmpty()) {
            return parameters.isPresent()
                    ? OptionalDouble.of(parameters.getAsLong())
                    : OptionalDouble.empty();
        }
        double sum = 0;
        for (Term term : terms) {
            Double value = validation.getOrDefault(term.output(), Map.of()).get(term.metric());
            sum += value == null ? Double.NaN : term.weight() * value;
        }
        return Double.isFinite(sum) ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /** Returns a value as a cost, or a cost as a value: the lower a cost, the better. */
    public double turned(double value) {
        // 0.0 minus the value, so that no cost is -0.0, which would sort before 0.0
        return higherIsBetter ? 0.0 - value : value;
    }
}
