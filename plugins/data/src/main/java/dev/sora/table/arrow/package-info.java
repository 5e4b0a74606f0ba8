// SPDX-License-Identifier: Apache-2.0
/** Tables in files and streams of Apache Arrow's IPC format, which Feather V2 is. */
package dev.sora.table.arrow;
