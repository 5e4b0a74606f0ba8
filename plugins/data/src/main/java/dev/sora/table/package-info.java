// SPDX-License-Identifier: Apache-2.0
/**
 * Records from files and inputs for tables: the plugin {@code data}. (Package {@code dev.sora.data}
 * is the API's.)
 */
package dev.sora.table;
