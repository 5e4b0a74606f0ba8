// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

/**
 * What happens to a run when single records are broken.
 *
 * @param skip whether broken records are left out; otherwise the first one ends the run
 * @param most the maximum number of records that may be left out; one more ends the run
 */
public record ErrorPolicy(boolean skip, long most) {

    /** The policy in which the first broken record ends the run. */
    public static final ErrorPolicy FAIL = new ErrorPolicy(false, 0);

    /** The policy in which every broken record is left out. */
    public static final ErrorPolicy SKIP = new ErrorPolicy(true, Long.MAX_VALUE);
}
