// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import java.util.Map;

/** The answers of a model in a talk. */
interface Answers {

    /**
     * Prints the answer to the turns so far, and returns it.
     *
     * @param number the number of answers before it
     */
    String answer(Map<String, Object> record, long number);
}
