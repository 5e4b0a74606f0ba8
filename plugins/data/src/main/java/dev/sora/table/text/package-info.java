// SPDX-License-Identifier: Apache-2.0
/** Plain texts: folders of files, and files of lines. */
package dev.sora.table.text;
