// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.search.results.Scored;
import dev.sora.search.Trial;

/** Is told what a search does, on the thread that runs it. */
public interface SearchListener {

    /** A trial starts or continues. */
    void started(Trial trial);

    /**
     * A trial has ended.
     *
     * @param best whether it is the best so far
     */
    void ended(Scored trial, boolean best);

    /** The best trial is measured on the test data. */
    void measuring(Scored best);
}
