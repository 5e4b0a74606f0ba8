// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.serving.refusal.Refusals;
import java.util.Map;
import java.util.Set;

/**
 * The {@code parameters} of a request and its tensors. None has an effect here, so that one is
 * refused which asks for something; those that clients send to decline binary data are passed over.
 */
final class Parameters {

    private static final Set<String> BINARY = Set.of("binary_data", "binary_data_output");

    private Parameters() {}

    /** Refuses parameters that would have no effect. */
    static void refuse(Object raw, String where) {
        if (raw == null) {
            return;
        }
        if (!(raw instanceof Map<?, ?> parameters)) {
            throw Refusals.malformed(
                    where, "'parameters' is not an object", "an object", String.valueOf(raw));
        }
        parameters.forEach(
                (name, value) -> {
                    boolean declined = BINARY.contains(name) && Boolean.FALSE.equals(value);
                    if (!declined) {
                        throw Refusals.malformed(
                                where,
                                "the parameter '%s' has no effect"
                                        .formatted(Refusals.shown(String.valueOf(name))),
                                "no parameters; tensors are JSON, and options are for /predict",
                                String.valueOf(value));
                    }
                });
    }
}
