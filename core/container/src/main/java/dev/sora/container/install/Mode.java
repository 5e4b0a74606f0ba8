// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

/** What is to become of a jar. */
public enum Mode {
    /** It is put beside what is there. */
    INSTALL,
    /** It takes the place of older versions, and of another build of its own version. */
    UPDATE,
    /** It is only seen whether it would work. */
    CHECK
}
