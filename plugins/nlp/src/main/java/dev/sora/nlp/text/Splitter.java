// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

/** Splits texts into tokens. It may keep buffers between texts, so one thread uses it at a time. */
interface Splitter {

    /** Hands on the tokens of a text in their order, until there are no more or none is wanted. */
    void split(String text, Sink sink);

    /** Takes tokens. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes one token, which stays where it is only until the call returns.
         *
         * @return whether more are wanted
         */
        boolean accept(char[] buffer, int length);
    }
}
