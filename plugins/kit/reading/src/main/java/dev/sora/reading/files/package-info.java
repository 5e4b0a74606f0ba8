// SPDX-License-Identifier: Apache-2.0
/** Finds the files of a table that consists of several files. */
package dev.sora.reading.files;
