// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One part of the report of an output; the page has a drawing for each kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "part")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConfusionMatrix.class, name = "confusion"),
    @JsonSubTypes.Type(value = ValueMatrix.class, name = "matrix"),
    @JsonSubTypes.Type(value = Scatter.class, name = "scatter"),
    @JsonSubTypes.Type(value = Curves.class, name = "curves"),
    @JsonSubTypes.Type(value = ValueTable.class, name = "table"),
    @JsonSubTypes.Type(value = Examples.class, name = "examples"),
    @JsonSubTypes.Type(value = Definitions.class, name = "definitions")
})
public sealed interface OutputPart
        permits ConfusionMatrix, ValueMatrix, Scatter, Curves, ValueTable, Examples, Definitions {}
