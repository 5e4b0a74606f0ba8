// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something to show in a report. Numbers that are not defined are NaN; a report draws what is
 * defined.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface Exhibit permits Table, Matrix, Curves, Scatter, Gallery {

    /** Returns what stands above it. */
    String title();
}
