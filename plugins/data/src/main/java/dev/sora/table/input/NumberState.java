// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scales of numbers in the form in which they are saved. */
final class NumberState {

    private NumberState() {}

    static Map<String, Object> write(List<NumberScale> scales) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put(
                "scales",
                scales.stream()
                        .map(s -> SavedState.list(new double[] {s.shift(), s.divisor()}))
                        .toList());
        state.put("points", scales.stream().map(s -> SavedState.list(s.points())).toList());
        return state;
    }

    /**
     * Reads the scales of so many numbers.
     *
     * @throws dev.sora.problem.DataException if they are not whole
     */
    static List<NumberScale> read(Map<String, Object> state, NumberRules rules, int width) {
        SavedState saved = new SavedState(state);
        List<double[]> scales = saved.numbers("scales", width);
        List<double[]> points = saved.numbers("points", width);
        List<NumberScale> learned = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            double[] scale = scales.get(i);
            if (scale.length != 2 || scale[1] <= 0) {
                throw InputProblem.state("scales", "a shift and a divisor", scale.length);
            }
            double[] point = points.get(i);
            for (int k = 1; k < point.length; k++) {
                if (point[k] < point[k - 1]) {
                    throw InputProblem.state("points", "numbers that ascend", point[k]);
                }
            }
            if (point.length == 0 && rules.bins() == 0 && !rules.scale().equals("quantile")) {
                throw InputProblem.state("points", "a mean", "nothing");
            }
            learned.add(new NumberScale(scale[0], scale[1], point));
        }
        return learned;
    }
}
