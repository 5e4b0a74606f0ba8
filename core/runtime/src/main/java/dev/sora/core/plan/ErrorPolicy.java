// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

/**
 * What becomes of a run when single records are broken.
 *
 * @param skip whether they are left out; otherwise the first one ends the run
 * @param most how many may be left out before the run ends after all
 */
public record ErrorPolicy(boolean skip, long most) {

    /** The first broken record ends the run. */
    public static final ErrorPolicy FAIL = new ErrorPolicy(false, 0);

    /** Every broken record is left out. */
    public static final ErrorPolicy SKIP = new ErrorPolicy(true, Long.MAX_VALUE);
}
