// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by a particle that learns changes of low rank to weights that stay: {@code sora
 * export} writes the changes apart, or adds them to the weights.
 *
 * @since 1.1
 */
@ConsumerType
public interface LowRankExport {

    /** Returns the changes; empty with settings that learn none. */
    List<LowRankChange> changes();
}
