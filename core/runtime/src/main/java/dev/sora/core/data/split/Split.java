// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

/** The purpose of a record: training, validation or test. */
public enum Split {
    /** The model learns from it. */
    TRAIN("train"),
    /** The model is measured on it during training. */
    VALIDATION("validation"),
    /** The model is measured on it after training. */
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
