// SPDX-License-Identifier: Apache-2.0
/** Assembly of a plan into a pipeline; Guice stops at the edge of this package. */
package dev.sora.core.assembly;
