// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.inquiry;

import dev.sora.core.ExplanationOptions;
import dev.sora.data.DataRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a caller asks to explain, with names resolved.
 *
 * @param options the options
 * @param nodes the particles that they name
 * @param reference the record with whose answer others are compared; empty for none
 */
public record Inquiry(
        ExplanationOptions options, List<NamedNode> nodes, Optional<DataRecord> reference) {

    /** Returns the same with other options. */
    public Inquiry with(ExplanationOptions other) {
        return new Inquiry(other, nodes, reference);
    }
}
