// SPDX-License-Identifier: Apache-2.0
/** Small types for training in tests of plugins, one of each kind that a training needs. */
package dev.sora.testkit.plain;
