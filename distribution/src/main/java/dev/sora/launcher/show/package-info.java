// SPDX-License-Identifier: Apache-2.0
/**
 * Formats what the command line prints: for users as text, for programs as JSON.
 *
 * <p>{@link dev.sora.launcher.show.RunDisplay} shows the progress of a run. It writes to a {@link
 * dev.sora.launcher.show.Screen}, which has one overwritten line on a terminal and only permanent
 * lines elsewhere. {@link dev.sora.launcher.show.Table} aligns columns, and {@link
 * dev.sora.launcher.show.Tree} converts results to JSON:
 *
 * <pre>{@code
 * Table table = new Table("plugin", ">types");
 * table.row("vision", "12");
 * session.print(session.fit(table));
 * }</pre>
 *
 * <p>Names and texts come from data and are not trusted: the screen replaces control sequences. The
 * package computes nothing and reads no files.
 */
package dev.sora.launcher.show;
