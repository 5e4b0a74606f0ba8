// SPDX-License-Identifier: Apache-2.0
/** Plans: manifests checked against the available types. */
package dev.sora.core.plan;
