// SPDX-License-Identifier: Apache-2.0
/** Records as JSON, one a line. */
package dev.sora.table.json;
