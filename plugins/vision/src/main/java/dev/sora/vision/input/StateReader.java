// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Map;

/** Reads what an input learned from a file that nobody vouches for. */
final class StateReader {

    private final Map<String, Object> state;

    StateReader(Map<String, Object> state) {
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

    int channels(String name) {
        int channels = whole(name, 1, 3);
        if (channels == 2) {
            throw broken(name, "1 or 3", channels);
        }
        return channels;
    }

    float[] numbers(String name, int count, boolean positive) {
        Object value = state.get(name);
        if (!(value instanceof List<?> list) || list.size() != count) {
            throw broken(name, "%d numbers".formatted(count), value);
        }
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            if (!(list.get(i) instanceof Number number)
                    || !Float.isFinite(number.floatValue())
                    || (positive && number.floatValue() <= 0)) {
                throw broken(name, positive ? "positive numbers" : "numbers", list.get(i));
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }

    private static DataException broken(String name, String needs, Object have) {
        return new DataException(
                Problem.of("SORA-4123", "what the image input learned is not whole")
                        .where(name)
                        .needs(needs)
                        .have(have == null ? "nothing" : String.valueOf(have))
                        .fix("train again, or take an undamaged copy of the model"));
    }
}
