// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.serving.refusal.Refusals;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code parameters} of a request and its tensors. Those of binary tensors have an effect; one
 * that asks for something else is refused.
 */
final class Parameters {

    /** Whether all outputs are binary; of a request. */
    static final String ALL_BINARY = "binary_data_output";

    /** Whether an output is binary. */
    static final String BINARY = "binary_data";

    /** The number of bytes of a binary input. */
    static final String SIZE = "binary_data_size";

    private Parameters() {}

    /**
     * Returns whether a parameter is true, if it is given.
     *
     * @throws dev.sora.serving.refusal.RefusedException if it is not a boolean, or another one is
     *     given
     */
    static Optional<Boolean> flag(@Nullable Object raw, String name, String where) {
        Object value = value(raw, name, where);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        throw Refusals.malformed(
                where,
                "the parameter '%s' is not a boolean".formatted(name),
                "true or false",
                String.valueOf(value));
    }

    /**
     * Returns the value of a parameter; null if it is not given.
     *
     * @throws dev.sora.serving.refusal.RefusedException if another one is given
     */
    static @Nullable Object value(@Nullable Object raw, String name, String where) {
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof Map<?, ?> parameters)) {
            throw Refusals.malformed(
                    where, "'parameters' is not an object", "an object", String.valueOf(raw));
        }
        parameters.forEach(
                (key, value) -> {
                    // clients decline binary data in any place
                    boolean declined =
                            (BINARY.equals(key) || ALL_BINARY.equals(key))
                                    && Boolean.FALSE.equals(value);
                    if (!name.equals(key) && !declined) {
                        throw Refusals.malformed(
                                where,
                                "the parameter '%s' has no effect"
                                        .formatted(Refusals.shown(String.valueOf(key))),
                                "'%s' or none; options are for /predict".formatted(name),
                                String.valueOf(value));
                    }
                });
        return parameters.get(name);
    }
}
