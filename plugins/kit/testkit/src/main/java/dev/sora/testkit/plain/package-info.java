// SPDX-License-Identifier: Apache-2.0
/** Small types to train with: enough to see a stranger's plugin at work, and nothing more. */
package dev.sora.testkit.plain;
