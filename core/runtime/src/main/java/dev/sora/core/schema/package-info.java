// SPDX-License-Identifier: Apache-2.0
/**
 * Documents what a manifest may contain, for editors and readers.
 *
 * <p>{@link SchemaWriter} writes a JSON Schema of the manifest for the active plugins, and {@link
 * ReferenceWriter} the reference page of all types. Both use the declarations that the planner
 * checks, so a manifest that the schema refuses is refused by the planner, too.
 */
package dev.sora.core.schema;
