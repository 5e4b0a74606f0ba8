// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

/** What an installer does with a jar. */
public enum Mode {
    /** Install it in addition to other versions. */
    INSTALL,
    /** Install it and remove older versions, and other builds of its version. */
    UPDATE,
    /** Check whether it would work, and change nothing. */
    CHECK
}
