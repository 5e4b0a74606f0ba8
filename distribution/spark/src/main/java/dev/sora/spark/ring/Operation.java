// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

/** What a message belongs to, so that workers who do different things notice it. */
enum Operation {
    /** A part of a vector that is added up. */
    SUM,
    /** A part of the sum. */
    RESULT,
    /** A whole vector of one worker for all others. */
    WHOLE,
    /** The length of bytes that follow. */
    LENGTH,
    /** Bytes of one worker for all others. */
    BYTES
}
