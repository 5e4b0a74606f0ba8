// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** Splits texts into tokens. An instance may keep buffers between texts and is not thread-safe. */
interface Splitter {

    /**
     * Passes the tokens of a text to a sink in their order, until the end or until the sink
     * refuses.
     */
    void split(String text, Sink sink);

    /** Receives tokens. */
    @FunctionalInterface
    interface Sink {

        /**
         * Receives one token, which is valid only until the call returns.
         *
         * @return whether the sink accepts more tokens
         */
        boolean accept(char[] buffer, int length);
    }
}
