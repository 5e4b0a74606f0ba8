// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A table, drawing or gallery of a report. Undefined numbers are NaN; a report omits them.
 *
 * @since 1.0
 */
@ProviderType
public sealed interface Exhibit permits Table, Matrix, Curves, Scatter, Gallery {

    /** Returns the title above it. */
    String title();
}
