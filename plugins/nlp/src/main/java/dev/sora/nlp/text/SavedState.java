// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads what an input saved, and trusts none of it. */
final class SavedState {

    private static final int SHOWN = 60;

    /** Longer tokens are no words to learn: they would not be read back. */
    static final int LONGEST_TEXT = 10_000;

    private final Map<String, Object> state;

    SavedState(Map<String, Object> state) {
        this.state = state;
    }

    int whole(String name, int least, int most) {
        Object value = state.get(name);
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw broken(name, "a whole number from %d to %d".formatted(least, most), value);
    }

    /** Returns whether a name is noted, which older models do not know. */
    boolean says(String name) {
        if (state.containsKey(name) && !Boolean.TRUE.equals(state.get(name))) {
            throw broken(name, "true, or nothing", state.get(name));
        }
        return state.containsKey(name);
    }

    List<String> texts(String name, int most) {
        Object value = state.get(name);
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > most) {
            throw broken(name, "a list of at most %d texts".formatted(most), kind(value));
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text) || text.length() > LONGEST_TEXT) {
                throw broken(name, "texts", kind(element));
            }
            texts.add(text);
        }
        return texts;
    }

    private static Object kind(Object value) {
        return value instanceof Collection<?> list ? list.size() + " of them" : value;
    }

    DataException broken(String name, String needs, Object have) {
        String found = have == null ? "nothing" : String.valueOf(have);
        return new DataException(
                Problem.of("SORA-4504", "what the input of texts learned is not whole")
                        .where(name)
                        .needs(needs)
                        .have(found.substring(0, Math.min(SHOWN, found.length())))
                        .fix("train again, or take an undamaged copy of the model"));
    }
}
