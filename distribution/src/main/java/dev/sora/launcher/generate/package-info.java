// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code sora generate} writes and measures.
 *
 * <p>{@code Wishes} are the records to generate for, {@code PictureFolder} writes the pictures and
 * a contact sheet. {@code Judge} measures generated pictures with a classifier of another package:
 * whether they are read as asked, how far their features are from those of real pictures ({@code
 * FrechetDistance}), how much of the real pictures they cover ({@code Coverage}), and whether they
 * are copies of real ones ({@code Copies}).
 */
package dev.sora.launcher.generate;
