// SPDX-License-Identifier: Apache-2.0
/** Arrays as numpy saves them. */
package dev.sora.table.npz;
