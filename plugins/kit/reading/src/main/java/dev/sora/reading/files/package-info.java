// SPDX-License-Identifier: Apache-2.0
/** Finds the files of a table that lies in several. */
package dev.sora.reading.files;
