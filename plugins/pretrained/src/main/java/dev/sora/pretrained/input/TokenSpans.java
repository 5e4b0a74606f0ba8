// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.input;

/** The parts of a signal of pieces that say to which token each piece belongs. */
public final class TokenSpans {

    /**
     * The role of the place of the first piece of each token, and of the place after its last one:
     * indices, {@code (batch, tokens, 2)}. Both are equal for a token without a piece.
     */
    public static final String SPANS = "spans";

    /** The role of the number of tokens of each record: {@code (batch)}. */
    public static final String TOKENS = "tokens";

    private TokenSpans() {}
}
