// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of a worker's steps went.
 *
 * @param steps the number of minibatches
 * @param exchanges how often vectors were added up
 * @param computing seconds in which the worker computed
 * @param exchanging seconds in which it sent, received and added
 * @param waiting seconds in which it waited for a message to begin
 * @param bytes the length of a vector that is added up
 */
record WorkerTimes(
        long steps, long exchanges, double computing, double exchanging, double waiting, long bytes)
        implements Serializable {

    static final WorkerTimes NONE = new WorkerTimes(0, 0, 0, 0, 0, 0);

    private static final long serialVersionUID = 1;

    /** Returns the times as a tree. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("steps", steps);
        tree.put("exchanges", exchanges);
        tree.put("bytes", bytes);
        tree.put("computing_seconds", computing);
        tree.put("exchanging_seconds", exchanging);
        tree.put("waiting_seconds", waiting);
        return tree;
    }
}
