// SPDX-License-Identifier: Apache-2.0
/** What all sources that read text files share: encodings, and what can be wrong with a file. */
package dev.sora.table.file;
