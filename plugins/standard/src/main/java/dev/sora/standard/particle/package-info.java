// SPDX-License-Identifier: Apache-2.0
/** Core particles. */
package dev.sora.standard.particle;
