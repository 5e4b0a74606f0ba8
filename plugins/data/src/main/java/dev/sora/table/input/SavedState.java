// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what an input learned from a file that nobody vouches for. */
final class SavedState {

    private static final int MOST = 50_000_000;

    private final Map<String, Object> state;

    SavedState(Map<String, Object> state) {
        this.state = state;
    }

    /** Returns one list of numbers a column. */
    List<double[]> numbers(String name, int columns) {
        List<double[]> numbers = new ArrayList<>();
        for (List<?> list : lists(name, columns)) {
            double[] values = new double[list.size()];
            for (int i = 0; i < values.length; i++) {
                if (!(list.get(i) instanceof Number number)
                        || !Double.isFinite(number.doubleValue())) {
                    throw InputProblem.state(name, "numbers", list.get(i));
                }
                values[i] = number.doubleValue();
            }
            numbers.add(values);
        }
        return numbers;
    }

    /** Returns one list of texts a column. */
    List<List<String>> texts(String name, int columns) {
        List<List<String>> texts = new ArrayList<>();
        for (List<?> list : lists(name, columns)) {
            List<String> values = new ArrayList<>();
            for (Object item : list) {
                if (!(item instanceof String text)) {
                    throw InputProblem.state(name, "texts", item);
                }
                values.add(text);
            }
            if (values.stream().distinct().count() < values.size()) {
                throw InputProblem.state(name, "texts that differ", list.size() + " texts");
            }
            texts.add(values);
        }
        return texts;
    }

    private List<List<?>> lists(String name, int columns) {
        if (!(state.get(name) instanceof List<?> list) || list.size() != columns) {
            throw InputProblem.state(name, "%d lists".formatted(columns), state.get(name));
        }
        List<List<?>> lists = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof List<?> inner) || inner.size() > MOST) {
                throw InputProblem.state(name, "lists", item);
            }
            lists.add(inner);
        }
        return lists;
    }

    static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return list;
    }
}
