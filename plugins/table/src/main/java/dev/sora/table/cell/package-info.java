// SPDX-License-Identifier: Apache-2.0
/**
 * Parses the text of a cell into a value: a number, a time, a list or an image.
 *
 * <p>{@code Cells.of} returns the {@code Cell} that parses text for a column type. A cell reads
 * characters directly from the buffer of a file parser, so that a number needs no {@code String}.
 *
 * <p>Sources of text tables use this package. It does not read files, except the images that a cell
 * names ({@code PictureFolder}).
 */
package dev.sora.table.cell;
