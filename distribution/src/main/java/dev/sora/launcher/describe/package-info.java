// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code sora describe} says of data: text, JSON, a page, remedies and a manifest to start
 * from.
 */
package dev.sora.launcher.describe;
