// SPDX-License-Identifier: Apache-2.0
/** Plans: manifests checked against the types at hand. */
package dev.sora.core.plan;
