// SPDX-License-Identifier: Apache-2.0
/** What a run leaves on disk: model packages, checkpoints, the lock and the history. */
package dev.sora.core.packaging;
