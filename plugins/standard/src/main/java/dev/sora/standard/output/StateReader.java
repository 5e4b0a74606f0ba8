// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.ColumnType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an output saved, and trusts none of it. */
final class StateReader {

    private static final int SHOWN = 80;

    private final Map<String, Object> state;

    StateReader(Map<String, Object> state) {
        this.state = state;
    }

    double number(String name) {
        if (state.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw broken(name, "a number");
    }

    double positive(String name) {
        double value = number(name);
        if (value > 0) {
            return value;
        }
        throw broken(name, "a number above 0");
    }

    ColumnType columnType(String name) {
        for (ColumnType type : List.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.TRUTH)) {
            if (type.name().equals(state.get(name))) {
                return type;
            }
        }
        throw broken(name, "TEXT, INTEGER or TRUTH");
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (state.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                }
            }
            if (texts.size() == list.size()
                    && texts.size() > 1
                    && new HashSet<>(texts).size() == texts.size()) {
                return texts;
            }
        }
        throw broken(name, "a list of different texts");
    }

    Optional<float[]> floats(String name, int length) {
        if (!state.containsKey(name)) {
            return Optional.empty();
        }
        if (state.get(name) instanceof List<?> list && list.size() == length) {
            float[] floats = new float[length];
            for (int i = 0; i < length; i++) {
                if (!(list.get(i) instanceof Number number)
                        || !Float.isFinite(number.floatValue())) {
                    throw broken(name, length + " numbers");
                }
                floats[i] = number.floatValue();
            }
            return Optional.of(floats);
        }
        throw broken(name, length + " numbers");
    }

    private static String shown(Object value) {
        if (value instanceof Collection<?> list) {
            return list.size() + " of them";
        }
        String text = value instanceof Map<?, ?> ? "a map" : String.valueOf(value);
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private DataException broken(String name, String needs) {
        return new DataException(
                Problem.of("SORA-4304", "the saved state of an output is not whole")
                        .where(name)
                        .needs(needs)
                        .have(shown(state.get(name)))
                        .fix("the package was changed by hand: take the one that training wrote"));
    }
}
