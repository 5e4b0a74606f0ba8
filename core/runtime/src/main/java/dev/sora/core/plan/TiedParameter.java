// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import java.util.Optional;

/**
 * A parameter of a node that another node uses as its own (weight tying; Press and Wolf, 2017).
 *
 * @param node the name of the node that has it
 * @param parameter its name there, such as {@code weight}
 */
public record TiedParameter(String node, String parameter) {

    /** Reads {@code node.parameter}; empty if the text does not have this form. */
    public static Optional<TiedParameter> of(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && dot < text.length() - 1
                ? Optional.of(
                        new TiedParameter(
                                text.substring(0, dot).strip(), text.substring(dot + 1).strip()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return node + "." + parameter;
    }
}
