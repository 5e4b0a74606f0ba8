// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import java.util.Arrays;
import java.util.Optional;

/** Compares results on the host. */
public final class Compare {

    private Compare() {}

    /** Returns where two results differ in any bit; empty if they are equal. */
    public static Optional<String> bits(Batch expected, Batch found) {
        return differ(expected, found, 0);
    }

    /**
     * Returns where two results differ by more than a fraction of the largest number; empty if
     * nowhere.
     *
     * @param tolerance the fraction; 0 compares bit by bit
     */
    public static Optional<String> differ(Batch expected, Batch found, double tolerance) {
        if (!expected.parts().keySet().equals(found.parts().keySet())) {
            return Optional.of(
                    "parts %s and %s".formatted(expected.parts().keySet(), found.parts().keySet()));
        }
        for (String role : expected.parts().keySet()) {
            Optional<String> place =
                    differ(expected.parts().get(role), found.parts().get(role), tolerance);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> differ(Batch.Tensor a, Batch.Tensor b, double tolerance) {
        if (!a.shape().equals(b.shape()) || a.type() != b.type()) {
            return Optional.of(
                    "%s of %s and %s of %s".formatted(a.shape(), a.type(), b.shape(), b.type()));
        }
        if (a.floats() == null) {
            return Arrays.equals(a.wholes(), b.wholes())
                    ? Optional.empty()
                    : Optional.of(
                            "%s and %s"
                                    .formatted(
                                            Arrays.toString(a.wholes()),
                                            Arrays.toString(b.wholes())));
        }
        return differ(a.floats(), b.floats(), tolerance);
    }

    /** Returns the first element in which two arrays of the same length differ; empty if none. */
    public static Optional<String> differ(float[] a, float[] b, double tolerance) {
        double largest = 1;
        for (float value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < a.length; i++) {
            boolean same =
                    tolerance == 0
                            ? Float.floatToIntBits(a[i]) == Float.floatToIntBits(b[i])
                            : Math.abs(a[i] - b[i]) <= tolerance * largest
                                    || Float.floatToIntBits(a[i]) == Float.floatToIntBits(b[i]);
            if (!same) {
                return Optional.of("%s and %s at element %d".formatted(a[i], b[i], i));
            }
        }
        return Optional.empty();
    }

    public static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
