// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

/** What a record is for. */
public enum Split {
    /** It is learned from. */
    TRAIN("train"),
    /** It is watched while learning. */
    VALIDATION("validation"),
    /** It is measured on in the end. */
    TEST("test");

    private final String word;

    Split(String word) {
        this.word = word;
    }

    /** Returns its name in a manifest. */
    public String word() {
        return word;
    }
}
