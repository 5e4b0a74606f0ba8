// SPDX-License-Identifier: Apache-2.0
/**
 * Reads plain text: folders of text files, and files with one record a line.
 *
 * <p>{@code TextFolderType} takes the class of a text from the folder that contains it. {@code
 * LinesType} reads line n of one or several files as record n. Texts are not tokenised here; inputs
 * do that.
 */
package dev.sora.table.text;
